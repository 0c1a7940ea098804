"""The hand-over: exactly the counting fields, and no canary of a person among them."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from fourfold.apps.cases.actions import handing
from fourfold.apps.cases.models import Case, Person
from fourfold.apps.cases.rules.counting import COLUMNS
from fourfold.security.access.viewer import Viewer
from fourfold.security.ids import LENGTH, LETTERS
from fourfold.security.models import AuditEvent
from tests.make import cases, people
from tests.make.people import DCF, NOW, PROVIDER

pytestmark = pytest.mark.django_db
JOB = Viewer(account="hand-over", agency=DCF, at=NOW)
IN_2029 = datetime(2029, 5, 6, tzinfo=UTC)
TOLD = {
    "born_on": date(2014, 7, 8),
    "gender": "FEMININE",
    "race": ["WHITE", "HISPANIC"],
    "town": "WINDHAM",
}
CANARIES = {
    "given_name": "Canary-given",
    "family_name": "Canary-family",
    "phone": "860 555 0142",
    "street": "9 Canary Street",
    "school": "Canary School",
}


@pytest.fixture
def number():
    luis = people.viewer("Luis", "LIAISON")
    made = cases.case(luis, summary="Canary summary.", **CANARIES, **TOLD)
    cases.set_on(made, opened_at=IN_2029, concern="SUSPECTED")
    return made


def test_a_case_is_a_row_of_the_counting_fields_and_nothing_else(number):
    found = handing.hand_over("2029", by=JOB)

    assert found.head == COLUMNS
    assert list(found.rows) == [
        ("2029-05", "13-14", "FEMININE", "HISPANIC WHITE", "REGION_3", "SUSPECTED", "NO")
    ]


def test_no_name_no_number_and_no_day_of_birth_goes_over(number, capsys, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    call_command("cases", "hand-over", period="2029", agency=DCF)
    out = capsys.readouterr().out

    case = Case.objects.get(pk=number)
    for canary in (
        *CANARIES.values(),
        "Canary",
        number,
        case.person,
        case.worker,
        "2014",
        "WINDHAM",
    ):
        assert canary not in out
    cells = {cell for row in csv.reader(io.StringIO(out)) for cell in row}
    assert not [each for each in cells if len(each) == LENGTH and set(each) <= set(LETTERS)]


@pytest.mark.parametrize(("period", "cases_of_it"), [("2028", 0), ("2029", 1), ("2030", 0)])
def test_only_the_cases_opened_in_the_year_go_over(number, period, cases_of_it):
    assert handing.hand_over(period, by=JOB).cases == cases_of_it


def test_the_order_of_the_rows_says_nothing(number):
    luis = people.viewer("Luis")
    for region in ("REGION_5", "REGION_1", "REGION_2"):
        cases.set_on(cases.case(luis, region=region), opened_at=IN_2029 + timedelta(days=1))

    rows = list(handing.hand_over("2029", by=JOB).rows)

    assert rows == sorted(rows)


def test_another_agencys_cases_do_not_go_over(number):
    people.agency("CT_OTHER")

    found = handing.hand_over("2029", by=Viewer(account="hand-over", agency="CT_OTHER", at=NOW))

    assert found.cases == 0


def test_an_agency_bound_by_vawa_gives_only_totals():
    rosa = people.viewer("Rosa", "CARELINE", of=PROVIDER)
    cases.set_on(cases.case(rosa, region="REGION_3", **TOLD), opened_at=IN_2029)

    found = handing.hand_over("2029", by=Viewer(account="hand-over", agency=PROVIDER, at=NOW))

    assert found.only_totals
    assert found.head == ("field", "code", "persons")
    assert ("gender", "FEMININE", 1) in found.rows


def test_the_hand_over_is_a_line_in_the_audit_without_anybody(number):
    handing.hand_over("2029", by=JOB)

    line = AuditEvent.objects.get(event="CASES_HANDED_OVER")
    assert (line.subject, line.facts["cases"], line.facts["form"]) == (f"agency:{DCF}", 1, "ROWS")


def test_an_unknown_agency_and_an_unknown_period_are_said():
    with pytest.raises(CommandError, match="no agency 'NOBODY'"):
        call_command("cases", "hand-over", period="2017", agency="NOBODY")
    with pytest.raises(CommandError, match="no period"):
        call_command("cases", "hand-over", period="Q1", agency=DCF)


def test_a_fact_nobody_asked_is_not_unknown():
    luis = people.viewer("Luis", "LIAISON")
    made = cases.case(luis, region="")
    cases.set_on(made, opened_at=IN_2029)
    Person.objects.filter(pk=Case.objects.get(pk=made).person).update(version=2)

    row = handing.hand_over("2029", by=JOB).rows[0]

    assert row == (
        "2029-05",
        "NOT_ASKED",
        "NOT_ASKED",
        "NOT_ASKED",
        "UNKNOWN",
        "NOT_ASSESSED",
        "NO",
    )

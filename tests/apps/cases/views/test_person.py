"""Writing facts of a person on a page: three answers, masked values, and two people at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from fourfold.apps.cases.actions import people as actions
from fourfold.apps.cases.models import Case, Person, PersonEntry
from fourfold.security.access import relations
from fourfold.security.access.viewer import Viewer
from fourfold.security.models import RelationKind
from tests.apps.cases.made import case_of, person_of
from tests.make import desk, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def luis() -> Viewer:
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def case(luis: Viewer) -> Case:
    return case_of(luis, given_name="Marisol", street="9 Elm Street", born_on=date(2014, 3, 2))


def send(who: str, case: Case, page: str = "person", **typed: Any) -> Any:
    client = desk.signed_in(people.account(who), at=NOW)
    where = f"/desk/cases/{case.id}/{page}/"
    return client.post(where, {"version": "2", **typed}) if typed else client.get(where)


def test_the_form_shows_what_is_known_and_masks_the_place(case: Case) -> None:
    html = send("Luis", case).content.decode()

    assert 'value="Marisol"' in html
    assert "9 Elm Street" not in html
    assert "Masked. Leave it empty to keep what is there." in html
    assert "Written down by Luis, Jan 7, 2030" in html


def test_an_empty_masked_field_keeps_what_is_there(case: Case) -> None:
    answer = send("Luis", case, given_name="Marisol", family_name="Rey", why_gender="REFUSED")

    person = person_of(case)
    assert answer.status_code == 302
    assert (person.street, person.family_name) == ("9 Elm Street", "Rey")
    assert person.born_on is None
    assert person.unanswered == {"gender": "REFUSED"}


def test_the_case_page_says_why_a_fact_is_missing_and_who_wrote_the_others(case: Case) -> None:
    send(
        "Luis", case, given_name="Marisol", why_gender="REFUSED", channels=["TEXT"], never="Mother"
    )
    client = desk.signed_in(people.account("Luis"), at=NOW)
    html = client.get(f"/desk/cases/{case.id}/").content.decode()

    assert "They did not want to say" in html
    assert "Never: Mother" in html
    assert 'title="Luis, Jan 7, 2030' in html
    assert "Not asked yet:" in html


@pytest.mark.parametrize(
    ("year", "sure", "said"),
    [
        ("2031", "", "in the future"),
        ("1900", "", "130 years ago"),
        ("1900", "on", ""),
        ("2014", "", ""),
    ],
)
def test_a_year_of_birth_is_questioned(case: Case, year: str, sure: str, said: str) -> None:
    birth = {"born_on_month": "3", "born_on_day": "2", "born_on_year": year}
    answer = send("Luis", case, given_name="Marisol", sure=sure, **birth)

    assert answer.status_code == (200 if said else 302)
    assert said in answer.content.decode()


def test_whoever_comes_second_is_told_who_came_first_and_loses_nothing(
    luis: Viewer, case: Case
) -> None:
    eva = people.viewer("Eva", "LIAISON")
    relations.assign(case, eva.account, by=luis, kind=RelationKind.SUPERVISOR)
    actions.change(case.id, facts={"given_name": "Mary"}, version=2, by=eva)
    PersonEntry.objects.exclude(by=eva.account).update(at=NOW - timedelta(minutes=1))

    html = send("Luis", case, given_name="Marisol", school="North High").content.decode()

    assert "Eva changed this at" in html
    assert "Mary" in html
    assert 'value="North High"' in html
    assert 'name="version" value="3"' in html
    assert person_of(case).given_name == "Mary"


def test_wishes_are_written_down_and_stand_on_top(case: Case) -> None:
    answer = send("Luis", case, "wishes", wishes="To see my brother.", last="")

    assert answer.status_code == 302
    assert Case.objects.get(pk=case.pk).wishes == "To see my brother."


def test_wishes_somebody_else_heard_meanwhile_are_not_overwritten(luis: Viewer, case: Case) -> None:
    actions.hear_wishes(case.id, wishes="To sleep.", last="", by=luis)

    html = send("Luis", case, "wishes", wishes="To see my brother.", last="").content.decode()

    assert "changed this at" in html
    assert "To sleep." in html
    assert "To see my brother." in html


@pytest.mark.parametrize("page", ["person", "wishes"])
@pytest.mark.parametrize("role", ["CARELINE", "LIAISON", "COORDINATOR", "TEAM", "PROVIDER"])
def test_whoever_has_no_relation_finds_no_page(case: Case, role: str, page: str) -> None:
    people.account("Eva", role)

    assert send("Eva", case, page).status_code == 404
    assert send("Eva", case, page, given_name="X", wishes="X").status_code == 404
    assert Person.objects.get(pk=case.person).given_name == "Marisol"

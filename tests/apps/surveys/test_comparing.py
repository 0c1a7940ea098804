"""Waves of one form are chosen and compared; other words count when somebody says so by name."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from fourfold.apps.surveys.models import Response, SameQuestion, SurveyForm, Wave
from fourfold.apps.surveys.states import Way
from fourfold.security.models import AuditEvent
from tests.make import desk, people, surveys
from tests.make.people import NOW
from tests.reference.forms.making import SETTINGS, SURVEY

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("standing_clock"),
]


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def lead(db):
    return desk.signed_in(people.account("Lea", "TRAINING_LEAD"), at=NOW)


def wave(form: str, once: str, *, yes: int, no: int, years: int = 0) -> Wave:
    found = surveys.opened(surveys.study(of=form, once=once))[0]
    Response.objects.bulk_create(
        Response(
            wave=found,
            mark=f"m{nth}",
            seal=found.seal,
            answers={"works": "yes" if nth < yes else "no"},
            way=Way.WEB.value,
            taken_on=NOW.date() - timedelta(days=365 * years),
        )
        for nth in range(yes + no)
    )
    return found


def second_version() -> str:
    rows = [list(each) for each in SURVEY]
    place = next(nth for nth, each in enumerate(rows) if each[1] == "works")
    rows[place][2] = "Have you a job?"
    settings = [list(each) for each in SETTINGS]
    settings[1][settings[0].index("version")] = "second"
    return surveys.form(rows, settings=settings)


@pytest.fixture
def address(db):
    one = wave(surveys.form(), "one", yes=12, no=18, years=1)
    two = wave(second_version(), "two", yes=25, no=7)
    return f"/desk/surveys/{one.study_id}/compare/?wave={one.id}&wave={two.id}"


def test_waves_of_both_versions_are_offered_and_two_are_needed(lead, address) -> None:
    page = said(lead.get(address.partition("?")[0]))

    assert page.count('type="checkbox"') == 2
    assert "Choose two or more." in said(lead.get(address.rpartition("&")[0]))
    assert SurveyForm.objects.count() == 2


def test_a_changed_wording_is_left_out_until_somebody_says_by_name_that_it_asks_the_same(
    lead, address
) -> None:
    path, _, query = address.partition("?")
    waves = [each.removeprefix("wave=") for each in query.split("&")]
    assert "Its words changed." in said(lead.get(address))

    empty = lead.post(path, {"wave": waves, "question": "works", "why": " "})
    assert empty.status_code == 422
    for _ in range(2):
        answer = lead.post(path, {"wave": waves, "question": "works", "why": "A job is work."})
        assert answer.status_code == 302

    page = said(lead.get(address))
    assert "Lea said on" in page
    assert "A job is work." in page
    assert "40%" in page
    assert "78%" in page
    assert "+38 points" in page
    assert SameQuestion.objects.count() == 1
    assert AuditEvent.objects.filter(event="QUESTION_SAID_SAME").count() == 1


def test_it_leaves_as_csv(lead, address) -> None:
    path, _, query = address.partition("?")
    waves = [each.removeprefix("wave=") for each in query.split("&")]
    lead.post(path, {"wave": waves, "question": "works", "why": "A job is work."})

    file = b"".join(lead.get(f"{path}comparison.csv?{query}")).decode()
    rows = list(csv.DictReader(io.StringIO(file)))

    assert [(each["n"], each["value"]) for each in rows] == [("30", "0.4"), ("32", "0.78125")]
    assert lead.get(f"{path}comparison.csv").status_code == 302


def test_nothing_else_is_said_to_be_the_same(lead, address) -> None:
    path, _, query = address.partition("?")
    waves = [each.removeprefix("wave=") for each in query.split("&")]

    assert lead.post(path, {"wave": waves, "question": "odd", "why": "x"}).status_code == 404
    assert lead.post(path, {"wave": waves[:1], "question": "works", "why": "x"}).status_code == 404


def test_who_does_not_read_answers_compares_nothing(address) -> None:
    staff = desk.signed_in(people.account("Sam", of="CT_DCF"), at=NOW)

    assert staff.get(address).status_code == 404

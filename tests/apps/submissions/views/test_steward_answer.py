"""A steward answers on the same page, for offices of their own agency alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.apps.submissions.models import AnswerDraft, Batch
from tests.make import answers, desk, people
from tests.make.answers import CALL, NUMBERS
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
PAGE = f"/desk/bring/calls/{CALL}/MADE_UP_PD/form/"
FILLED = {"rows": "1", **{f"0-{name}": cell for name, cell in NUMBERS.items()}}
As = Callable[..., Client]


@pytest.fixture
def as_(monkeypatch: pytest.MonkeyPatch) -> As:
    monkeypatch.setattr(timezone, "now", lambda: NOW)

    def signed_in(*roles: str, of: str = people.DCF) -> Client:
        return desk.signed_in(people.account("Of-" + "-".join(roles), *roles, of=of), at=NOW)

    return signed_in


@pytest.mark.parametrize(
    ("role", "of", "sees"),
    [
        ("STEWARD", people.DCF, 200),
        ("STEWARD", people.PROVIDER, 404),
        ("STAFF", people.DCF, 404),
        ("CARELINE", people.DCF, 404),
    ],
)
def test_only_a_steward_of_the_office_s_agency_gets_the_form(
    as_: As, role: str, of: str, sees: int
) -> None:
    answers.asked(agency=people.DCF)
    client = as_(role, of=of)

    assert client.get(PAGE).status_code == sees
    assert client.post(f"{PAGE}keep/", {"page": "A" * 16, **FILLED}).status_code == sees
    assert client.post(PAGE, {"do": "send", **FILLED}).status_code == sees
    assert Batch.objects.count() == (sees == 200)


def test_a_steward_s_answer_is_sent_in_their_name(as_: As) -> None:
    answers.asked(agency=people.DCF)

    answer = as_("STEWARD").post(PAGE, {"do": "send", **FILLED})

    assert "Receipt" in answer.content.decode()
    sent = Batch.objects.get()
    assert (sent.state, len(sent.sent_by)) == ("SENT", 16)
    assert not AnswerDraft.objects.exists()


def test_a_call_about_people_has_no_form(as_: As) -> None:
    answers.asked("KIDS-2029", dataset="dcf_referrals", agency=people.DCF)

    page = as_("STEWARD").get("/desk/bring/calls/KIDS-2029/MADE_UP_PD/form/").content.decode()

    assert "answered with a file" in page
    assert "<textarea" not in page


def test_what_was_answered_a_year_before_stands_beside_each_number(as_: As) -> None:
    answers.office(agency=people.DCF)
    for code, year in (("LAW-2028", 2028), (CALL, 2029)):
        answers.asking.ask(
            answers.call(code, year=year), respondents=["MADE_UP_PD"], by=answers.HOUSE, at=NOW
        )
    answers.accepted("LAW-2028", "MADE_UP_PD", **NUMBERS)

    page = as_("STEWARD").get(PAGE).content.decode()

    assert "In 2028: 4" in page
    assert "In 2028: 0" in page


def test_a_correction_begins_with_what_was_sent(as_: As) -> None:
    answers.asked(agency=people.DCF)
    answers.accepted(CALL, "MADE_UP_PD", **NUMBERS)
    steward = as_("STEWARD")

    assert "Accepted by the Council" in steward.get(PAGE).content.decode()
    page = steward.post(PAGE, {"do": "again"}).content.decode()

    assert 'name="0-a2" value="4"' in page
    changed = steward.post(PAGE, {"do": "send", **FILLED, "0-a2": "5"}).content.decode()
    assert "Version 2" in changed

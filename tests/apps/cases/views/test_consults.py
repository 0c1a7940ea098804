"""Consults as people see them: whose turn it is, what they wrote, and what others may not see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from fourfold.apps.cases.models import Consult, Opinion
from fourfold.security.models import AuditEvent
from tests.make import desk as desks
from tests.make import people
from tests.make.consults import HOME, Desk, desk

pytestmark = pytest.mark.django_db
AT = people.NOW + timedelta(minutes=30)


@pytest.fixture
def made(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return desk()


def client(made: Desk, name: str):
    return desks.signed_in(made.accounts[name], at=AT)


def address(made: Desk, consult: str, *more: str) -> str:
    return "/".join(["", "desk", "cases", made.case, "consults", consult, *more, ""])


def html(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_region_sees_what_waits_and_no_word_about_the_person(made):
    consult = made.ask()

    page = html(client(made, "luis").get("/desk/consults/"))

    assert address(made, consult) in page
    assert "North Central" in page
    assert "new telephone" not in page
    assert AuditEvent.objects.filter(event="RECORDS_LISTED").exists()
    assert address(made, consult) not in html(client(made, "nora").get("/desk/consults/"))


def test_asking_by_the_form_leads_to_the_consult_and_twice_makes_one(made):
    carmen = client(made, "carmen")
    form = f"/desk/cases/{made.case}/consult/"
    typed = {"why": "A new telephone.", "urgency": "NOW", "town": "ANDOVER", "key": "k1"}

    first, second = carmen.post(form, typed), carmen.post(form, typed)

    one = Consult.objects.get()
    assert one.region == HOME
    assert first.headers["Location"] == second.headers["Location"] == address(made, one.pk)
    assert "Ask the region" not in html(carmen.get(f"/desk/cases/{made.case}/"))


def test_what_was_typed_stays_if_the_region_cannot_be_told(made):
    form = f"/desk/cases/{made.case}/consult/"

    page = html(client(made, "carmen").post(form, {"why": "A new telephone.", "urgency": "NOW"}))

    assert "A new telephone." in page
    assert "Please look at this again" in page


def test_a_consult_is_taken_answered_in_two_steps_and_read_by_who_asked(made):
    consult = made.ask()
    luis = client(made, "luis")
    assert "Take this consult" in html(luis.get(address(made, consult)))

    luis.post(address(made, consult, "do", "take"))
    written = {"concern": "SUSPECTED", "reasons": ["MISSING_NOW"], "words": "An older man."}
    luis.post(address(made, consult, "answer"), written | {"do": "next"})
    offered = html(luis.get(address(made, consult)))
    assert "Report them missing" in offered
    assert "The table is an example" in offered
    given = {"actions": ["CA01", "CA03"], "advice": "Call the school.", "offered": "1"}
    luis.post(address(made, consult, "answer"), written | given | {"do": "give"})

    page = html(client(made, "carmen").get(address(made, consult)))
    for words in ("Suspected", "They are missing now", "An older man.", "Call the school."):
        assert words in page
    assert "Bring the case before" not in page
    assert Opinion.objects.get().actions == ["CA01", "CA03"]


def test_the_second_to_take_reads_who_was_first(made):
    consult = made.ask()
    made.take(consult, "ana")

    answer = client(made, "luis").post(address(made, consult, "do", "take"), follow=True)

    assert "Ana took this Jan 7," in html(answer)


def test_the_second_answer_is_kept_and_stands_beside_the_first_when_its_writer_says_so(made):
    consult = made.ask()
    made.take(consult, "luis")
    made.take(consult, "ana", minutes=6, over="luis")
    made.answer(consult, "ana", minutes=12)
    luis = client(made, "luis")
    written = {"concern": "CONFIRMED", "words": "She told me.", "offered": "1", "do": "give"}

    late = html(luis.post(address(made, consult, "answer"), written, follow=True))
    assert "Ana answered this Jan 7," in late
    assert "She was seen with an older man." in late
    assert "She told me." in late
    luis.post(address(made, consult, "answer"), written | {"beside": "1"})

    page = html(client(made, "carmen").get(address(made, consult)))
    assert "The opinions differ" in page
    assert page.index("older man") < page.index("She told me.")


def test_a_draft_is_seen_by_nobody_else(made):
    consult = made.ask()
    made.take(consult)
    luis = client(made, "luis")
    luis.post(address(made, consult, "answer"), {"words": "Not sure yet.", "do": "keep"})

    assert "Not sure yet." in html(luis.get(address(made, consult)))
    for name in ("carmen", "ana", "tomas"):
        assert "Not sure yet." not in html(client(made, name).get(address(made, consult)))


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("carmen", 200),
        ("luis", 200),
        ("tomas", 200),
        ("dana", 200),
        ("nora", 404),
        ("stan", 404),
        ("priya", 404),
    ],
)
def test_who_may_not_know_the_case_finds_no_consult(made, name, status):
    consult = made.ask()

    assert client(made, name).get(address(made, consult)).status_code == status


def test_handing_on_leads_away_from_a_case_that_is_no_longer_theirs(made):
    consult = made.ask()
    made.take(consult)
    luis = client(made, "luis")

    answer = luis.post(
        address(made, consult, "do", "hand-on"), {"region": "REGION_1", "reason": "TOWN_MOVED"}
    )

    assert answer.headers["Location"] == "/desk/consults/"
    assert luis.get(address(made, consult)).status_code == 404
    assert client(made, "nora").get(address(made, consult)).status_code == 200


def test_my_day_says_which_consults_wait(made):
    consult = made.ask()

    page = html(client(made, "luis").get("/desk/"))
    assert "A consult waits in your region" in page
    made.take(consult)
    assert "A consult waits for your answer" in html(client(made, "luis").get("/desk/"))
    assert "A consult waits" not in html(client(made, "carmen").get("/desk/")).replace(
        "A consult waits for you or your region", ""
    )


@pytest.mark.parametrize("deed", ["nonsense", "ask-again", "leave", "take-back", "hand-on"])
def test_a_deed_out_of_turn_changes_nothing_and_breaks_nothing(made, deed):
    consult = made.ask()

    answer = client(made, "ana").post(address(made, consult, "do", deed))

    assert answer.status_code in (302, 404)
    assert Consult.objects.get().state == "WAITING"

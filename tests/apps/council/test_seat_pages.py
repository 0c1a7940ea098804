"""The pages on seats: what staff, members and everyone see, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from fourfold.apps.council.models import DeclaredConflict, SeatTerm
from fourfold.apps.council.queries import seats as queries
from fourfold.apps.council.states.votes import Stage
from tests.make import council, desk, people
from tests.make.council import BY, sits
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
TODAY = NOW.date()
DAY = timedelta(days=1)
LIST, PAGE, MINE = (f"/desk/council/{each}/" for each in ("members", "members/SEAT02", "my-seat"))


@pytest.fixture
def standing_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def staff() -> Client:
    return desk.signed_in(people.account("Sam", "STAFF"), at=NOW)


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def day(prefix: str, on=TODAY) -> dict[str, str]:
    parts = (("month", on.month), ("day", on.day), ("year", on.year))
    return {f"{prefix}_{name}": str(value) for name, value in parts}


def appoint(name: str, **more: str) -> dict[str, str]:
    told = {"appoint-name": name, "appoint-why": "Made up.", "appoint-once": "o", "do": "appoint"}
    return told | day("appoint-from_on") | more


def test_staff_appoint_somebody_new_and_the_list_shows_them(staff: Client) -> None:
    assert staff.post(PAGE, appoint("Nora New")).status_code == 302
    assert "Nora New" in said(staff.get(LIST))
    assert "For 27 seats nobody is entered yet" in said(staff.get(LIST))
    assert "Nora New" in staff.get("/desk/council/members.csv").getvalue().decode()


def test_a_refused_term_keeps_what_was_typed_and_says_what_to_do(staff: Client) -> None:
    sits("SEAT01", "Nora New")
    who = SeatTerm.objects.get().member_id
    answer = staff.post(PAGE, appoint("", **{"appoint-member": who, "appoint-letter": "folder 7"}))

    assert answer.status_code == 422
    assert "Nora New is holder of seat SEAT01 already" in said(answer)
    assert "folder 7" in said(answer)


def test_staff_designate_end_and_see_the_story(staff: Client) -> None:
    term = sits("SEAT02", "Hal Holder", until_on=TODAY + 9 * DAY)
    told = {
        "designate-name": "Dan Designee",
        "designate-letter": "folder 1",
        "designate-why": "Leave.",
        "designate-once": "d",
        "do": "designate",
    }
    assert staff.post(PAGE, told | day("designate-from_on")).status_code == 302
    again = {"reappoint-term": term, "reappoint-once": "r", "do": "reappoint"}
    assert staff.post(PAGE, again).status_code == 302
    ends = {"end-term": f"{term}:1", "end-how": "RESIGNED", "end-why": "Moved.", "do": "end"}
    assert staff.post(PAGE, ends | day("end-on")).status_code == 302
    shown = said(staff.get(PAGE))

    assert all(words in shown for words in ("Dan Designee", "resigned", "Moved.", "Reappointed."))


def test_staff_say_who_is_named_in_public_and_how_they_sign_in(staff: Client) -> None:
    sits("SEAT02", "Hal Holder")
    mary = people.account("Mary", "MEMBER")
    held = SeatTerm.objects.get().member
    told = {"person-member": held.id, "person-version": "1", "person-is_public": "on"}
    wrong = staff.post(PAGE, told | {"person-email": "no@body.example", "do": "person"})
    assert "Nobody signs in with this address" in said(wrong)
    right = staff.post(PAGE, told | {"person-email": mary.email, "do": "person"})

    assert right.status_code == 302
    assert "Hal Holder" in said(Client().get("/council/members/"))
    assert "Hal Holder" in Client().get("/council/members.csv").getvalue().decode()


def test_everyone_reads_the_roster_without_names_that_nobody_agreed_to() -> None:
    sits("SEAT01", "Hidden Holder", until_on=TODAY + DAY)
    sits("SEAT02", "Past Person", from_on=TODAY - 9 * DAY, until_on=TODAY - DAY)
    shown = said(Client().get("/council/members/"))

    assert "Hidden Holder" not in shown
    assert "28 seats, 1 of them vacant" in shown
    assert "A made-up" not in shown
    with override("es"):
        assert gettext("Who sits on the Council") == "Quiénes integran el Consejo"


def test_a_member_reads_but_changes_no_seat() -> None:
    mary = desk.signed_in(people.account("Mary", "MEMBER"), at=NOW)

    assert mary.get(PAGE).status_code == 200
    assert mary.post(PAGE, appoint("Nora New")).status_code == 404
    assert SeatTerm.objects.count() == 0


def test_a_member_declares_a_conflict_and_takes_it_back_and_others_never_see_it() -> None:
    account = people.account("Mary", "MEMBER")
    sits("SEAT02", account=account.id)
    mary = desk.signed_in(account, at=NOW)
    max_ = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)
    told = {"what": "GENERAL", "matter": "A grant", "why": "My employer.", "once": "c"}
    assert mary.post(MINE, told | day("from_on") | {"do": "declare"}).status_code == 302

    assert "A grant" in said(mary.get(MINE))
    assert "A grant" not in said(max_.get(MINE)) + said(max_.get(LIST))
    held = DeclaredConflict.objects.get()
    back = {"do": "take_back", "conflict": held.id, "version": "1"}
    assert max_.post(MINE, back).status_code == 404
    assert mary.post(MINE, back).status_code == 302
    assert queries.conflicts(viewer=BY, on=TODAY) == ()


def test_a_conflict_picks_its_paper_from_what_is_still_to_be_decided() -> None:
    account = people.account("Mary", "MEMBER")
    sits("SEAT02", account=account.id)
    mary = desk.signed_in(account, at=NOW)
    waits, over = council.recommendation(stage=Stage.DRAFT), council.recommendation("two")
    coming, past = council.meeting(starts=NOW + DAY), council.meeting("old", starts=NOW - DAY)
    topic, gone = council.topic(coming, "A topic to come"), council.topic(past, "Past", once="p")
    page = said(mary.get(MINE))
    assert f'value="RECOMMENDATION:{waits}"' in page
    assert f'value="AGENDA_ITEM:{topic}"' in page
    assert f"RECOMMENDATION:{over}" not in page
    assert f"AGENDA_ITEM:{gone}" not in page

    told = {"matter": "A grant", "why": "My employer.", "once": "c", "do": "declare"}
    told |= day("from_on")
    for refused in ("", f"RECOMMENDATION:{over}", "RECOMMENDATION:typed"):
        assert mary.post(MINE, told | {"what": refused}).status_code == 422
    assert mary.post(MINE, told | {"what": f"RECOMMENDATION:{waits}"}).status_code == 302

    held = DeclaredConflict.objects.get()
    assert (held.about, held.ref) == ("RECOMMENDATION", waits)


def test_staff_see_declared_conflicts_beside_the_seats(staff: Client) -> None:
    sits("SEAT01")
    council.conflict(SeatTerm.objects.get().member_id, matter="A made-up grant")

    assert "A made-up grant" in said(staff.get(LIST))
    assert staff.get("/desk/council/members/SEAT99/").status_code == 404

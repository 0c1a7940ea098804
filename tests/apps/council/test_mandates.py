"""Mandates: where a duty stands follows from evidence, reviewed words and the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.council.actions import mandates
from fourfold.apps.council.models import DutyAssessment, DutyProof
from fourfold.apps.council.queries import mandates as queries
from fourfold.apps.council.queries import registers
from fourfold.apps.council.queries.shown import Automatic, Showing, choices
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole, NotYours
from fourfold.apps.council.rules.mandates import clock_of, day_in_words, due_in, is_owed, state_of
from fourfold.apps.council.states.mandates import (
    MOVES,
    DutyState,
    MoveNotAllowed,
    ProofKind,
    ReadState,
    Said,
    Shown,
    check_move,
)
from fourfold.apps.council.states.meetings import PostKind
from fourfold.documents import html
from fourfold.security.access.viewer import nobody
from tests.make import council, desk, people
from tests.make.council import BY, OTHER, source
from tests.make.people import NOW

TODAY = NOW.date()
YEAR = TODAY.year
DAY = timedelta(days=1)
DUTY = "CGS_46A_170_UPDATES"
POLICE = "PA_16_71_REPORT"
db = pytest.mark.django_db
S = DutyState


@pytest.fixture
def standing_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def said_on(answer) -> str:
    return " ".join(answer.content.decode().split())


def assessed(*, year: int = YEAR, read: bool = False, once: str = "a") -> str:
    how = {"year": year, "said": Said.MET, "words": f"Made-up reasons {once}", "once": once}
    made = mandates.assess(DUTY, **how, by=BY, at=NOW)
    if read:
        mandates.read(made, agree=True, by=OTHER, at=NOW)
    return made


def stands(code: str = DUTY, *, viewer=BY, today: date = TODAY) -> DutyState:
    found = {each.code: each for each in queries.duties(viewer=viewer, today=today)}
    return found[code].now.state


# ------------------------------------------------------------------ on plain values
@pytest.mark.parametrize(
    ("shown", "said", "due", "state"),
    [
        (Shown.WHOLE, None, -1, S.MET),
        (Shown.WHOLE, None, None, S.MET),
        (Shown.WHOLE, Said.NOT_MET, None, S.NOT_MET),
        (Shown.WHOLE, Said.NOT_MET, -1, S.OVERDUE),
        (Shown.NONE, Said.MET, -1, S.MET),
        (Shown.NONE, Said.NOT_MET, 1, S.IN_PROGRESS),
        (Shown.NONE, Said.PARTLY, None, S.IN_PROGRESS),
        (Shown.PART, None, -1, S.OVERDUE),
        (Shown.PART, None, 0, S.IN_PROGRESS),
        (Shown.PART, None, None, S.IN_PROGRESS),
        (Shown.NONE, None, -1, S.OVERDUE),
        (Shown.NONE, None, -365, S.OVERDUE),
        (Shown.NONE, None, -366, S.NOBODY_SAID),
        (Shown.PART, None, -366, S.OVERDUE),
        (Shown.NONE, Said.NOT_MET, -366, S.OVERDUE),
        (Shown.NONE, None, 0, S.NOT_YET_DUE),
        (Shown.NONE, None, 1, S.NOT_YET_DUE),
        (Shown.NONE, None, None, S.NOBODY_SAID),
    ],
)
def test_where_a_duty_stands(shown, said, due, state) -> None:
    due_on = None if due is None else TODAY + due * DAY

    assert state_of(shown=shown, said=said, due_on=due_on, year=YEAR, today=TODAY) is state


@given(st.sampled_from(Shown), st.sampled_from([None, *Said]), st.integers(2000, 2060))
def test_a_duty_without_a_day_is_never_overdue(shown, said, year) -> None:
    found = state_of(shown=shown, said=said, due_on=None, year=year, today=TODAY)

    assert found is not S.OVERDUE


def test_a_clock_of_the_pack_is_read_as_it_stands() -> None:
    yearly = clock_of("YEARLY", due="10-01", first_year="2017")
    once = clock_of("ONCE", due="2006-01-01", first_year="2006")
    standing = clock_of("STANDING", due="", first_year="")

    assert due_in(yearly, year=2026) == date(2026, 10, 1)
    assert due_in(yearly, year=2016) is None
    assert [is_owed(yearly, year=year) for year in (2016, 2017)] == [False, True]
    assert [is_owed(once, year=year) for year in (2005, 2006, 2007)] == [False, True, False]
    assert due_in(once, year=2006) == date(2006, 1, 1)
    assert due_in(standing, year=2026) is None
    assert is_owed(standing, year=1999)


@pytest.mark.parametrize(
    ("words", "day"), [("January 1, 2017", date(2017, 1, 1)), ("annually", None), ("", None)]
)
def test_a_deadline_in_words_is_a_day_or_nothing(words, day) -> None:
    assert day_in_words(words) == day


@pytest.mark.parametrize("now", ReadState)
@pytest.mark.parametrize("then", ReadState)
def test_an_assessment_moves_only_as_its_table_says(now: ReadState, then: ReadState) -> None:
    if then in MOVES[now]:
        check_move(now, then)
    else:
        with pytest.raises(MoveNotAllowed):
            check_move(now, then)


# ------------------------------------------------------------------ with the database
@db
def test_every_duty_of_the_pack_is_on_the_board_with_its_clock() -> None:
    found = queries.duties(viewer=BY, today=TODAY)

    assert len(found) == 21
    police = next(each for each in found if each.code == POLICE)
    assert police.now.due_on == date(YEAR, 10, 1)
    assert police.confirmed
    annual = next(each for each in found if each.code == "CGS_46A_170_ANNUAL")
    assert (annual.deadline, annual.confirmed) == ("annually", False)


@db
def test_a_word_counts_once_a_second_person_read_it() -> None:
    made = assessed()
    assert stands() is S.NOBODY_SAID

    with pytest.raises(NotYours):
        mandates.read(made, agree=True, by=BY, at=NOW)
    mandates.read(made, agree=True, by=OTHER, at=NOW)

    assert stands() is S.MET
    with pytest.raises(MoveNotAllowed):
        mandates.read(made, agree=False, why="x", by=OTHER, at=NOW)


@db
def test_a_later_word_holds_and_the_earlier_one_stays() -> None:
    assessed(read=True)
    second = mandates.assess(
        DUTY, year=YEAR, said=Said.NOT_MET, words="Not so", once="b", by=BY, at=NOW + DAY
    )
    mandates.read(second, agree=True, by=OTHER, at=NOW + DAY)

    line = queries.year_of(DUTY, year=YEAR, viewer=BY, today=TODAY)

    assert line.state is S.NOT_MET
    assert [each.words for each in line.history] == ["Not so", "Made-up reasons a"]


@db
def test_one_word_waits_at_a_time_and_what_is_given_back_says_why() -> None:
    first = assessed()
    assert assessed() == first
    with pytest.raises(NotWhole, match="waits for a second person"):
        assessed(once="b")
    with pytest.raises(NotWhole, match="Say why"):
        mandates.read(first, agree=False, by=OTHER, at=NOW)
    mandates.read(first, agree=False, why="Name the minutes.", by=OTHER, at=NOW)

    assessed(once="b")

    assert DutyAssessment.objects.count() == 2
    assert DutyAssessment.objects.get(id=first).why == "Name the minutes."


@db
def test_each_year_stands_by_itself() -> None:
    assessed(year=YEAR - 1, read=True)

    found = next(e for e in queries.duties(viewer=BY, today=TODAY) if e.code == DUTY)

    assert [each.state for each in found.years[-2:]] == [S.MET, S.NOBODY_SAID]


@db
def test_evidence_is_tied_once_and_taken_out_with_a_reason() -> None:
    how = {"year": YEAR, "by": BY, "at": NOW}
    for _nth in range(2):
        mandates.prove(DUTY, kind=ProofKind.DOCUMENT, ref=source(), place="page 3", **how)
    proof = DutyProof.objects.get()

    with pytest.raises(NotWhole):
        mandates.take_out(proof.id, why="", by=BY, at=NOW)
    mandates.take_out(proof.id, why="The wrong page.", by=BY, at=NOW)

    assert queries.year_of(DUTY, year=YEAR, viewer=BY, today=TODAY).proofs == ()
    assert DutyProof.objects.get().taken_out_why == "The wrong page."


@db
def test_a_meeting_held_and_a_consultation_are_evidence_that_tells_no_topic() -> None:
    of = council.meeting(starts=NOW + 20 * DAY)
    council.topic(of)
    council.post(of, PostKind.NOTICE)
    council.post(of)
    asked = council.consultation()
    offered = dict(choices(viewer=BY, today=TODAY))
    later = dict(choices(viewer=BY, today=TODAY + timedelta(days=21)))

    assert offered[ProofKind.MEETING] == []
    assert [each for each, _words in later[ProofKind.MEETING]] == [of]
    ((number, words),) = offered[ProofKind.CONSULTED]
    assert number == asked
    assert words.startswith("Consultation, ")
    mandates.prove(DUTY, kind=ProofKind.CONSULTED, ref=asked, year=YEAR, by=BY, at=NOW)
    assert Showing(today=TODAY).of("CONSULTATIONS", year=TODAY.year).shown is Shown.PART
    assert Showing(today=TODAY).of("CONSULTATIONS", year=1999).shown is Shown.NONE


@db
@pytest.mark.parametrize("kind", [each for each in ProofKind if each is not ProofKind.TYPED])
def test_evidence_that_is_not_there_is_refused(kind: ProofKind) -> None:
    with pytest.raises(NoSuchPaper):
        mandates.prove(DUTY, year=YEAR, kind=kind, ref="no-such", by=BY, at=NOW)


@db
def test_a_document_that_is_typed_needs_its_place() -> None:
    with pytest.raises(NotWhole, match="where it says so"):
        mandates.prove(DUTY, year=YEAR, kind=ProofKind.TYPED, words="Minutes", by=BY, at=NOW)


@db
def test_a_stranger_reads_only_what_two_people_read() -> None:
    stranger = nobody(NOW)
    how = {"year": YEAR, "kind": ProofKind.DOCUMENT, "ref": source(), "by": BY}
    mandates.prove(DUTY, **how, place="page 3", at=NOW)
    made = assessed()
    found = next(e for e in queries.duties(viewer=stranger, today=TODAY) if e.code == DUTY)
    assert (found.now.said, found.now.draft, found.now.proofs) == (None, None, ())

    mandates.read(made, agree=True, by=OTHER, at=NOW)
    mandates.prove(DUTY, **how, place="page 4", at=NOW + DAY)
    found = next(e for e in queries.duties(viewer=stranger, today=TODAY) if e.code == DUTY)

    assert found.now.said is not None
    assert [each.place for each in found.now.proofs] == ["page 3"]
    with pytest.raises(NoSuchPaper):
        queries.duty(DUTY, viewer=stranger, today=TODAY)
    with pytest.raises(NoSuchPaper):
        mandates.assess(DUTY, year=YEAR, said=Said.MET, words="x", once="z", by="", at=NOW)


@db
def test_a_call_shows_who_answered(monkeypatch) -> None:
    part = Automatic(Shown.PART, "3 of 4 offices answered. 1 is late.")
    monkeypatch.setattr(Showing, "_answered", lambda _self, _name, _year: part)

    assert stands(POLICE, today=date(YEAR, 9, 30)) is S.IN_PROGRESS
    assert stands(POLICE, today=date(YEAR, 10, 1)) is S.IN_PROGRESS
    assert stands(POLICE, today=date(YEAR, 10, 2)) is S.OVERDUE


@db
def test_a_report_of_a_group_is_late_until_it_comes() -> None:
    offered = registers.offered(viewer=BY)
    assert [each.deadline for each in offered] == ["NAIL_SALON_WORKING_GROUP", "TASK_FORCE_REPORT"]
    one = offered[0]
    made = mandates.expect_report(
        one.title,
        group=one.group,
        due_on=one.due_on,
        deadline=one.deadline,
        once="p",
        by=BY,
        at=NOW,
    )
    (line,) = registers.group_reports(viewer=BY, today=TODAY)
    assert (line.is_late, line.due_on) == (True, date(2017, 1, 1))

    how = {"on": date(2017, 1, 5), "version": 1, "by": BY, "at": NOW}
    with pytest.raises(NotWhole, match="where the report is"):
        mandates.receive_report(made, proof=" ", **how)
    mandates.receive_report(made, proof="Made-up archive, box 3", **how)
    with pytest.raises(ChangedMeanwhile):
        mandates.receive_report(made, proof="again", **how)

    (line,) = registers.group_reports(viewer=BY, today=TODAY)
    assert (line.received_on, line.days_late) == (date(2017, 1, 5), 4)
    assert len(registers.offered(viewer=BY)) == 1


@db
def test_the_notice_says_help_and_law_and_what_it_is_not() -> None:
    page = html.page(registers.notice("LODGING", viewer=BY, on=TODAY))

    assert "C.G.S. 54-234a" in page
    assert "888-373-7888" in page
    assert "does not replace the official notice" in page
    with pytest.raises(NoSuchPaper):
        registers.notice("NO_SUCH", viewer=BY, on=TODAY)


@db
@pytest.mark.usefixtures("standing_clock")
def test_staff_write_a_member_reads_and_the_public_sees_it() -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    member = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)
    page = f"/desk/council/mandates/{DUTY}/?year={YEAR}"
    told = {"do": "assess", "once": "a", "said": "MET", "words": "Four updates were given."}
    assert staff.post(page, told | {"words": ""}).status_code == 422
    assert staff.post(page, told).status_code == 302
    assert "Four updates" not in said_on(Client().get("/council/mandates/"))
    assert "waits for a second person" in said_on(member.get("/desk/"))
    assert member.post(page, {"do": "agree"}).status_code == 302

    public = said_on(Client().get("/council/mandates/"))

    assert "Four updates were given." in public
    assert "Sam" not in public
    spanish = said_on(Client().get("/council/deberes/"))
    assert "Lo que pide la ley y cómo va" in spanish
    assert "cumplido" in spanish
    assert "Four updates" in said_on(staff.get(page))
    board = said_on(staff.get("/desk/council/mandates/?p=partnership&state=MET"))
    assert f'href="/desk/council/mandates/{DUTY}/"' in board
    assert POLICE not in board
    for form, start in (("html", b"<!DOCTYPE"), ("docx", b"PK"), ("pdf", b"%PDF")):
        first, again = (staff.get(f"/desk/council/mandates/mandates.{form}") for _nth in range(2))
        assert first.content.startswith(start)
        assert first.content == again.content
    csv = b"".join(staff.get("/desk/council/mandates.csv").streaming_content).decode()
    assert "Four updates were given." in csv


@db
@pytest.mark.usefixtures("standing_clock")
def test_groups_and_places_have_their_pages() -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    groups = "/desk/council/mandates/groups/"
    staff.post(groups, {"do": "take_up", "deadline": "NAIL_SALON_WORKING_GROUP"})
    listed = said_on(staff.get(groups))
    assert "Nail salon working group report" in listed
    assert "overdue" in listed
    (line,) = registers.group_reports(viewer=BY, today=TODAY)
    came = {"do": "receive", "report": line.id, "version": "1", "on_month": "1", "on_day": "5"}
    wrong = staff.post(groups, came | {"on_year": "2017", "proof": ""})
    assert wrong.status_code == 422
    staff.post(groups, came | {"on_year": "2017", "proof": "Made-up archive"})

    assert "Made-up archive" in said_on(staff.get(groups))
    assert "No register of places" in said_on(staff.get("/desk/council/mandates/places/"))
    assert staff.get("/desk/council/mandates/notice.pdf?kind=LIQUOR").content.startswith(b"%PDF")
    assert staff.get("/desk/council/mandates/notice.pdf?kind=X").status_code == 404

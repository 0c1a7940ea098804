"""Attendance: mark by mark, and a quorum from moment to moment."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.council.actions import attendance as actions
from fourfold.apps.council.models import AttendanceMark, SeatTerm
from fourfold.apps.council.queries import attendance as queries
from fourfold.apps.council.rules import NoSuchPaper, NotWhole
from fourfold.apps.council.rules.attendance import stands, stays, timeline
from fourfold.apps.council.rules.quorum import QuorumOf, QuorumRule
from fourfold.apps.council.states.attendance import THERE, Mark, Stands
from fourfold.apps.council.states.meetings import MeetingKind, PostKind
from fourfold.security.access.viewer import nobody
from tests.make import council, desk, people
from tests.make.council import BY, sits
from tests.make.people import NOW

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
TABLE = (Path(__file__).parent / "attendance.csv").read_text(encoding="utf-8")
CASES = list(csv.DictReader(TABLE.splitlines()))
MAJORITY = QuorumRule(QuorumOf.MAJORITY_OF_FILLED)


def moment(clock: str) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2030, 5, 1, int(hour), int(minute), tzinfo=UTC)


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["case"])
def test_there_is_a_quorum_when_the_table_says_so(row: dict[str, str]) -> None:
    marks = defaultdict(list)
    for told in filter(None, row["marks"].split(";")):
        seat, clock, mark = told.split()
        marks[seat].append((moment(clock), Mark(mark)))
    seats = {code: tuple(marks[code]) for code in "ABCDE"[: int(row["seats"])]}

    found = timeline(seats, vacant=row["vacant"].split(), rule=MAJORITY)

    said = [
        f"{each.since:%-H:%M} {each.present}/{each.needed} {'yes' if each.has_quorum else 'no'}"
        for each in found
    ]
    assert said == list(filter(None, row["timeline"].split(";")))
    assert [each.until for each in found] == [*(each.since for each in found[1:]), None][
        : len(found)
    ]


@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from(list(Mark))), max_size=25))
def test_as_many_are_there_as_have_a_stay_that_goes_on(told: list[tuple[str, Mark]]) -> None:
    marks: dict[str, list[tuple[datetime, Mark]]] = {code: [] for code in "ABCDE"}
    for nth, (seat, mark) in enumerate(told):
        marks[seat].append((moment("9:00") + nth * MINUTE, mark))
    seats = {code: tuple(each) for code, each in marks.items()}

    found = timeline(seats, vacant=(), rule=MAJORITY)

    open_stays = sum(bool(stays(each)) and stays(each)[-1].until is None for each in seats.values())
    assert (found[-1].present if found else 0) == open_stays
    assert all(each.has_quorum == (each.present >= 3) for each in found)
    for each in seats.values():
        assert (stands(each) in (Stands.ROOM, Stands.REMOTE)) == (
            bool(each) and each[-1][1] in THERE
        )


@pytest.fixture
def meeting(db) -> str:
    of = council.meeting()
    council.topic(of)
    council.post(of, PostKind.NOTICE)
    council.post(of)
    for code in ("SEAT01", "SEAT02", "SEAT03"):
        sits(code, f"Made-up {code}")
    return of


def mark(of: str, seat: str, what: Mark, *, after: int = 0, **told) -> str:
    at = NOW + HOUR
    told = {
        "once": f"{seat}{what}{after}",
        "by": BY,
        "at": at,
        "moment": NOW + after * MINUTE,
    } | told
    return actions.mark(of, seat=seat, what=what, **told)


def test_a_quorum_is_lost_when_a_seat_leaves_and_comes_back_when_it_returns(meeting: str) -> None:
    mark(meeting, "SEAT01", Mark.ROOM)
    mark(meeting, "SEAT02", Mark.REMOTE, after=2)
    mark(meeting, "SEAT02", Mark.LEFT, after=20)
    mark(meeting, "SEAT02", Mark.ROOM, after=30)

    spans = queries.quorum_line(meeting, viewer=BY)
    assert [(each.present, each.has_quorum) for each in spans] == [
        *((1, False), (2, True)),
        *((1, False), (2, True)),
    ]
    lines = {each.seat.code: each for each in queries.attendance_of(meeting, viewer=BY)}
    assert lines["SEAT02"].stands is Stands.ROOM
    assert len(lines["SEAT02"].stays) == 2
    assert lines["SEAT03"].stands is Stands.AWAY


def test_what_cannot_be_is_refused_and_nothing_is_kept(meeting: str) -> None:
    mark(meeting, "SEAT01", Mark.ROOM, after=10)
    refused = [
        ("SEAT01", Mark.ROOM, {"after": 11}),
        ("SEAT01", Mark.LEFT, {"after": 5}),
        ("SEAT01", Mark.EXCUSED, {"after": 20}),
        ("SEAT02", Mark.LEFT, {"after": 5}),
        ("SEAT02", Mark.ROOM, {"after": 61}),
        ("SEAT02", Mark.ROOM, {"after": -61}),
        ("SEAT02", Mark.ROOM, {"by_designee": True}),
        ("SEAT04", Mark.ROOM, {}),
    ]
    for seat, what, told in refused:
        with pytest.raises(NotWhole):
            mark(meeting, seat, what, **told)
    with pytest.raises(NoSuchPaper):
        mark(meeting, "SEAT99", Mark.ROOM)
    with pytest.raises(NotWhole):
        mark(council.meeting("draft"), "SEAT02", Mark.EXCUSED)

    assert AttendanceMark.objects.count() == 1


def test_a_press_days_later_needs_the_time_it_was_and_nobody_is_excused_in_time_to_come(
    meeting: str,
) -> None:
    later = {"at": NOW + 72 * HOUR}
    with pytest.raises(NotWhole, match="At another time"):
        mark(meeting, "SEAT01", Mark.ROOM, moment=NOW + 72 * HOUR, **later)
    with pytest.raises(NotWhole):
        mark(meeting, "SEAT02", Mark.EXCUSED, after=61)

    mark(meeting, "SEAT01", Mark.ROOM, after=1, **later)
    mark(meeting, "SEAT02", Mark.EXCUSED, after=-9_000)
    assert AttendanceMark.objects.count() == 2


def test_who_spoke_is_told_even_when_they_left_without_the_tick(meeting: str) -> None:
    holder = SeatTerm.objects.get(seat="SEAT01")
    sits("SEAT01", "Dee Madeup", designee_of=holder.id)
    mark(meeting, "SEAT01", Mark.ROOM, by_designee=True)
    mark(meeting, "SEAT01", Mark.LEFT, after=5)

    line = queries.attendance_of(meeting, viewer=BY)[0]
    assert (line.who, line.by_designee) == ("Dee Madeup", True)


def test_a_press_sent_twice_counts_once_and_the_last_one_is_taken_back(meeting: str) -> None:
    assert mark(meeting, "SEAT01", Mark.ROOM) == mark(meeting, "SEAT01", Mark.ROOM)
    mark(meeting, "SEAT01", Mark.LEFT, after=5)

    actions.take_back(meeting, seat="SEAT01", by=BY, at=NOW + HOUR)
    line = queries.attendance_of(meeting, viewer=BY)[0]
    assert (line.seat.code, line.stands) == ("SEAT01", Stands.ROOM)
    assert AttendanceMark.objects.count() == 2
    actions.take_back(meeting, seat="SEAT01", by=BY, at=NOW + HOUR)
    with pytest.raises(NoSuchPaper):
        actions.take_back(meeting, seat="SEAT01", by=BY, at=NOW + HOUR)
    assert queries.quorum_line(meeting, viewer=BY) == ()


def test_a_year_counts_each_seat_once_a_meeting_and_leaves_out_working_groups(meeting: str) -> None:
    mark(meeting, "SEAT01", Mark.REMOTE)
    mark(meeting, "SEAT01", Mark.LEFT, after=5)
    mark(meeting, "SEAT01", Mark.REMOTE, after=9)
    mark(meeting, "SEAT02", Mark.EXCUSED)
    group = council.meeting("group", kind=MeetingKind.WORKING_GROUP)
    council.topic(group, once="other")
    council.post(group, PostKind.NOTICE)
    council.post(group)
    mark(group, "SEAT02", Mark.ROOM, once="group")

    rows = {each.seat.code: each for each in queries.of_year(NOW.year, viewer=BY)}
    one, two, four = rows["SEAT01"], rows["SEAT02"], rows["SEAT04"]
    assert (one.held, one.came, one.remote, one.excused) == (1, 1, 1, 0)
    assert (two.held, two.came, two.excused) == (1, 0, 1)
    assert four.held == 0
    assert queries.of_year(NOW.year - 1, viewer=BY) == ()
    assert queries.of_year(NOW.year, viewer=nobody(NOW)) == ()


@pytest.mark.usefixtures("meeting")
def test_staff_mark_on_the_page_and_members_only_read(meeting: str, monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + HOUR)
    page = f"/desk/council/meetings/{meeting}/attendance/"
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    member = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)
    told = {"seat": "SEAT01", "do": "ROOM", "once": "press"}

    assert member.post(page, told).status_code == 404
    assert staff.post(page, told).status_code == 302
    assert staff.post(page, told).status_code == 302
    assert staff.post(page, told | {"do": "DANCE", "once": "x"}).status_code == 404
    assert staff.post(page, told | {"seat": "SEAT99", "once": "y"}).status_code == 404
    again = staff.post(page, told | {"once": "z"}, follow=True).content.decode()
    assert "written down already" in again
    shown = member.get(page).content.decode()
    assert "There is no quorum" in shown
    assert "In the room" not in shown
    assert AttendanceMark.objects.count() == 1
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + 72 * HOUR)
    late = desk.signed_in(people.account("Sue", "STAFF"), at=NOW + 72 * HOUR)
    told |= {"do": "LEFT", "once": "late"}
    assert "At another time" in late.post(page, told, follow=True).content.decode()
    assert "<details open" in late.get(page).content.decode()
    assert AttendanceMark.objects.count() == 1
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + HOUR)
    year = f"/desk/council/attendance/?year={(NOW + HOUR).year}"
    assert "1 of 1" in member.get(year).content.decode()
    lines = b"".join(member.get("/desk/council/attendance.csv")).decode().splitlines()
    assert lines[1].startswith("SEAT01,")
    assert member.get("/desk/council/attendance/?year=99999").status_code == 200
    assert member.get(page.replace(meeting, "nothing")).status_code == 404

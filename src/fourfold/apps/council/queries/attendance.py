"""Who was at a meeting, when there was a quorum, and how often each seat came in a year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import AttendanceMark, Meeting
from fourfold.apps.council.queries.seats import SeatLine, quorum_rule, seats
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.attendance import (
    Marks,
    Span,
    Stay,
    is_there,
    stands,
    stays,
    timeline,
)
from fourfold.apps.council.rules.quorum import Quorum, quorum
from fourfold.apps.council.states.attendance import THERE, Mark, Stands
from fourfold.apps.council.states.meetings import MeetingKind, MeetingState

COUNTED = (MeetingKind.REGULAR.value, MeetingKind.SPECIAL.value)


@dataclass(frozen=True, slots=True)
class Attended:
    """A seat at a meeting. who: who spoke for it, "" if nobody came; by_designee: last."""

    seat: SeatLine
    stands: Stands
    who: str
    by_designee: bool
    stays: tuple[Stay, ...]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class There:
    """Who is there at a moment. seats: of filled seats, whether the designee speaks."""

    seats: dict[str, bool]
    quorum: Quorum


@dataclass(frozen=True, slots=True)
class SeatYear:
    """A seat in a year. held: meetings with attendance on days when somebody sat there."""

    seat: SeatLine
    held: int
    came: int
    remote: int
    designee: int
    excused: int
    last: date | None


def attendance_of(meeting: str, *, viewer: access.Who) -> tuple[Attended, ...]:
    """Return every seat of the pack as it stood at a meeting. :raises NoSuchPaper:."""
    held = _held(meeting, viewer)
    rows = _by_seat(access.marks(viewer).filter(meeting=held, taken_back_at=None))
    lines = seats(viewer=viewer, on=timezone.localdate(held.starts_at))
    return tuple(_attended(each, rows[each.code]) for each in lines)


def quorum_line(meeting: str, *, viewer: access.Who) -> tuple[Span, ...]:
    """Return from when to when there was a quorum, and when it was lost. :raises NoSuchPaper:."""
    held = _held(meeting, viewer)
    rows = _by_seat(access.marks(viewer).filter(meeting=held, taken_back_at=None))
    lines = seats(viewer=viewer, on=timezone.localdate(held.starts_at))
    marks = {each.code: _marks(rows[each.code]) for each in lines}
    vacant = [each.code for each in lines if each.is_vacant]
    return timeline(marks, vacant=vacant, rule=quorum_rule(viewer=viewer))


def there_at(meeting: str, *, viewer: access.Who, moment: datetime) -> There:
    """Return the seats that are there at a moment, and the quorum. :raises NoSuchPaper:."""
    held = _held(meeting, viewer)
    rows = _by_seat(access.marks(viewer).filter(meeting=held, taken_back_at=None))
    lines = seats(viewer=viewer, on=timezone.localdate(held.starts_at))
    found: dict[str, bool] = {}
    for each in lines:
        until = [row for row in rows[each.code] if row.moment <= moment]
        if not each.is_vacant and is_there(_marks(rows[each.code]), at=moment):
            found[each.code] = until[-1].by_designee
    empty = sum(each.is_vacant for each in lines)
    return There(found, quorum(len(lines), empty, len(found), quorum_rule(viewer=viewer)))


def of_year(year: int, *, viewer: access.Who) -> tuple[SeatYear, ...]:
    """Return how often each seat came to the Council's own meetings of a year, of those counted."""
    taken: defaultdict[str, list[AttendanceMark]] = defaultdict(list)
    days: dict[str, date] = {}
    found = access.marks(viewer).filter(taken_back_at=None, meeting__kind__in=COUNTED)
    for each in found.select_related("meeting").order_by("moment", "made_at"):
        day = timezone.localdate(each.meeting.starts_at)
        if day.year == year:
            taken[each.meeting_id].append(each)
            days[each.meeting_id] = day
    stood = {
        day: {e.code: e for e in seats(viewer=viewer, on=day)} for day in sorted(set(days.values()))
    }
    if not stood:
        return ()
    today = stood[max(stood)]
    return tuple(
        _year(line, {meeting: _by_seat(rows)[code] for meeting, rows in taken.items()}, days, stood)
        for code, line in today.items()
    )


def years(*, viewer: access.Who) -> list[int]:
    """Return the years with attendance, the newest first."""
    starts = access.marks(viewer).values_list("meeting__starts_at", flat=True).distinct()
    return sorted({timezone.localdate(each).year for each in starts}, reverse=True)


def _year(
    line: SeatLine,
    rows: dict[str, list[AttendanceMark]],
    days: dict[str, date],
    stood: dict[date, dict[str, SeatLine]],
) -> SeatYear:
    held = [m for m in rows if not stood[days[m]][line.code].is_vacant]
    there = {m: [each for each in rows[m] if Mark(each.mark) in THERE] for m in held}
    came = [m for m in held if there[m]]
    return SeatYear(
        line,
        len(held),
        len(came),
        sum(all(each.mark == Mark.REMOTE for each in there[m]) for m in came),
        sum(any(each.by_designee for each in there[m]) for m in came),
        sum(any(each.mark == Mark.EXCUSED for each in rows[m]) and not there[m] for m in held),
        max((days[m] for m in came), default=None),
    )


def _attended(line: SeatLine, rows: list[AttendanceMark]) -> Attended:
    marks = _marks(rows)
    there = [each for each in rows if Mark(each.mark) in THERE]
    designee = bool(there) and there[-1].by_designee
    who = (line.designee if designee else line.holder) if there else ""
    return Attended(
        line, stands(marks), who, designee, stays(marks), marks[-1][0] if marks else None
    )


def _marks(rows: list[AttendanceMark]) -> Marks:
    return tuple((each.moment, Mark(each.mark)) for each in rows)


def _by_seat(rows) -> defaultdict[str, list[AttendanceMark]]:  # type: ignore[no-untyped-def]
    found: defaultdict[str, list[AttendanceMark]] = defaultdict(list)
    for each in sorted(rows, key=lambda one: (one.moment, one.made_at)):
        found[each.seat].append(each)
    return found


def _held(meeting: str, viewer: access.Who) -> Meeting:
    held = access.meetings(viewer).filter(id=meeting).first() if access.reads(viewer) else None
    if held is None or held.state != MeetingState.POSTED.value:
        raise NoSuchPaper("There is no such meeting.")
    return held

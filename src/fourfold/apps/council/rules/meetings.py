"""Posting clocks: by when something of a meeting is filed; and what changed in an agenda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from fourfold.apps.council.states.meetings import MeetingKind, PostKind

SATURDAY = 5
MIDNIGHT = time(0, 0)
DAY = timedelta(days=1)


class Stands(StrEnum):
    """How a clock stands. OVERDUE: its time is over and nothing was filed. LATE: filed after it."""

    DUE = "DUE"
    OVERDUE = "OVERDUE"
    DONE = "DONE"
    LATE = "LATE"


@dataclass(frozen=True, slots=True)
class PostingClock:
    """A row of the pack. in_days: days that end with the day, or else hours by the minute."""

    code: str
    post: PostKind
    kinds: tuple[MeetingKind, ...]
    amount: int
    in_days: bool
    is_before: bool
    open_days_only: bool
    citation: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """A clock of one meeting. late_by: how long after its time it was filed, or is by now."""

    clock: PostingClock
    due_at: datetime
    done_at: datetime | None
    stands: Stands
    late_by: timedelta


@dataclass(frozen=True, slots=True)
class ScheduleClock:
    """A row of the pack: by the end of which day a year's schedule of meetings is filed."""

    code: str
    month: int
    day: int
    filed_with: str = ""
    citation: str = ""
    is_confirmed: bool = False

    def due_on(self, year: int) -> date:
        """Return the last day for a year's schedule."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item of an agenda as it was posted. id: the item's own, in every posting."""

    id: str
    title: str
    presenter: str
    minutes: int


@dataclass(frozen=True, slots=True)
class AgendaChange:
    """What changed between two postings. before: None for a new item. after: None for one out."""

    before: AgendaLine | None
    after: AgendaLine | None


def clocks_of(rows: Iterable[Mapping[str, str]]) -> tuple[PostingClock, ...]:
    """Return the clocks of a pack's rows."""
    return tuple(
        PostingClock(
            code=row["code"],
            post=PostKind(row["post"]),
            kinds=tuple(MeetingKind(each) for each in row["kinds"].split(";")),
            amount=int(row["amount"]),
            in_days=row["unit"] == "DAYS",
            is_before=row["direction"] == "BEFORE",
            open_days_only=row["open_days_only"] == "yes",
            citation=row.get("citation") or "",
            is_confirmed=row["confirmed"] == "yes",
        )
        for row in rows
    )


def schedule_of(rows: Iterable[Mapping[str, str]]) -> ScheduleClock | None:
    """Return the clock of a year's schedule; None where the pack has none."""
    for row in rows:
        month, _mark, day = row["due"].partition("-")
        said = (row.get("filed_with") or "", row.get("citation") or "")
        return ScheduleClock(row["code"], int(month), int(day), *said, row["confirmed"] == "yes")
    return None


def schedule_stands(due: date, *, filed_on: date | None, today: date) -> Stands:
    """Return how a year's schedule stands. The last day itself is in time."""
    if filed_on is not None:
        return Stands.LATE if filed_on > due else Stands.DONE
    return Stands.OVERDUE if today > due else Stands.DUE


def due_at(
    clock: PostingClock,
    *,
    starts_at: datetime,
    ends_at: datetime,
    holidays: frozenset[date],
    zone: tzinfo,
) -> datetime:
    """Return the last moment at which it is in time, in the state's time zone."""
    if clock.in_days:
        return _by_days(clock, starts_at, ends_at, holidays, zone)
    from_at = (starts_at if clock.is_before else ends_at).astimezone(zone)
    left = timedelta(hours=clock.amount)
    if not clock.open_days_only:
        # Hours are real hours: the clock change of a night does not shorten them.
        away = -left if clock.is_before else left
        return datetime.fromtimestamp((from_at.timestamp() + away.total_seconds()), zone)
    return _by_open_hours(from_at, left, clock, holidays, zone)


def running(
    clock: PostingClock, *, due: datetime, done_at: datetime | None, now: datetime
) -> Running:
    """Return how a clock stands. The last moment itself is in time."""
    if done_at is not None:
        late = max(done_at - due, timedelta())
        return Running(clock, due, done_at, Stands.LATE if late else Stands.DONE, late)
    late = max(now - due, timedelta())
    return Running(clock, due, None, Stands.OVERDUE if late else Stands.DUE, late)


def changes(before: Iterable[AgendaLine], after: Iterable[AgendaLine]) -> tuple[AgendaChange, ...]:
    """Return what changed from one posting to another: changed, out, and new, in their order."""
    old, new = tuple(before), tuple(after)
    was = {each.id: each for each in old}
    ids = {each.id for each in new}
    changed = [AgendaChange(was.get(each.id), each) for each in new if was.get(each.id) != each]
    out = [AgendaChange(each, None) for each in old if each.id not in ids]
    return (*changed, *out)


def _is_open(day: date, holidays: frozenset[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def _by_days(
    clock: PostingClock,
    starts_at: datetime,
    ends_at: datetime,
    holidays: frozenset[date],
    zone: tzinfo,
) -> datetime:
    step = -DAY if clock.is_before else DAY
    day = (starts_at if clock.is_before else ends_at).astimezone(zone).date()
    left = clock.amount
    while left:
        day += step
        if not clock.open_days_only or _is_open(day, holidays):
            left -= 1
    return datetime.combine(day, time(23, 59, 59), zone)


def _by_open_hours(
    from_at: datetime,
    left: timedelta,
    clock: PostingClock,
    holidays: frozenset[date],
    zone: tzinfo,
) -> datetime:
    """Walk hour by hour through days, and count none of a closed one."""
    now = from_at
    while True:
        if clock.is_before:
            on = (now - timedelta(microseconds=1)).date()
            edge = datetime.combine(on, MIDNIGHT, zone)
        else:
            on = now.date()
            edge = datetime.combine(on + DAY, MIDNIGHT, zone)
        length = timedelta(seconds=abs(edge.timestamp() - now.timestamp()))
        if _is_open(on, holidays):
            if length >= left:
                away = -left if clock.is_before else left
                return datetime.fromtimestamp(now.timestamp() + away.total_seconds(), zone)
            left -= length
        now = edge

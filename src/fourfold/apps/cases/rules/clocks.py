"""
When a duty is due, and how it stands: calculation only, on moments with a time zone.

Days are the state's own days; hours are hours, also over a change to daylight-saving time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from fourfold.apps.cases.states.clocks import ClockState

DAY = timedelta(days=1)
SATURDAY = 5
LAST_PART = 4
"""A duty is due soon in the last quarter of its time."""


class Unit(StrEnum):
    """What a deadline is counted in."""

    HOURS = "HOURS"
    CALENDAR_DAYS = "CALENDAR_DAYS"
    BUSINESS_DAYS = "BUSINESS_DAYS"


@dataclass(frozen=True, slots=True)
class Calendar:
    """
    A state's days: its time zone, its holidays, and its office hours.

    closes: what comes at this time or later counts as come on the next business day.
    """

    zone: ZoneInfo
    holidays: frozenset[date]
    closes: time

    def is_business_day(self, day: date) -> bool:
        """Tell whether offices are open on a day: no weekend, no holiday."""
        return day.weekday() < SATURDAY and day not in self.holidays

    def knows(self, day: date) -> bool:
        """Tell whether the holidays of a day's year are listed at all."""
        return any(each.year == day.year for each in self.holidays)

    def next_business_day(self, day: date) -> date:
        """Return the first business day after a day."""
        day += DAY
        while not self.is_business_day(day):
            day += DAY
        return day

    def came_on(self, at: datetime) -> date:
        """Return the business day on which something came, if it came at a moment."""
        local = at.astimezone(self.zone)
        if self.is_business_day(local.date()) and local.time() < self.closes:
            return local.date()
        return self.next_business_day(local.date())

    def moment(self, day: date, at: time) -> datetime:
        """Return a local time as a moment in UTC; of two, when clocks go back, the later."""
        return datetime.combine(day, at.replace(fold=1), tzinfo=self.zone).astimezone(UTC)


def due_at(started_at: datetime, *, amount: int, unit: Unit, calendar: Calendar) -> datetime:
    """
    Return the last moment that is still in time, in UTC.

    HOURS: so many hours later. CALENDAR_DAYS: the end of that day; the first day is the one after
    the start. BUSINESS_DAYS: when offices close on that day; what comes outside office hours
    counts from the next business day.
    amount: at least 1.
    :raises ValueError: for an amount below 1 or a moment without a time zone.
    """
    if amount < 1 or started_at.tzinfo is None:
        raise ValueError("A deadline is at least 1, counted from a moment with its time zone.")
    if unit is Unit.HOURS:
        return started_at.astimezone(UTC) + timedelta(hours=amount)
    if unit is Unit.CALENDAR_DAYS:
        local = started_at.astimezone(calendar.zone).date()
        return calendar.moment(local + amount * DAY, time.max)
    day = calendar.came_on(started_at)
    for _nth in range(amount):
        day = calendar.next_business_day(day)
    return calendar.moment(day, calendar.closes)


def state_of(
    *,
    started_at: datetime,
    due_at: datetime,
    now: datetime,
    met_at: datetime | None = None,
    dropped_at: datetime | None = None,
) -> ClockState:
    """Return how a clock stands. What is done at the very moment it is due is in time."""
    if met_at is not None:
        return ClockState.MET if met_at <= due_at else ClockState.MET_LATE
    if dropped_at is not None:
        return ClockState.DROPPED if dropped_at <= due_at else ClockState.MISSED
    if now > due_at:
        return ClockState.OVERDUE
    soon = due_at - (due_at - started_at) / LAST_PART
    return ClockState.DUE_SOON if now >= soon else ClockState.RUNNING


def late_by(*, due_at: datetime, ended_at: datetime) -> timedelta:
    """Return by how much something is late at a moment; nothing if it is in time."""
    return max(ended_at - due_at, timedelta())

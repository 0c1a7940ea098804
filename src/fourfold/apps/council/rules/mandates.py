"""When a duty is due, and where it stands in a year. Plain Python on values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fourfold.apps.council.states.mandates import DutyState, Recurs, Said, Shown

SOON_DAYS = 60
"""How long before its day a duty waits on My day."""


KNOWN_DAYS = 365
"""How long after its day a duty of which nothing is held counts as overdue."""


@dataclass(frozen=True, slots=True)
class DutyClock:
    """When a duty is due. month, day: of each year; on: the one day; none: no source names one."""

    recurs: Recurs = Recurs.STANDING
    month_day: tuple[int, int] | None = None
    on: date | None = None
    first_year: int | None = None


def clock_of(recurs: str, *, due: str, first_year: str) -> DutyClock:
    """Read a row of mandate_clocks.csv. due: 10-01, 2006-01-01 or blank."""
    parts = [int(each) for each in due.split("-")] if due else []
    return DutyClock(
        Recurs(recurs),
        (parts[0], parts[1]) if len(parts) == 2 else None,
        date(*parts) if len(parts) == 3 else None,
        int(first_year) if first_year else None,
    )


def is_owed(clock: DutyClock, *, year: int) -> bool:
    """Tell whether a duty is owed in a year."""
    if clock.recurs is Recurs.ONCE and clock.on is not None:
        return year == clock.on.year
    return clock.first_year is None or year >= clock.first_year


def due_in(clock: DutyClock, *, year: int) -> date | None:
    """Return the day a duty is due in a year; None: no source names one, or it is not owed."""
    if not is_owed(clock, year=year):
        return None
    if clock.on is not None:
        return clock.on
    return date(year, *clock.month_day) if clock.month_day else None


def state_of(
    *, shown: Shown, said: Said | None, due_on: date | None, year: int, today: date
) -> DutyState:
    """
    Say where a duty stands in a year. said: the newest word that a second person read.

    A reviewed word counts before what Fourfold shows by itself: people know more. A duty is late
    the day after its day, and never late where no source names a day. Of a day long past, of which
    nothing is held here, nobody has said: it may have been done elsewhere.
    """
    if said is Said.MET or (said is None and shown is Shown.WHOLE):
        return DutyState.MET
    late = due_on is not None and due_on < today
    unknown = shown is Shown.NONE and said is None
    if late and unknown and (today - due_on).days > KNOWN_DAYS:  # type: ignore[operator]
        return DutyState.NOBODY_SAID
    if late:
        return DutyState.OVERDUE
    if said is Said.NOT_MET and due_on is None:
        return DutyState.NOT_MET
    if said is not None or shown is Shown.PART:
        return DutyState.IN_PROGRESS
    if due_on is not None or year > today.year:
        return DutyState.NOT_YET_DUE
    return DutyState.NOBODY_SAID


def is_soon(due_on: date | None, *, state: DutyState, today: date) -> bool:
    """Tell whether a duty that is not met yet waits on My day."""
    waits = (DutyState.OVERDUE, DutyState.IN_PROGRESS, DutyState.NOT_YET_DUE)
    return due_on is not None and state in waits and (due_on - today).days <= SOON_DAYS


def day_in_words(words: str) -> date | None:
    """Read a deadline that is a day, "January 1, 2017"; None for any other words."""
    try:
        return datetime.strptime(words.strip(), "%B %d, %Y").date()  # noqa: DTZ007 - a day
    except ValueError:
        return None

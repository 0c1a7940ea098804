"""Where one office stands in one call, and how many stand where. Plain Python on values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fourfold.apps.submissions.states import Answered, BatchState

WHOLE = frozenset({Answered.ACCEPTED, Answered.NOTHING, Answered.EXCUSED})
"""Where nobody has to do anything more."""

WITH_COUNCIL = frozenset({Answered.SENT})
"""Where the Council has the next step."""

MISSING = frozenset({Answered.NOT_YET, Answered.LATE, Answered.DRAFT, Answered.RETURNED})
"""Where the office has the next step: who is reminded, and gets a letter."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an office's answer. number: from 1."""

    number: int
    state: BatchState
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one office in one call. due_on: None if the call names no day."""

    versions: tuple[Version, ...] = ()
    nothing_at: datetime | None = None
    excused: bool = False
    due_on: date | None = None


def answered(standing: Standing, *, on: date) -> Answered:
    """
    Say where an office stands on a day.

    What was accepted stands, then what waits to be looked at; then being excused; then "nothing
    to report", unless something was sent after it; then what was given back, a draft, and time.
    """
    states = {each.state for each in standing.versions}
    if BatchState.ACCEPTED in states:
        return Answered.ACCEPTED
    if BatchState.SENT in states:
        return Answered.SENT
    if standing.excused:
        return Answered.EXCUSED
    if nothing_stands(standing):
        return Answered.NOTHING
    live = [each for each in standing.versions if each.state in (BatchState.RECEIVED, RETURNED)]
    if live:
        newest = max(live, key=lambda each: each.number)
        return Answered.RETURNED if newest.state == RETURNED else Answered.DRAFT
    return Answered.LATE if is_past(standing.due_on, on=on) else Answered.NOT_YET


def nothing_stands(standing: Standing) -> bool:
    """Tell whether "nothing to report" is the last thing that the office said."""
    sent = [each.sent_at for each in standing.versions if each.sent_at is not None]
    return standing.nothing_at is not None and all(at <= standing.nothing_at for at in sent)


def is_past(due_on: date | None, *, on: date) -> bool:
    """Tell whether a due day is over; the day itself is in time."""
    return due_on is not None and on > due_on


RETURNED = BatchState.RETURNED


@dataclass(frozen=True, slots=True)
class Tally:
    """How many offices stand where. late: those of MISSING whose day is over."""

    of: dict[Answered, int]
    late: int = 0

    @property
    def asked(self) -> int:
        """How many offices were asked."""
        return sum(self.of.values())

    @property
    def whole(self) -> int:
        """How many answers need nothing more."""
        return sum(self.of[each] for each in WHOLE)

    @property
    def missing(self) -> int:
        """How many offices have the next step."""
        return sum(self.of[each] for each in MISSING)


def tally(stands: Iterable[tuple[Answered, bool]]) -> Tally:
    """Count where offices stand; each comes with whether its day is over."""
    found = list(stands)
    counted = Counter(where for where, _ in found)
    late = sum(1 for where, past in found if past and where in MISSING)
    return Tally({each: counted[each] for each in Answered}, late)

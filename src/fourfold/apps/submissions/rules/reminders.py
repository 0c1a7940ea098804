"""Which reminder an office gets on a day. Plain Python on values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from fourfold.apps.submissions.rules.figures import SubmissionError

OPENING = None
"""The reminder that tells an office that it is asked; the others are days from the due day."""

USUAL: tuple[int | None, ...] = (OPENING, -14, -3, 3, 14)
"""When offices are told unless a call says otherwise; below zero: days before the due day."""

FURTHEST = 120
"""Days from the due day, at most: a reminder further away reminds of nothing."""

STALE = timedelta(days=7)
"""How long after its day a reminder may still go, if the clock stood still on that day."""


class BadSchedule(SubmissionError):
    """The days of a schedule cannot be kept."""


@dataclass(frozen=True, slots=True)
class Told:
    """One reminder that was made before. due_on: the office's due day at that time."""

    days: int | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Moment:
    """One reminder that is due. on: its day by the schedule."""

    days: int | None
    on: date


def moment(
    *,
    on: date,
    asked_on: date,
    due_on: date | None,
    schedule: Collection[int | None],
    told: Collection[Told],
) -> Moment | None:
    """
    Return the one reminder an office that has not answered gets on a day, or None.

    The opening's day is the day the office was asked. Days before that day do not count. Where
    several are due, only the last goes, and none older than STALE: letters never pile up. A later
    due day begins its own days anew; the opening goes once.
    """
    days = [Moment(OPENING, asked_on)] if OPENING in schedule else []
    if due_on is not None:
        near = sorted(each for each in schedule if each is not OPENING)
        days += [Moment(each, due_on + timedelta(days=each)) for each in near]
    due = [each for each in days if asked_on <= each.on <= on]
    if not due:
        return None
    # On the same day the opening says all that a reminder would.
    last = max(due, key=lambda each: (each.on, each.days is OPENING))
    if on - last.on > STALE or _was_told(last, due_on, told):
        return None
    return last


def _was_told(moment: Moment, due_on: date | None, told: Collection[Told]) -> bool:
    if moment.days is OPENING:
        return any(each.days is OPENING for each in told)
    return Told(moment.days, due_on) in told


def check_schedule(days: Collection[int | None]) -> None:
    """Raise BadSchedule unless each day is within FURTHEST of the due day and none stands twice."""
    if len(set(days)) != len(days):
        raise BadSchedule("A day stands twice in the schedule. Take one of them out.")
    far = [each for each in days if each is not OPENING and abs(each) > FURTHEST]
    if far:
        raise BadSchedule(
            f"{abs(far[0])} days is too far from the due day; at most {FURTHEST} days."
        )

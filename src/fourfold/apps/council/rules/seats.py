"""Terms on seats, on plain days. A term's last day belongs to it; None is open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
SOON = timedelta(days=90)
Days = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Days when nobody held a seat. until: None while it lasts."""

    since: date
    until: date | None

    def days(self, today: date) -> int:
        """Return how many days it lasted, or lasts by today, both ends counted."""
        return ((self.until or today) - self.since).days + 1


def overlap(one: Days, other: Days) -> bool:
    """Tell whether two spans share a day."""
    return (other[1] is None or one[0] <= other[1]) and (one[1] is None or other[0] <= one[1])


def holds_on(span: Days, day: date) -> bool:
    """Tell whether a day is within a span."""
    return span[0] <= day and (span[1] is None or day <= span[1])


def within(inner: Days, outer: Days) -> bool:
    """Tell whether every day of one span is a day of the other."""
    if inner[0] < outer[0]:
        return False
    return outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])


def vacancies(terms: Iterable[Days], *, today: date) -> tuple[Vacancy, ...]:
    """
    Return the gaps between the holders' terms, the oldest first, up to today.

    Before the first term nothing is known, so no vacancy is said.
    """
    found: list[Vacancy] = []
    free: date | None = None
    for first, last in sorted(terms, key=lambda each: each[0]):
        if first > today:
            break
        if free is not None and first > free:
            found.append(Vacancy(free, first - DAY))
        if last is None:
            return tuple(found)
        free = max(free, last + DAY) if free else last + DAY
    if free is not None and free <= today:
        found.append(Vacancy(free, None))
    return tuple(found)


def runs_out(until: date | None, *, today: date) -> bool:
    """Tell whether a term ends within 90 days."""
    return until is not None and today <= until <= today + SOON

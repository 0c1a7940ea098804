"""A state's retention schedule: which rule fits a record, and on which day it lets go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from fourfold.reference.rows import Row

ANY = "ANY"
RECORD = "record"
"""The part that is the whole record; every other part is a class of fields."""
FOR_GOOD = "for good"
NOT_CONFIRMED = "our default, not confirmed as any statute's period"
_PERIOD = re.compile(r"(\d{1,5}) (day|year)s?")


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """
    One row of the schedule.

    record, outcome: a code, or ANY. part: "record", or a class of fields. days, years: one is
    None; both are None for good. after: MADE, CHANGED, CLOSED or ENDED. is_confirmed: the period
    stands in the source; otherwise it is our default.
    """

    code: str
    record: str
    part: str
    outcome: str
    days: int | None
    years: int | None
    after: str
    ground: str
    is_confirmed: bool
    note: str
    source: tuple[str, ...]

    @property
    def is_for_good(self) -> bool:
        """True if nothing goes under this rule."""
        return self.days is None and self.years is None

    @property
    def standing(self) -> str:
        """Say how sure the period is."""
        return "as its source says" if self.is_confirmed else NOT_CONFIRMED

    @property
    def keep(self) -> str:
        """The period in words: "7 years"."""
        if self.years is not None:
            return f"{self.years} year{'' if self.years == 1 else 's'}"
        return FOR_GOOD if self.days is None else f"{self.days} day{'' if self.days == 1 else 's'}"

    def goes_on(self, event: date) -> date | None:
        """
        Return the first day on which it may go; None is never.

        event: the day the period is counted from. From February 29, years end on March 1 where
        the year has no such day: a record never goes early.
        """
        if self.years is not None:
            year = event.year + self.years
            if year > date.max.year:
                return None
            if (event.month, event.day) == (2, 29) and not _is_leap(year):
                return date(year, 3, 1)
            return event.replace(year=year)
        if self.days is None or event > date.max - timedelta(days=self.days):
            return None
        return event + timedelta(days=self.days)

    def latest_event(self, today: date) -> date | None:
        """
        Return the last event day whose period is over today; None if there is none.

        For every event: goes_on(event) <= today exactly when event <= latest_event(today).
        """
        if self.years is not None:
            year = today.year - self.years
            if year < date.min.year:
                return None
            if (today.month, today.day) == (2, 29) and not _is_leap(year):
                return date(year, 2, 28)
            return today.replace(year=year)
        if self.days is None or today < date.min + timedelta(days=self.days):
            return None
        return today - timedelta(days=self.days)


class NoRule(LookupError):
    """The schedule says nothing of a kind of record; it is kept until the schedule does."""


class Schedule:
    """The rules of one pack."""

    def __init__(self, rules: Iterable[RetentionRule]) -> None:
        self.rules = tuple(rules)
        self._by_key = {(each.record, each.part, each.outcome): each for each in self.rules}

    def __iter__(self) -> Iterator[RetentionRule]:
        return iter(self.rules)

    def rule(self, record: str, *, part: str = RECORD, outcome: str = ANY) -> RetentionRule:
        """
        Return the rule that fits best: the kind's own before ANY kind, the outcome's before ANY.

        :raises NoRule: if none fits.
        """
        for kind in (record, ANY):
            for ended in (outcome, ANY):
                if found := self._by_key.get((kind, part, ended)):
                    return found
        raise NoRule(
            f"The retention schedule has no rule for {record}, {part}, {outcome}. Add a row to "
            "retention.csv; until then nothing of this kind goes."
        )

    def outcomes(self, record: str, *, part: str = RECORD) -> tuple[str, ...]:
        """Return the outcomes that have a row of their own for this kind and part."""
        return tuple(
            each.outcome
            for each in self.rules
            if (each.record, each.part) == (record, part) and each.outcome != ANY
        )


def retention_rule(row: Row) -> RetentionRule:
    """Read a row of retention.csv. :raises ValueError: when the period cannot be read."""
    days = years = None
    if row["keep"] != FOR_GOOD:
        found = _PERIOD.fullmatch(row["keep"])
        if found is None:
            raise ValueError(f"{row['keep']!r} is no period; write 90 days, 7 years or for good")
        if found[2] == "year":
            years = int(found[1])
        else:
            days = int(found[1])
    return RetentionRule(
        code=row["code"],
        record=row["record"],
        part=row["part"],
        outcome=row["outcome"],
        days=days,
        years=years,
        after=row["after"],
        ground=row["ground"],
        is_confirmed=row["confirmed"] == "yes",
        note=row["note"],
        source=row.parts("source"),
    )


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

"""The days a call asks about: a year, a quarter, a month, or days one names."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from fourfold.apps.submissions.rules.figures import SubmissionError


class PeriodKind(StrEnum):
    """How long a call's period is."""

    YEAR = "YEAR"
    QUARTER = "QUARTER"
    MONTH = "MONTH"
    DAYS = "DAYS"


MONTHS = {PeriodKind.YEAR: 12, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}
FIRST_YEAR, LAST_YEAR = 2000, 2199


class NoSuchPeriod(SubmissionError):
    """The period asked for does not exist."""


def period(kind: PeriodKind, *, year: int, number: int = 1) -> tuple[date, date]:
    """
    Return a period's first day and the day after its last.

    number: which quarter (1-4) or month (1-12) of the year; not looked at for a year.
    :raises NoSuchPeriod: for another number, free days, or a year before 2000 or after 2199.
    """
    if kind == PeriodKind.DAYS:
        raise NoSuchPeriod("Free days have no number. Name their first and last day.")
    length = MONTHS[kind]
    number = 1 if kind == PeriodKind.YEAR else number
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12 // length):
        raise NoSuchPeriod(
            f"There is no {kind.lower()} {number} of {year}. Years go from {FIRST_YEAR} to "
            f"{LAST_YEAR}, quarters from 1 to 4, months from 1 to 12."
        )
    first = (number - 1) * length
    after = first + length
    return date(year, first + 1, 1), date(year + after // 12, after % 12 + 1, 1)


def kind_of(from_on: date, until_on: date) -> tuple[PeriodKind, int]:
    """Return which kind of period these days are, the last excluded, and its number."""
    for kind, length in MONTHS.items():
        number, rest = divmod(from_on.month - 1, length)
        if rest == 0 and (from_on, until_on) == period(kind, year=from_on.year, number=number + 1):
            return kind, number + 1
    return PeriodKind.DAYS, 0

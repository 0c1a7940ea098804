"""How values and periods are said. One place, so that a page and a report never differ."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from fourfold.analysis.tables import Bound, Figure, Hidden, Value

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

_LOOSE = (
    (re.compile(r"to (\d{4})"), "up to {}"),
    (re.compile(r"(\d{4}) \(as presented\)"), "presented in {}"),
    (re.compile(r"(\d{4})[-/](\d{4})"), "{} to {}"),
)
"""Periods without days, and how they are said."""


def show(value: Value, *, unit: str, bound: Bound = Bound.EXACT) -> str:
    """
    Write a value for reading: "12,957", "$346.18", "46%", "at least 42,000", "fewer than 3".

    What a source only lists, without a count, is "listed" and no number.

    Decimals stay as the source printed them; nothing is rounded.
    """
    if isinstance(value, Hidden):
        return "hidden" if value.below is None else f"fewer than {value.below}"
    if unit == "listed":
        return "listed"
    text = _plain(value)
    if unit == "percent":
        text += "%"
    elif unit == "USD":
        text = f"${text}"
    if bound is Bound.AT_LEAST:
        return f"at least {text}"
    if bound is Bound.ABOUT:
        return f"about {text}"
    return text


def _plain(value: Decimal) -> str:
    return f"{value:,}"


def show_figure(figure: Figure, *, unit: str) -> str:
    """Write a figure's value for reading."""
    return show(figure.value, unit=unit, bound=figure.bound)


def period_words(figure: Figure) -> str:
    """
    Say a figure's period: "2017", "January to September 2016", "December 2007 to May 2018".

    A period the source prints in brackets is said as printed; one without days as the source
    says it: "up to 2018", "presented in 2018", "all time".
    """
    if figure.period.startswith("["):
        return f"{figure.period}, as printed"
    if figure.from_ is None or figure.until is None:
        return _loose(figure.period)
    return span(figure.from_, figure.until - timedelta(days=1))


def _loose(period: str) -> str:
    if not period:
        return "period not printed"
    for form, said in _LOOSE:
        if found := form.fullmatch(period):
            return said.format(*found.groups())
    return period


def span(first: date, last: date) -> str:
    """Say the days from first to last, both included, as briefly as is exact."""
    whole_years = (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31)
    if whole_years:
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    if whole_months and first.year == last.year:
        if first.month == last.month:
            return f"{MONTHS[first.month - 1]} {first.year}"
        return f"{MONTHS[first.month - 1]} to {MONTHS[last.month - 1]} {first.year}"
    if whole_months:
        return f"{MONTHS[first.month - 1]} {first.year} to {MONTHS[last.month - 1]} {last.year}"
    return f"{day(first)} to {day(last)}"


def day(when: date) -> str:
    """Say a day: "December 15, 2016"."""
    return f"{MONTHS[when.month - 1]} {when.day}, {when.year}"


def days_covered(figure: Figure) -> int | None:
    """Return how many days a figure covers, or None where the source does not say."""
    if figure.from_ is None or figure.until is None:
        return None
    return (figure.until - figure.from_).days

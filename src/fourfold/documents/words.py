"""How values and periods are said. One place, so that a page and a report never differ."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from fourfold.analysis.tables import Bound, Figure, Hidden, Value
from fourfold.documents.speech import ENGLISH, Speech

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

_LOOSE = (
    (re.compile(r"to (?P<year>\d{4})"), "up to {year}"),
    (re.compile(r"from (?P<year>\d{4})"), "from {year}"),
    (re.compile(r"(?P<year>\d{4}) \(as presented\)"), "presented in {year}"),
    (re.compile(r"(?P<first>\d{4})[-/](?P<last>\d{4})"), "{first} to {last}"),
)
"""Periods without days, and how they are said."""

AS_SAID = {"all time", "one year"}
"""Periods that sources name in words."""


def show(value: Value, *, unit: str, bound: Bound = Bound.EXACT, speech: Speech = ENGLISH) -> str:
    """
    Write a value for reading: "12,957", "$346.18", "46%", "at least 42,000", "fewer than 3".

    What a source only lists, without a count, is "listed" and no number.

    Decimals stay as the source printed them; nothing is rounded.
    """
    if isinstance(value, Hidden):
        if value.below is None:
            return speech.say("hidden")
        return speech.say("fewer than {below}", below=value.below)
    if unit == "listed":
        return speech.say("listed")
    text = _plain(value)
    if unit == "percent":
        text += "%"
    elif unit == "USD":
        text = f"${text}"
    if bound is Bound.AT_LEAST:
        return speech.say("at least {text}", text=text)
    if bound is Bound.ABOUT:
        return speech.say("about {text}", text=text)
    return text


def _plain(value: Decimal) -> str:
    return f"{value:,}"


def show_figure(figure: Figure, *, unit: str, speech: Speech = ENGLISH) -> str:
    """Write a figure's value for reading."""
    return show(figure.value, unit=unit, bound=figure.bound, speech=speech)


def period_words(figure: Figure, speech: Speech = ENGLISH) -> str:
    """
    Say a figure's period: "2017", "January to September 2016", "December 2007 to May 2018".

    A period the source prints in brackets is said as printed; one without days as the source
    says it: "up to 2018", "presented in 2018", "all time".
    """
    if figure.period.startswith("["):
        return speech.say("{period}, as printed", period=figure.period)
    if figure.from_ is None or figure.until is None:
        return _loose(figure.period, speech)
    return span(figure.from_, figure.until - timedelta(days=1), speech)


def _loose(period: str, speech: Speech) -> str:
    if not period:
        return speech.say("period not printed")
    for form, said in _LOOSE:
        if found := form.fullmatch(period):
            return speech.say(said, **found.groupdict())
    return speech.say(period) if period in AS_SAID else speech.of(period)


def span(first: date, last: date, speech: Speech = ENGLISH) -> str:
    """Say the days from first to last, both included, as briefly as is exact."""
    whole_years = (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31)
    if whole_years:
        if first.year == last.year:
            return str(first.year)
        return speech.say("{first} to {last}", first=first.year, last=last.year)
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    if not whole_months:
        return speech.say("{first} to {last}", first=day(first, speech), last=day(last, speech))
    if first.year != last.year:
        ends = {"first": _month(first, speech), "last": _month(last, speech)}
        return speech.say("{first} to {last}", **ends)
    if first.month == last.month:
        return _month(first, speech)
    names = {"first": speech.months[first.month - 1], "last": speech.months[last.month - 1]}
    return speech.say("{first} to {last} {year}", year=first.year, **names)


def _month(when: date, speech: Speech) -> str:
    return speech.say("{month} {year}", month=speech.months[when.month - 1], year=when.year)


def day(when: date, speech: Speech = ENGLISH) -> str:
    """Say a day: "December 15, 2016"."""
    month = speech.months[when.month - 1]
    return speech.say("{month} {day}, {year}", month=month, day=when.day, year=when.year)


def days_covered(figure: Figure) -> int | None:
    """Return how many days a figure covers, or None where the source does not say."""
    if figure.from_ is None or figure.until is None:
        return None
    return (figure.until - figure.from_).days

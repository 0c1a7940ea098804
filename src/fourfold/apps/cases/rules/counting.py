"""The counting fields: all that the data side gets of a case. None of them says who it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from fourfold.apps.cases.rules.people import age

COLUMNS = (
    *("month", "age_group", "gender", "race_ethnicity"),
    *("region", "concern", "determined"),
)
"""The contract with the data side, in order. A new column here is a decision of its own."""
TOTALS = ("field", "code", "persons")
NOT_ASKED = "NOT_ASKED"
BANDS = ((0, 10), (11, 12), (13, 14), (15, 16), (17, 18))
"""Whole years, both ends included, as the child welfare agency prints them (seed002, F025-F031)."""
FIRST_YEAR = 2000


class NoSuchPeriod(ValueError):
    """The period is not one that is counted."""


def year_of(period: str, *, today: date) -> int:
    """
    Return the calendar year of a period.

    :raises NoSuchPeriod: unless it is a year from 2000 on that has begun.
    """
    if not re.fullmatch(r"[0-9]{4}", period, re.ASCII):
        raise NoSuchPeriod(
            f"{period!r} is no period. Cases are handed over by calendar year: write 2017."
        )
    if not FIRST_YEAR <= int(period) <= today.year:
        raise NoSuchPeriod(
            f"There are no cases of {period} to hand over. Choose a year from {FIRST_YEAR} to "
            f"{today.year}."
        )
    return int(period)


def age_group(born_on: date | None, *, on: date) -> str:
    """Return the band of whole years on a day; "OVER_18" above them."""
    if born_on is None or born_on > on:
        return ""
    years = age(born_on, on=on)
    for first, last in BANDS:
        if first <= years <= last:
            return f"{first}-{last}"
    return "OVER_18"


def row(
    *,
    opened_on: date,
    facts: Mapping[str, Any],
    unanswered: Mapping[str, str],
    region: str,
    concern: str,
    determined: bool,
) -> tuple[str, ...]:
    """
    Return the counting fields of one case, as COLUMNS. REFUSED, UNKNOWN and NOT_ASKED are answers.

    facts: born_on, gender and race of the person. region: of the home, else the case's own.
    """
    found = {
        "born_on": age_group(facts.get("born_on"), on=opened_on),
        "gender": facts.get("gender") or "",
        "race": " ".join(sorted(facts.get("race") or ())),
    }
    said = [value or unanswered.get(name, NOT_ASKED) for name, value in found.items()]
    month = f"{opened_on:%Y-%m}"
    return (month, *said, region or "UNKNOWN", concern or "NOT_ASSESSED", _yes(determined))


def totals(rows: Iterable[Sequence[str]]) -> list[tuple[str, str, int]]:
    """
    Return totals of each field by itself: what an agency bound to give only aggregates may give.

    No two fields are crossed, and no month is told.
    """
    kept = list(rows)
    found: list[tuple[str, str, int]] = [("all", "ALL", len(kept))]
    for at, name in enumerate(COLUMNS):
        if name != "month":
            counted = Counter(each[at] for each in kept)
            found += [(name, code, counted[code]) for code in sorted(counted)]
    return found


def _yes(value: bool) -> str:
    return "YES" if value else "NO"

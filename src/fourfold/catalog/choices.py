"""
Choices as terms of the index: a kind, a language, an age, a moment, so that one question holds all.

A span of years or of minutes is kept as the few halves of halves that cover it (a segment tree); a
point is then one of the terms that hold it. Plain Python, the same for every database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from fourfold.catalog.words import MARK, Alternative, code_of, code_term

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = 24 * 60
WEEK = 7 * DAY
AGES, MINUTES = 7, 14
"""How often a span of all ages (to 127) and of all minutes of a week can be halved."""
Service = Mapping[str, Any]


def cover(first: int, last: int, *, levels: int) -> Iterator[str]:
    """Yield names of the fewest halves of halves that cover first up to, not with, last."""
    low, high = first, last
    for level in range(levels + 1):
        if low >= high:
            return
        if level == levels:
            yield f"{level}.0"
            return
        if low & 1:
            yield f"{level}.{low}"
            low += 1
        if high & 1:
            high -= 1
            yield f"{level}.{high}"
        low, high = low >> 1, high >> 1


def holding(point: int, *, levels: int) -> Iterator[str]:
    """Yield the names of all halves of halves that hold a point."""
    for level in range(levels + 1):
        yield f"{level}.{point >> level}"


def of_service(service: Service) -> Iterator[str]:
    """Yield the terms of what a cleared service can be chosen by; its kinds stand elsewhere."""
    for each in service.get("languages", ()):
        yield code_term("l", each["code"])
        yield code_term("n", f"{each['code']}:{each['name']}")
    until = min(service.get("maximum_age", 126) + 1, 127)
    for name in cover(min(service.get("minimum_age", 0), 126), until, levels=AGES):
        yield code_term("y", name)
    for each in service.get("schedules", ()):
        for first, last in _minutes(each):
            for name in cover(first, last, levels=MINUTES):
                yield code_term("m", name)
    for at in service.get("service_at_locations", ()):
        for each in at["location"].get("addresses", ()):
            yield code_term("t", each["city"])


def _minutes(weekly: Service) -> Iterator[tuple[int, int]]:
    """Yield the spans of a week in which a weekly line is open; one over its end is two."""
    opens, closes = _minute(weekly["opens_at"]), _minute(weekly["closes_at"])
    long = (closes - opens) % DAY or DAY
    for day in weekly.get("byday", "").split(","):
        if day in DAYS:
            first = DAYS.index(day) * DAY + opens
            yield first, min(first + long, WEEK)
            if first + long > WEEK:
                yield 0, first + long - WEEK


def _minute(text: str) -> int:
    at = time.fromisoformat(text)
    return at.hour * 60 + at.minute


def languages_of(services: Iterable[frozenset[str]]) -> dict[str, str]:
    """Return the languages that stand among terms of services: their names by code."""
    found = {code_of(e) for terms in services for e in terms if e.startswith(f"{MARK}n")}
    return {code: name for code, _colon, name in (e.partition(":") for e in sorted(found))}


@dataclass(frozen=True, slots=True)
class Only:
    """
    What was chosen; empty is any.

    kinds: a service must have one of these. now: when it must be open, in the state's own time.
    """

    kinds: tuple[str, ...] = ()
    language: str = ""
    age: int | None = None
    now: datetime | None = None

    def groups(self) -> list[set[Alternative]]:
        """Return what must hold, each as its alternatives."""
        found: list[set[Alternative]] = []
        if self.kinds:
            found.append({(code_term("k", each),) for each in self.kinds})
        if self.language:
            found.append({(code_term("l", self.language),)})
        if self.age is not None:
            found.append({(code_term("y", e),) for e in holding(self.age, levels=AGES)})
        if self.now:
            minute = self.now.weekday() * DAY + self.now.hour * 60 + self.now.minute
            found.append({(code_term("m", e),) for e in holding(minute, levels=MINUTES)})
        return found

    def fits(self, terms: frozenset[str]) -> bool:
        """Tell whether what was chosen stands among the terms of a service."""
        return all(any(each[0] in terms for each in group) for group in self.groups())

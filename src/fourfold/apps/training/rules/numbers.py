"""Counting sessions and people: by course, by field of work, as the published series count them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from fourfold.analysis.tables import Hidden, Value
from fourfold.apps.training.states import Sector

SMALLEST_SHOWN = 11
"""A count of 1 to 10 is not shown, as in releases."""


@dataclass(frozen=True, slots=True)
class Held:
    """A session that was held. kind: of its course, "" where the pack has it no more."""

    course: str
    kind: str
    sector: Sector
    town: str
    people: int


@dataclass(frozen=True, slots=True)
class Count:
    """Sessions, and people at them; who came twice is counted twice."""

    sessions: int = 0
    people: int = 0


_GENERAL = ("COURSE", "")
COUNTED_AS: Mapping[str, tuple[Callable[[Held], bool], bool]] = {
    "TRAINING_SESSIONS": (lambda each: each.kind in _GENERAL, False),
    "TRAINING_ATTENDEES": (lambda each: each.kind in _GENERAL, True),
    "TRAINING_SESSIONS_POLICE": (lambda each: each.sector is Sector.LAW_ENFORCEMENT, False),
    "TRAINING_ATTENDEES_POLICE": (lambda each: each.sector is Sector.LAW_ENFORCEMENT, True),
    "TRAINING_SESSIONS_SCHOOL": (lambda each: each.sector is Sector.EDUCATION, False),
    "YOUTH_AWARENESS_REACHED": (lambda each: each.kind == "YOUTH_AWARENESS", True),
    "TRAINER_COURSES": (lambda each: each.kind == "TRAINING_OF_TRAINERS", False),
}
"""Indicator of the pack: which sessions are its own kind, and whether it counts people."""


def total(held: Iterable[Held]) -> Count:
    """Count sessions and people."""
    found = list(held)
    return Count(len(found), sum(each.people for each in found))


def by(held: Iterable[Held], key: Callable[[Held], str]) -> dict[str, Count]:
    """Count sessions and people by a code, the most people first."""
    groups: dict[str, list[Held]] = {}
    for each in held:
        groups.setdefault(key(each), []).append(each)
    counts = {code: total(some) for code, some in groups.items()}
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1].people, pair[0])))


def as_published(held: Iterable[Held]) -> dict[str, int]:
    """Return our own count for each indicator of COUNTED_AS."""
    found = list(held)
    counts = {code: total(filter(fits, found)) for code, (fits, _people) in COUNTED_AS.items()}
    return {
        code: counts[code].people if people else counts[code].sessions
        for code, (_fits, people) in COUNTED_AS.items()
    }


def shown(people: Mapping[str, int]) -> dict[str, Value]:
    """
    Hide small numbers of people: 1 to 10, and where only one is hidden the next smallest too.

    So that nobody finds a hidden number by taking the others from a total. Zero is shown.
    """
    small = {code for code, count in people.items() if 0 < count < SMALLEST_SHOWN}
    others = sorted((count, code) for code, count in people.items() if count >= SMALLEST_SHOWN)
    second = {others[0][1]} if len(small) == 1 and others else set()
    return {
        code: Hidden("small", SMALLEST_SHOWN)
        if code in small
        else Hidden("next to a small one")
        if code in second
        else Decimal(count)
        for code, count in people.items()
    }


def per_thousand(people: Value, residents: int | None) -> Value | None:
    """Return people for each 1,000 residents, to one decimal; None: residents are not known."""
    if isinstance(people, Hidden):
        return people
    if not residents:
        return None
    rate = people * 1000 / residents
    return rate.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)

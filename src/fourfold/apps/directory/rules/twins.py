"""Listings that may say the same service twice: plain reasons, no score to believe in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

ALIKE = 0.82


@dataclass(frozen=True, slots=True)
class Told:
    """What two listings are compared by."""

    id: str
    organization: str
    name: str
    kinds: frozenset[str]
    phones: frozenset[str]


@dataclass(frozen=True, slots=True)
class Twins:
    """Two listings and why they may be one: NAME, PHONE."""

    one: str
    other: str
    why: tuple[str, ...]


def digits(number: str) -> str:
    """Return the digits of a telephone number that tell it apart."""
    return "".join(re.findall(r"\d", number))[-10:]


def twins(listings: Iterable[Told]) -> list[Twins]:
    """
    Return pairs with a common kind of help and an alike name, or the same telephone too.

    Within one organization a number is shared by many services, so there the name decides.
    """
    near: dict[tuple[str, str, str], list[Told]] = {}
    for each in sorted(listings, key=lambda told: told.id):
        for kind in each.kinds:
            near.setdefault(("OF", each.organization, kind), []).append(each)
            for phone in each.phones:
                near.setdefault(("AT", phone, kind), []).append(each)
    found: dict[tuple[str, str], Twins] = {}
    for some in near.values():
        for one, other in combinations(some, 2):
            if (one.id, other.id) not in found and (why := _why(one, other)):
                found[one.id, other.id] = Twins(one.id, other.id, why)
    return [found[each] for each in sorted(found)]


def _why(one: Told, other: Told) -> tuple[str, ...]:
    name = ("NAME",) if _alike(one.name, other.name) else ()
    if one.organization == other.organization:
        return name
    return (*name, "PHONE") if one.phones & other.phones else ()


def _alike(one: str, other: str) -> bool:
    first, second = one.casefold(), other.casefold()
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE

"""
A sample of organizations: all of them, or a stratified random one that anybody can draw again.

Who is drawn follows from the seed and the names alone, not from their order or from Python's own
generator: each name gets a rank (SHA-256 of seed and name), and the first of each stratum are in.
Allocation: W. G. Cochran, Sampling Techniques, 3rd edition, 1977, chapter 5; places left over by
rounding go to the largest remainders (Hamilton's rule), so that they sum to the size exactly.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from math import floor

from fourfold.apps.surveys.rules.errors import BadSample

Stratum = tuple[str, str]
"""Sector and region; "" where a split leaves one out, or nobody said."""
MOST_SEED = 40


class Drawing(StrEnum):
    """Who of a list is asked."""

    ALL = "ALL"
    SAMPLE = "SAMPLE"


class Allocation(StrEnum):
    """How the places of a sample are shared among strata."""

    PROPORTIONAL = "PROPORTIONAL"
    EQUAL = "EQUAL"


class Split(StrEnum):
    """What makes a stratum."""

    SECTOR = "SECTOR"
    REGION = "REGION"
    BOTH = "BOTH"


def stratum_of(sector: str, region: str, split: Split) -> Stratum:
    """Return the stratum of an organization."""
    return (
        sector if split is not Split.REGION else "",
        region if split is not Split.SECTOR else "",
    )


def shares(
    sizes: Mapping[Stratum, int], *, size: int, allocation: Allocation
) -> dict[Stratum, int]:
    """
    Return how many are drawn of each stratum. sizes: how many each lists, above 0.

    EQUAL: a stratum that is too small gives all, and the others share what it leaves.
    :raises BadSample: if size is not between 1 and all of them.
    """
    total = sum(sizes.values())
    if not 1 <= size <= total:
        raise BadSample(f"A sample has 1 to {total:,} of the listed organizations; not {size:,}.")
    if allocation is Allocation.PROPORTIONAL:
        return _rounded({each: size * count / total for each, count in sizes.items()}, size)
    given: dict[Stratum, int] = {}
    left, open_ = size, dict(sizes)
    while open_ and (full := [each for each, count in open_.items() if count * len(open_) <= left]):
        for each in full:
            given[each] = open_.pop(each)
        left = size - sum(given.values())
    if open_:
        given |= _rounded(dict.fromkeys(open_, left / len(open_)), left)
    return given


def drawn(
    listed: Mapping[str, Stratum], *, size: int, allocation: Allocation, seed: str
) -> frozenset[str]:
    """
    Return the names that a seed draws. listed: each name, which stands once, to its stratum.

    :raises BadSample: if there is no seed, or size is not between 1 and all of them.
    """
    if not seed.strip() or len(seed) > MOST_SEED:
        raise BadSample(f"A seed has 1 to {MOST_SEED} letters or digits.")
    places = shares(Counter(listed.values()), size=size, allocation=allocation)
    found: list[str] = []
    for stratum, count in places.items():
        names = [name for name, of in listed.items() if of == stratum]
        found += sorted(names, key=lambda name: _rank(seed, name))[:count]
    return frozenset(found)


def _rank(seed: str, name: str) -> bytes:
    return hashlib.sha256(f"{seed}\0{name}".encode()).digest()


def _rounded(quotas: Mapping[Stratum, float], size: int) -> dict[Stratum, int]:
    """Round quotas so that they sum to the size; equal remainders by the strata's own order."""
    found = {each: floor(quota) for each, quota in quotas.items()}
    order = sorted(quotas, key=lambda each: (found[each] - quotas[each], each))
    for each in order[: size - sum(found.values())]:
        found[each] += 1
    return found

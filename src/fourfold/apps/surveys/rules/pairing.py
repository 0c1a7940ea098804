"""Codes of waves, and the self-made ones by which before and after are paired."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

CODE_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""Of a wave's code: letters and digits that nobody takes for each other."""
CODE_LENGTH = 8
LEAST_PAIR, MOST_PAIR = 4, 40
BETWEEN = "."
"""Stands in an address between a wave's code and that of an occasion; in neither code."""


@dataclass(frozen=True, slots=True)
class Paired:
    """
    How many answers of two waves belong together.

    pairs: codes that stand once in each. alone: answers without a partner. twice: answers whose
    code stands more than once in one wave; they pair nothing, as nobody can say whose is whose.
    without: answers that gave no code.
    """

    pairs: int
    alone: int
    twice: int
    without: int


def address_of(wave: str, occasion: str) -> str:
    """Return what stands in an address for a wave's code and an occasion's, "" for none."""
    return f"{wave}{BETWEEN}{occasion}" if occasion else wave


def codes_of(address: str) -> tuple[str, str]:
    """Return the codes of the wave and of the occasion, "" for none, that an address names."""
    wave, _dot, occasion = address.partition(BETWEEN)
    return wave, occasion


def plain_pair(typed: str) -> str:
    """Return a self-made code without blanks, signs and capitals; "" if too short to tell apart."""
    plain = "".join(each for each in typed.casefold() if each.isalnum())[:MOST_PAIR]
    return plain if len(plain) >= LEAST_PAIR else ""


def paired(before: Iterable[str], after: Iterable[str]) -> Paired:
    """Count pairs; before, after: the marks of each answer's code, "" for none."""
    counts: list[dict[str, int]] = []
    without = 0
    for marks in (before, after):
        found: dict[str, int] = {}
        for mark in marks:
            if mark:
                found[mark] = found.get(mark, 0) + 1
            else:
                without += 1
        counts.append(found)
    first, second = counts
    repeated = {mark for found in counts for mark, count in found.items() if count > 1}
    twice = sum(found.get(mark, 0) for found in counts for mark in repeated)
    pairs = len(set(first) & set(second) - repeated)
    alone = sum(1 for found in counts for mark in found if mark not in repeated) - 2 * pairs
    return Paired(pairs, alone, twice, without)

"""Quorum: how many seats must be present. The rule is the pack's; unknown law is our default."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class QuorumOf(StrEnum):
    """Of which seats more than half must be present, or a fixed number."""

    MAJORITY_OF_FILLED = "MAJORITY_OF_FILLED"
    MAJORITY_OF_ALL = "MAJORITY_OF_ALL"
    NUMBER = "NUMBER"


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """A rule. number: only of NUMBER. is_confirmed: whether a source says it."""

    of: QuorumOf
    number: int = 0
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many seats are needed, how many are there, and whether that is enough."""

    needed: int
    present: int
    has_it: bool


def quorum(seats: int, vacant: int, present: int, rule: QuorumRule) -> Quorum:
    """
    Return whether enough seats are present. A designee counts as the seat; a seat counts once.

    Nobody is never enough. :raises ValueError: when the counts cannot be.
    """
    if min(seats, vacant, present) < 0 or vacant > seats or present > seats - vacant:
        raise ValueError(
            f"{present} present, {vacant} vacant of {seats} seats cannot be. Count the seats again."
        )
    if rule.of is QuorumOf.NUMBER:
        needed = rule.number
    else:
        base = seats if rule.of is QuorumOf.MAJORITY_OF_ALL else seats - vacant
        needed = base // 2 + 1
    needed = max(needed, 1)
    return Quorum(needed, present, present >= needed)

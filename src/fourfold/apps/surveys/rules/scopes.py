"""Which events of a study an evaluation is of."""

from __future__ import annotations

from dataclasses import dataclass

LEAST = 10
"""Fewer people in a wave are no evaluation; fewer answers more or less are no new one."""


@dataclass(frozen=True, slots=True)
class Events:
    """
    Some events of a study.

    name: what their evaluation is kept under, such as "event:ID" or "course:CUR01". title: what its
    report calls them. ids: of the occasions. holds: who sees it may not read single answers, so it
    stays until ten answers came or went: two evaluations a few answers apart would tell these.
    """

    name: str
    title: str
    ids: frozenset[str]
    holds: bool = False


def too_few(before: int, after: int) -> str:
    """Return why events have too few answers to be evaluated, "" where they have enough."""
    if min(before, after) >= LEAST:
        return ""
    if not before and not after:
        return "Nobody answered here yet, so there is nothing to compare."
    return (
        f"{_people(before)} answered before and {after} after. That is too few to say what "
        f"changed: with fewer than {LEAST} in one of the two, chance decides, and single answers "
        "could be seen."
    )


def is_much(kept: tuple[int, int], now: tuple[int, int]) -> bool:
    """Tell whether so many answers came or went that a new evaluation tells none of them."""
    moved = sum(abs(old - new) for old, new in zip(kept, now, strict=True))
    return moved == 0 or moved >= LEAST


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"

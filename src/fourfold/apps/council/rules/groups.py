"""The mix of a working group: which background is there under which P, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from fourfold.apps.council.rules import NotWhole
from fourfold.apps.council.states.groups import Background
from fourfold.apps.council.states.reports import FourP

Cell = tuple[Background, FourP]
CELLS: tuple[Cell, ...] = tuple((one, p) for one in Background for p in FourP)


@dataclass(frozen=True, slots=True)
class Mix:
    """How many take part, by background and P. missing: cells where nobody does."""

    counts: dict[Cell, int]
    missing: tuple[Cell, ...]

    @property
    def size(self) -> int:
        """How many places are filled."""
        return sum(self.counts.values())


def mix(places: Iterable[Cell]) -> Mix:
    """Return the mix of a group's filled places."""
    told = Counter(places)
    counts = {cell: told[cell] for cell in CELLS}
    return Mix(counts, tuple(cell for cell in CELLS if not counts[cell]))


def check_place(background: Background, *, organization: str) -> None:
    """Refuse a place that would point at a survivor, or one that nobody sends."""
    if background is Background.SURVIVOR and organization:
        raise NotWhole("A survivor's place names no organization, so that nobody can be guessed.")
    if background is not Background.SURVIVOR and not organization:
        raise NotWhole("Say which organization fills the place.")

"""What a codebook says: items, scales, which way is better, and how a score is made."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Better(StrEnum):
    """Which way a score should move."""

    HIGHER = "higher"
    LOWER = "lower"


class Score(StrEnum):
    """How a person's answers become one score."""

    MEAN = "mean"
    SUM = "sum"
    """The mean of what was answered, times the number of items: missing answers are filled so."""


@dataclass(frozen=True, slots=True)
class Item:
    """
    One question. code: the column of the file. reversed: turned around before it is scored.

    ours: written by Fourfold, not by the state's own survey.
    """

    code: str
    text: str
    reversed: bool = False
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A word for scores from `at` (points of the score) up to where the next label begins."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A score and the word that some report printed beside it."""

    score: float
    words: str


@dataclass(frozen=True, slots=True)
class Construct:
    """
    Items that measure one thing.

    low, high: ends of every item's scale, whole points. answered: the share of items, above 0 and
    up to 1, that must be answered for a score. labels: lowest first, or none. order: label words
    from worst to best score, or none. maximum: the highest score as a report states it, if any.
    """

    code: str
    title: str
    better: Better
    low: int
    high: int
    items: tuple[Item, ...]
    score: Score = Score.MEAN
    answered: Fraction = Fraction(1, 2)
    labels: tuple[Label, ...] = ()
    order: tuple[str, ...] = ()
    printed: tuple[Printed, ...] = ()
    maximum: float | None = None

    @property
    def needed(self) -> int:
        """How many items must be answered for a score."""
        return math.ceil(self.answered * len(self.items))

    @property
    def factor(self) -> int:
        """What a mean of items is multiplied by to become the score."""
        return len(self.items) if self.score is Score.SUM else 1

    @property
    def ends(self) -> tuple[int, int]:
        """The lowest and the highest score there can be."""
        return self.low * self.factor, self.high * self.factor

    def label(self, score: float) -> str:
        """Return the word for a score, "" where the codebook has none."""
        found = [each.words for each in self.labels if each.at <= score]
        return found[-1] if found else ""


@dataclass(frozen=True, slots=True)
class Codebook:
    """
    What a file of answers means.

    waves: the first and the second wave: code to what a cell of it may hold, compared without case
    and outer blanks. no_answer: what a cell holds where somebody gave no rating ("99"), to
    what that means ("Refused"); it is counted apart and never scored. columns: what a column that
    people are grouped by is called, in words.
    """

    title: str
    waves: Mapping[str, tuple[str, ...]]
    constructs: tuple[Construct, ...]
    no_answer: Mapping[str, str]
    columns: Mapping[str, str]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, construct by construct."""
        return tuple(item for each in self.constructs for item in each.items)


def fold(text: str) -> str:
    """Return a cell as waves and groups are compared: without outer blanks and case."""
    return text.strip().casefold()

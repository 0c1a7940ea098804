"""What one cell of a table can hold: a number, or the fact that the number is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias


class Bound(StrEnum):
    """How a printed number is to be read."""

    EXACT = "EXACT"
    AT_LEAST = "AT_LEAST"
    """The source printed "over", "more than" or "+"."""
    ABOUT = "ABOUT"
    """The source printed "approximately"."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """
    A number that exists and is not shown. It is never zero, and no sum can include it.

    below: the number is known to be smaller than this; None when nothing is known.
    """

    reason: str
    below: int | None = None

    def __str__(self) -> str:
        """Write it as sources print it: "<3", or "hidden"."""
        return "hidden" if self.below is None else f"<{self.below}"


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate's range. low <= high; `level` is the confidence, 0 to 1."""

    low: Decimal
    high: Decimal
    level: float = 0.95

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"An interval from {self.low} to {self.high} runs backwards.")


Value: TypeAlias = Decimal | Hidden

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_BELOW = re.compile(r"<\s*(\d+)")


def parse_value(printed: str) -> Value:
    """
    Read one printed value: "212" and "346.18" are numbers, "<3" is Hidden.

    printed: plain digits with at most one decimal point; no thousands separators, no units.
    Returns a Decimal that keeps the printed decimals ("75.0" stays 75.0), or Hidden.
    :raises ValueError: for anything else, blank included; nothing is guessed.
    """
    text = printed.strip()
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    if found := _BELOW.fullmatch(text):
        return Hidden("the source hides small numbers", below=int(found[1]))
    raise ValueError(
        f"{printed[:40]!r} is neither a number nor a hidden value such as <3. "
        "Write plain digits, without commas or units."
    )

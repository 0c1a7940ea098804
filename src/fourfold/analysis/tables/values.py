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
        return _NOT_SAID if self.below is None else f"<{self.below}"


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

# Fifteen digits and ten decimals: sums of such numbers stay exact, and a chart can draw them.
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_BELOW = re.compile(r"<\s*([0-9]{1,9})")
_NOT_SAID = "hidden"


def parse_value(printed: str) -> Value:
    """
    Read one printed value: "212" and "346.18" are numbers, "<3" and "hidden" are Hidden.

    printed: plain digits 0 to 9, at most 15 and 10 decimals; no thousands separators, no units.
    Returns a Decimal that keeps the printed decimals ("75.0" stays 75.0), or Hidden.
    :raises ValueError: for anything else, blank included; nothing is guessed.
    """
    text = printed.strip()
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    if found := _BELOW.fullmatch(text):
        return Hidden("the source hides small numbers", below=int(found[1]))
    if text == _NOT_SAID:
        return Hidden("the source does not show it")
    raise ValueError(
        f"{printed[:40]!r} is neither a number nor a hidden value such as <3. "
        "Write plain digits, without commas or units."
    )

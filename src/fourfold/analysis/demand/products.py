"""
A product of assumptions, each with a low, a base and a high value.

The range is interval arithmetic (Moore, Kearfott and Cloud, Introduction to Interval Analysis,
SIAM, 2009): no assumption is below zero, so the product is lowest where all are lowest and highest
where all are highest. It says nothing of how likely a value is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod


class NotARange(ValueError):
    """A low, base and high that are no range."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """
    One factor, in its own unit. code: how the swing names it.

    :raises NotARange: unless 0 <= low <= base <= high, all finite.
    """

    code: str
    low: Decimal
    base: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        """Refuse what is no range."""
        values = self.low, self.base, self.high
        if not all(each.is_finite() for each in values):
            raise NotARange("Each value is a number.")
        if not 0 <= self.low <= self.base <= self.high:
            raise NotARange("Low is zero or more, base is not below low, high is not below base.")


@dataclass(frozen=True, slots=True)
class Reach:
    """A product: with every assumption at its low, at its base, and at its high."""

    low: Decimal
    base: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Swing:
    """The product when one assumption moves from its low to its high and the rest stay at base."""

    code: str
    low: Decimal
    high: Decimal

    @property
    def width(self) -> Decimal:
        """Return how far the product moves."""
        return self.high - self.low


def product(assumptions: Sequence[Assumption]) -> Reach:
    """
    Multiply assumptions; without any it is one.

    Exact up to the 28 digits of Decimal. Source: as the module says.
    """
    return Reach(
        prod((each.low for each in assumptions), start=Decimal(1)),
        prod((each.base for each in assumptions), start=Decimal(1)),
        prod((each.high for each in assumptions), start=Decimal(1)),
    )


def swings(assumptions: Sequence[Assumption]) -> tuple[Swing, ...]:
    """
    Return how far each assumption alone moves the product, the widest first (a tornado diagram).

    Equal widths keep the order given. Source: Howard, "Decision analysis: practice and promise",
    Management Science 34, 1988, 679-695.
    """
    found = []
    for nth, each in enumerate(assumptions):
        rest = product([one for at, one in enumerate(assumptions) if at != nth]).base
        found.append(Swing(each.code, rest * each.low, rest * each.high))
    return tuple(sorted(found, key=lambda swing: -swing.width))

"""One measure of every town, as a source of secondary data gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Z_OF_90 = 1.645
"""The Census Bureau prints margins of error at 90 percent; a standard error is margin / 1.645."""
UNCERTAIN_CV = 0.40
"""
A standard error above 40 percent of its estimate is of low reliability.

Source: Esri, "The American Community Survey" (white paper): high up to 12, medium up to 40.
"""
UNITS: Mapping[str, tuple[float | None, float | None]] = {
    "percent": (0, 100),
    "per 1,000": (0, 1000),
    "people": (0, None),
    "households": (0, None),
    "dollars": (0, None),
    "years": (0, 120),
    "minutes": (0, None),
    "number": (None, None),
}
"""Units, each with the lowest and highest value it can have; None where there is no such end."""


@dataclass(frozen=True, slots=True)
class Measure:
    """
    A value of a town, in its series' unit. value: None where the source has none.

    margin: the margin of error at 90 percent, same unit, 0 or more; None where none is printed.
    """

    value: float | None
    margin: float | None = None

    @property
    def error(self) -> float:
        """The standard error: 0 where the source prints no margin."""
        return (self.margin or 0.0) / Z_OF_90

    @property
    def is_uncertain(self) -> bool:
        """True if the margin is so large that the value says little; see UNCERTAIN_CV."""
        return self.value is not None and self.error > UNCERTAIN_CV * abs(self.value)


@dataclass(frozen=True, slots=True)
class Series:
    """
    One variable of many towns, by the towns' codes. unit: one of UNITS.

    more_is_worse: False for income and the like, where less stands for more vulnerability.
    """

    variable: str
    unit: str
    values: Mapping[str, Measure]
    more_is_worse: bool = True

"""
A random walk with drift: the last value, and the mean change of a year carried on.

Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, third edition, OTexts,
2021, sections 5.2 (drift method) and 5.5 (its prediction interval). They take the interval from the
normal distribution; with few years we take Student's t, which is exact if yearly changes are
independent and normal. A year without a number is left out, never filled and never zero: the change
over k years then has k times the mean and k times the variance of one year.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

FEWEST = 4
"""Years with a number that a forecast needs."""


class TooFewPoints(ValueError):
    """Fewer than FEWEST years have a number."""


class NoSpread(ValueError):
    """Every yearly change is the same, so nothing tells how wide the range is."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A year to come, in the series' unit. low and high: its prediction interval."""

    year: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """
    A baseline: what comes if nothing changes. drift: the mean change of a year.

    points: years with a number that it rests on. level: of the intervals. is_cut: an end was cut at
    what is possible.
    """

    drift: float
    points: int
    level: float
    ahead: tuple[Ahead, ...]
    is_cut: bool


def drift(
    years: Mapping[int, Decimal],
    *,
    until: int,
    level: float = 0.8,
    least: float | None = 0.0,
    most: float | None = None,
) -> Forecast:
    """
    Carry a yearly series on to the year `until`, which is after its last.

    years: only those with a number. level: of the prediction interval, between 0 and 1. least,
    most: what values can be; ends outside are cut, None cuts nothing.
    :raises TooFewPoints: below FEWEST years. :raises NoSpread: if all changes are alike.
    :raises ValueError: if `until` is not after the last year. Source: as the module says.
    """
    from scipy.stats import t as student  # noqa: PLC0415 - slow to load; most pages forecast nothing

    if not 0 < level < 1:
        raise ValueError("A level lies between 0 and 1.")
    if len(years) < FEWEST:
        raise TooFewPoints(f"{len(years)} years have a number; a forecast needs {FEWEST}.")
    known = sorted(years)
    first, last = known[0], known[-1]
    if until <= last:
        raise ValueError(f"{until} is not after {last}, the last year with a number.")
    values = {year: float(years[year]) for year in known}
    mean = (values[last] - values[first]) / (last - first)
    steps = [(b - a, values[b] - values[a]) for a, b in zip(known, known[1:], strict=False)]
    freedom = len(known) - 2
    variance = sum((change - gap * mean) ** 2 / gap for gap, change in steps) / freedom
    if not variance > 1e-18 * max(1.0, *(abs(each) for each in values.values())) ** 2:
        raise NoSpread("Every yearly change is the same; nothing tells how wide the range is.")
    quantile = float(student.ppf(0.5 + level / 2, freedom))
    ahead, is_cut = [], False
    for year in range(last + 1, until + 1):
        away = year - last
        half = quantile * math.sqrt(variance * away * (1 + away / (last - first)))
        middle = values[last] + away * mean
        value, low, high = (
            _cut(each, least, most) for each in (middle, middle - half, middle + half)
        )
        is_cut = is_cut or (low, high) != (middle - half, middle + half)
        ahead.append(Ahead(year, value, low, high))
    return Forecast(mean, len(known), level, tuple(ahead), is_cut)


def _cut(value: float, least: float | None, most: float | None) -> float:
    value = value if least is None else max(value, least)
    return value if most is None else min(value, most)

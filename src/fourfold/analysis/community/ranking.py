"""
An index of vulnerability: towns ranked by several measures, with weights that anyone may change.

Percentile ranks as in CDC/ATSDR's Social Vulnerability Index (Flanagan et al., Journal of Homeland
Security and Emergency Management 8, 2011): rank less 1, over the number of towns less 1, ties at
the lowest; each town's weighted mean of them is ranked the same way. Or z-scores: the weighted mean
of (value - mean) / standard deviation (OECD, Handbook on Constructing Composite Indicators, 2008).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fourfold.analysis.community.series import Series

DIGITS = 10
"""Scores alike to so many digits are alike: beyond lies only how a computer adds."""


class Method(StrEnum):
    """How measures in different units are made alike."""

    PERCENTILE = "percentile"
    Z_SCORE = "z-score"


class NothingToRank(ValueError):
    """There is no measure with a weight, or fewer than two towns with all of them."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A measure of the index. weight: 0 or more."""

    series: Series
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """
    A town's place. rank: 1 is the most vulnerable; towns alike share the lower number.

    index: from 0 to 1, the share of the other towns that stand below. score: the weighted mean.
    parts: each measure made alike, higher is worse, by variable. uncertain: variables whose margin
    of error is so large that the value says little.
    """

    town: str
    rank: int
    index: float
    score: float
    parts: Mapping[str, float]
    uncertain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """
    The towns in their order. weights: by variable, adding up to 1; a weight of 0 is left out.

    not_ranked: towns with the variables they have no value for: nothing is filled in.
    flat: variables with the same value everywhere, which move nobody.
    """

    method: Method
    weights: Mapping[str, float]
    towns: tuple[Ranked, ...]
    not_ranked: Mapping[str, tuple[str, ...]]
    flat: tuple[str, ...]


def index(
    chosen: Sequence[Chosen], *, towns: Iterable[str], method: Method = Method.PERCENTILE
) -> Index:
    """
    Rank towns by their weighted measures.

    towns: codes of all towns of the state; who lacks a value of any measure with a weight is not
    ranked, and said. Each measure is made alike among all towns that have it.
    :raises NothingToRank: naming why. :raises ValueError: for a weight below 0 or not finite.
    """
    for each in chosen:
        if not (math.isfinite(each.weight) and each.weight >= 0):
            raise ValueError(
                f"The weight of {each.series.variable} is {each.weight}: use 0 or more."
            )
    used = [each for each in chosen if each.weight > 0]
    total = sum(each.weight for each in used)
    if not used or not math.isfinite(total):
        raise NothingToRank("No measure has a weight. Give at least one a weight above 0.")
    weights = {each.series.variable: each.weight / total for each in used}
    alike = {each.series.variable: made_alike(each, method=method) for each in used}
    not_ranked, complete = {}, []
    for town in towns:
        missing = tuple(variable for variable, found in alike.items() if town not in found)
        if missing:
            not_ranked[town] = missing
        else:
            complete.append(town)
    if len(complete) < 2:
        raise NothingToRank("Fewer than two towns have a value for every measure with a weight.")
    scores = {
        town: round(math.fsum(weights[each] * alike[each][town] for each in weights), DIGITS)
        for town in complete
    }
    ranks = percentiles(scores)
    above = _places(scores)
    ranked = [
        Ranked(
            town,
            above[town],
            ranks[town],
            scores[town],
            {variable: found[town] for variable, found in alike.items()},
            tuple(each.series.variable for each in used if each.series.values[town].is_uncertain),
        )
        for town in complete
    ]
    flat = tuple(variable for variable, found in alike.items() if len(set(found.values())) == 1)
    order = tuple(sorted(ranked, key=lambda each: (each.rank, each.town)))
    return Index(method, weights, order, not_ranked, flat)


def made_alike(chosen: Chosen, *, method: Method) -> dict[str, float]:
    """Return a measure without its unit, higher is worse, for the towns that have a value."""
    sign = 1.0 if chosen.series.more_is_worse else -1.0
    values = {
        town: sign * each.value
        for town, each in chosen.series.values.items()
        if each.value is not None
    }
    return percentiles(values) if method is Method.PERCENTILE else z_scores(values)


def percentiles(values: Mapping[str, float]) -> dict[str, float]:
    """Return the share of the others that lie below, 0 to 1; alike values get the same."""
    ordered = sorted(values.values())
    below: dict[float, int] = {}
    for at, value in enumerate(ordered):
        below.setdefault(value, at)
    others = max(1, len(ordered) - 1)
    return {name: below[value] / others for name, value in values.items()}


def z_scores(values: Mapping[str, float]) -> dict[str, float]:
    """Return each value's distance from the mean in standard deviations; 0 where all are alike."""
    n = len(values)
    mean = math.fsum(values.values()) / n if n else 0.0
    spread = math.sqrt(math.fsum((v - mean) ** 2 for v in values.values()) / max(1, n - 1))
    if len(set(values.values())) < 2 or not spread:
        return dict.fromkeys(values, 0.0)
    return {name: (value - mean) / spread for name, value in values.items()}


def _places(scores: Mapping[str, float]) -> dict[str, int]:
    """Return ranks from the highest score, 1 and on; scores alike share the lower number."""
    first: dict[float, int] = {}
    for at, value in enumerate(sorted(scores.values(), reverse=True), start=1):
        first.setdefault(value, at)
    return {name: first[value] for name, value in scores.items()}

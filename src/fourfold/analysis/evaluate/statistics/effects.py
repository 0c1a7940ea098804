"""
How large a change is, in standard deviations. Three indices, never mixed and never called "d".

Which spread stands below the line makes the index: both waves' as if people were not linked (g),
their average (g_av), or that of each person's change (d_z), which grows as waves go together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from fourfold.analysis.evaluate.statistics.distributions import noncentral_shift, normal_at
from fourfold.analysis.evaluate.statistics.summaries import (
    NoSpread,
    Pairs,
    Summary,
    TooFew,
    check_level,
)


class EffectKind(StrEnum):
    """What the change is divided by."""

    G = "G"
    """The pooled standard deviation of the waves: for waves that are not linked."""
    G_AV = "G_AV"
    """The root of the waves' mean variance, for linked waves; to be set beside G."""
    D_Z = "D_Z"
    """The standard deviation of the changes; not to be set beside G."""


@dataclass(frozen=True, slots=True)
class Effect:
    """
    A standardized change, after less before.

    value: corrected for small samples. raw: without that correction. low, high: interval of the
    corrected index at `level`, for G_AV of the raw one, as its author does.
    """

    kind: EffectKind
    n_before: int
    n_after: int
    n_pairs: int
    value: float
    raw: float
    low: float
    high: float
    level: float


def hedges_g(before: Summary, after: Summary, *, level: float = 0.95) -> Effect:
    """
    Return Hedges' g of two waves that are not linked, with its noncentral t interval.

    The correction is the exact one by gamma functions. Programs that write 1 - 3 / (4 df - 1)
    differ in the fourth digit.
    :raises TooFew: when a wave has fewer than two answers. :raises NoSpread: when none differ.
    Source: Hedges, "Distribution theory for Glass's estimator of effect size", Journal of
    Educational Statistics 6, 1981; interval: Steiger and Fouladi, 1997.
    """
    _check(before, "before")
    _check(after, "after")
    df = before.n + after.n - 2
    pooled = ((before.n - 1) * before.variance + (after.n - 1) * after.variance) / df
    raw = _divided(after.mean - before.mean, pooled)
    scale = math.sqrt(before.n * after.n / (before.n + after.n))
    return _noncentral(EffectKind.G, (before.n, after.n, 0), raw, df, scale, level)


def d_z(changes: Summary, *, level: float = 0.95) -> Effect:
    """
    Return the mean change in standard deviations of the changes, with its noncentral t interval.

    changes: the summary of each linked person's change.
    :raises TooFew: when there are fewer than two pairs. :raises NoSpread: when all changed alike.
    Source: Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd edition, 1988, 2.3.5;
    Lakens, Frontiers in Psychology 4:863, 2013.
    """
    _check(changes, "in pairs")
    n = changes.n
    raw = _divided(changes.mean, changes.variance)
    return _noncentral(EffectKind.D_Z, (n, n, n), raw, n - 1, math.sqrt(n), level)


def g_av(pairs: Pairs, *, level: float = 0.95) -> Effect:
    """
    Return the mean change of linked people in standard deviations of a wave.

    The interval is Bonett's, which does not take the waves to be equally spread.
    :raises TooFew: when there are fewer than three pairs. :raises NoSpread: when none differ.
    Source: Bonett, "Confidence intervals for standardized linear contrasts of means",
    Psychological Methods 13, 2008.
    """
    check_level(level)
    if pairs.n < 3:
        raise TooFew(f"{pairs.n} pairs: this index needs at least three. Show the counts alone.")
    n, df = pairs.n, pairs.n - 1
    first, second = pairs.before.variance, pairs.after.variance
    average = (first + second) / 2
    raw = _divided(pairs.after.mean - pairs.before.mean, average)
    variance = raw**2 * (first**2 + second**2 + 2 * pairs.covariance**2) / (8 * df * average**2)
    variance += pairs.differences.variance / (df * average)
    reach = normal_at((1 + level) / 2) * math.sqrt(variance)
    value = raw * math.sqrt((n - 2) / df)
    return Effect(EffectKind.G_AV, n, n, n, value, raw, raw - reach, raw + reach, level)


def correction(df: float) -> float:
    """Return Hedges' exact factor J, by which a standardized difference is too large. df > 1."""
    return math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) * math.sqrt(2 / df)


def _noncentral(
    kind: EffectKind, ns: tuple[int, int, int], raw: float, df: int, scale: float, level: float
) -> Effect:
    check_level(level)
    # With one degree of freedom the expected value is infinite: no factor can correct it.
    factor = correction(df) if df > 1 else math.nan
    low = noncentral_shift((1 + level) / 2, raw * scale, df) / scale
    high = noncentral_shift((1 - level) / 2, raw * scale, df) / scale
    return Effect(kind, *ns, factor * raw, raw, factor * low, factor * high, level)


def _divided(difference: float, variance: float) -> float:
    if not variance > 1e-24 * max(1.0, difference**2):
        raise NoSpread("All answers are the same: a change cannot be told in their spread.")
    return difference / math.sqrt(variance)


def _check(group: Summary, where: str) -> None:
    if group.n < 2:
        raise TooFew(f"{group.n} answers {where}: this index needs two. Show the count alone.")

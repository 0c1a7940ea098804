"""
Bootstrap intervals that choose the model again in every sample.

Samples are multinomial draws of the cases. BCa limits: z0 from the share of samples under the
estimate, half a count for a tie; the acceleration from the jackknife that leaves out one case,
weighted by how many cases share its history. Quantiles are type 8 of Hyndman and Fan. A sample
without an estimate counts as infinitely large. Samples are drawn and fitted in blocks of a fixed
size, each with its own seed, so threads change nothing.
Source: Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 14; Chan, Silverman
and Vincent, JASA 116, 2021, section 3.3.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from fourfold.analysis.estimate.cells import Floats

REPLICATES = 10_000
BLOCK = 1000
GROUPS = 20
TIE = 1e-7

Totals = Callable[[Floats], Floats]


@dataclass(frozen=True)
class Interval:
    """
    A 95% interval of the total.

    `replicates`: their number. `lower_error`, `upper_error`: Monte-Carlo standard errors of the
    limits. `without`: share of samples without an estimate. `z0`, `acceleration`: BCa's constants.
    `degenerate`: BCa has no answer here and the limits are plain percentiles.
    """

    lower: float
    upper: float
    lower_error: float
    upper_error: float
    replicates: int
    without: float
    z0: float
    acceleration: float
    degenerate: bool


def draws(counts: Floats, replicates: int, seed: int) -> list[Floats]:
    """Return samples of the cases in blocks of (at most BLOCK, 2**t)."""
    where = np.flatnonzero(counts)
    n = int(counts.sum())
    shares = counts[where] / n
    blocks = []
    for number, at in enumerate(range(0, replicates, BLOCK)):
        random = np.random.default_rng([seed, number])
        block = np.zeros((min(BLOCK, replicates - at), len(counts)))
        block[:, where] = random.multinomial(n, shares, size=len(block))
        blocks.append(block)
    return blocks


def totals_of(samples: list[Floats], totals: Totals, *, threads: int = 1) -> Floats:
    """Return the total estimated from each sample; infinite where there is none."""
    if threads > 1 and len(samples) > 1:
        with ThreadPoolExecutor(threads) as pool:
            found = list(pool.map(totals, samples))
    else:
        found = [totals(each) for each in samples]
    joined = np.concatenate(found)
    return np.where(np.isfinite(joined), joined, np.inf)


def jackknife_of(counts: Floats, totals: Totals) -> tuple[Floats, Floats]:
    """Return the total without one case of each history, and how many cases share it."""
    where = np.flatnonzero(counts)
    tables = np.tile(counts, (len(where), 1))
    tables[np.arange(len(where)), where] -= 1
    return totals(tables), counts[where]


def acceleration(counts: Floats, totals: Totals) -> float:
    """Return BCa's acceleration; NaN where a left-out case leaves no estimate."""
    return skewness(*jackknife_of(counts, totals))


def skewness(found: Floats, weights: Floats) -> float:
    """Return the acceleration of these totals, each of so many left-out cases."""
    if not np.isfinite(found).all():
        return math.nan
    away = (weights * found).sum() / weights.sum() - found
    spread = (weights * away**2).sum()
    return float((weights * away**3).sum() / (6 * spread**1.5)) if spread > 0 else 0.0


def interval(estimate: float, samples: Floats, a: float, *, level: float = 0.95) -> Interval:
    """Return BCa limits from the totals of the samples and the acceleration."""
    lower, upper, z0, degenerate = _limits(estimate, samples, a, level)
    errors = (math.nan, math.nan)
    if len(samples) >= 2 * GROUPS:
        groups = np.arange(len(samples)) % GROUPS
        parts = np.array(
            [_limits(estimate, samples[groups != each], a, level)[:2] for each in range(GROUPS)]
        )
        if np.isfinite(parts).all():
            # Leaving out one group at a time: the jackknife of the limits.
            spread = np.sqrt((GROUPS - 1) * parts.var(axis=0))
            errors = (float(spread[0]), float(spread[1]))
    return Interval(
        lower,
        upper,
        *errors,
        replicates=len(samples),
        without=float(np.isinf(samples).mean()),
        z0=z0,
        acceleration=a,
        degenerate=degenerate,
    )


def _limits(
    estimate: float, samples: Floats, a: float, level: float
) -> tuple[float, float, float, bool]:
    from scipy import special  # noqa: PLC0415 - slow to import

    tie = np.abs(samples - estimate) <= TIE * max(1.0, abs(estimate))
    share = float(((samples < estimate) & ~tie).mean() + tie.mean() / 2)
    z0 = float(special.ndtri(share))
    ordered = np.sort(samples)
    tails = ((1 - level) / 2, (1 + level) / 2)
    at = []
    for tail in tails:
        moved = z0 + float(special.ndtri(tail))
        below = 1 - a * moved
        at.append(float(special.ndtr(z0 + moved / below)) if below > 0 else math.nan)
    degenerate = not all(map(math.isfinite, at)) or not math.isfinite(z0)
    lower, upper = (quantile(ordered, each) for each in (tails if degenerate else at))
    return lower, upper, z0, degenerate


def quantile(ordered: Floats, probability: float) -> float:
    """Return a quantile of type 8 of sorted values; infinite ones stay at the end."""
    n = len(ordered)
    place = (n + 1 / 3) * probability + 1 / 3
    low = min(max(math.floor(place), 1), n)
    high = min(low + 1, n)
    part = min(max(place - low, 0.0), 1.0)
    first, second = float(ordered[low - 1]), float(ordered[high - 1])
    if part == 0 or first == second:
        return first
    return first + part * (second - first)

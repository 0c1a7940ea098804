"""
Shares of people who agree: their intervals, differences and trends over the years.

"Not applicable" is no answer: leave it out of n, and show how many there were.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fourfold.analysis.evaluate.statistics.distributions import normal_at, normal_two_sided
from fourfold.analysis.evaluate.statistics.summaries import (
    BadNumber,
    NoSpread,
    TooFew,
    check_level,
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval at `level`. yes of n answered so; share, low, high are 0 to 1."""

    yes: int
    n: int
    share: float
    low: float
    high: float
    level: float


@dataclass(frozen=True, slots=True)
class ShareDifference:
    """
    A difference of two shares, after less before, from -1 to 1.

    n_pairs: people linked; 0 if nobody is. z and p (two-sided) are of the pooled test without
    continuity correction, or of McNemar's if people are linked; None when nothing differs at all.
    """

    before: Share
    after: Share
    n_pairs: int
    difference: float
    low: float
    high: float
    level: float
    z: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class Trend:
    """A straight trend of shares. slope: change of the share for each step of the scores."""

    ns: tuple[int, ...]
    slope: float
    z: float
    p: float


def wilson(yes: int, n: int, *, level: float = 0.95) -> Share:
    """
    Return a share with Wilson's score interval, without continuity correction.

    :raises TooFew: when n is 0. :raises BadNumber: when yes is not between 0 and n.
    Source: Wilson, "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22, 1927.
    """
    _check_counts(yes, n)
    z = _quantile(level)
    share = yes / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * math.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2) / (1 + z * z / n)
    low = 0.0 if yes == 0 else middle - reach
    high = 1.0 if yes == n else middle + reach
    return Share(yes, n, share, low, high, level)


def newcombe(
    before_yes: int, before_n: int, after_yes: int, after_n: int, *, level: float = 0.95
) -> ShareDifference:
    """
    Compare two shares of people who are not linked.

    Errors as in wilson.
    Source: Newcombe, "Interval estimation for the difference between independent proportions",
    Statistics in Medicine 17, 1998, 873-890, method 10 (hybrid score).
    """
    before = wilson(before_yes, before_n, level=level)
    after = wilson(after_yes, after_n, level=level)
    pooled = (before_yes + after_yes) / (before_n + after_n)
    variance = pooled * (1 - pooled) * (1 / before_n + 1 / after_n)
    difference = after.share - before.share
    z = difference / math.sqrt(variance) if variance > 0 else None
    return _difference(before, after, pairs=0, phi=0.0, z=z)


def newcombe_paired(
    both: int, before_only: int, after_only: int, neither: int, *, level: float = 0.95
) -> ShareDifference:
    """
    Compare two shares of the same people: who agreed both times, once, or never.

    Errors as in wilson.
    Source: Newcombe, "Improved confidence intervals for the difference between binomial
    proportions based on paired data", Statistics in Medicine 17, 1998, 2635-2650, method 10;
    the test: McNemar, Psychometrika 12, 1947.
    """
    counts = both, before_only, after_only, neither
    if min(counts) < 0:
        raise BadNumber(f"Counts below zero cannot be: {counts}.")
    n = sum(counts)
    before = wilson(both + before_only, n, level=level)
    after = wilson(both + after_only, n, level=level)
    margins = before.yes * (n - before.yes) * after.yes * (n - after.yes)
    cross = both * neither - before_only * after_only
    cross_used = max(cross - n / 2, 0.0) if cross > 0 else float(cross)
    phi = cross_used / math.sqrt(margins) if margins else 0.0
    changed = before_only + after_only
    z = (after_only - before_only) / math.sqrt(changed) if changed else None
    return _difference(before, after, pairs=n, phi=phi, z=z)


def least_n_to_differ(first: float, second: float, *, level: float = 0.95) -> int:
    """
    Return how many must have answered each time for two printed shares to differ surely.

    first, second: shares, 0 to 1, as printed. The smallest equal n for which the pooled test,
    without continuity correction, gives p below 1 - level.
    :raises NoSpread: when the shares are the same: no n is enough.
    """
    _check_shares(first, second)
    middle = (first + second) / 2
    wanted = 2 * middle * (1 - middle) * (_quantile(level) / (second - first)) ** 2
    return max(1, math.floor(wanted) + 1)


def needed_n(first: float, second: float, *, power: float = 0.8, level: float = 0.95) -> int:
    """
    Return how many to ask each time so that a true difference is found with this power.

    first, second: the true shares, 0 to 1. Two-sided, equal groups, no continuity correction.
    :raises NoSpread: when the shares are the same.
    Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd edition,
    2003, section 4.2.
    """
    _check_shares(first, second)
    check_level(power)
    middle = (first + second) / 2
    alone = _quantile(level) * math.sqrt(2 * middle * (1 - middle))
    apart = normal_at(power) * math.sqrt(first * (1 - first) + second * (1 - second))
    return math.ceil(((alone + apart) / (second - first)) ** 2)


def trend(yes: Sequence[int], n: Sequence[int], *, scores: Sequence[float] | None = None) -> Trend:
    """
    Test whether shares rise or fall in a straight line over groups in order, such as years.

    yes, n: one entry a group. scores: where each group stands, such as the year; 0, 1, 2 ... if
    not given. No continuity correction.
    :raises TooFew: when fewer than two groups have answers. :raises NoSpread: when all or none
    said yes, or all scores are one.
    Source: Armitage, "Tests for linear trends in proportions and frequencies", Biometrics 11, 1955.
    """
    at = [float(place) for place in range(len(n))] if scores is None else list(scores)
    if not len(yes) == len(n) == len(at):
        raise BadNumber(f"{len(yes)} counts, {len(n)} totals and {len(at)} scores do not match.")
    if len(n) < 2:
        raise TooFew(f"{len(n)} group: a trend needs at least two.")
    for count, total in zip(yes, n, strict=True):
        _check_counts(count, total)
    everybody, share = sum(n), sum(yes) / sum(n)
    centre = sum(total * place for total, place in zip(n, at, strict=True)) / everybody
    spread = sum(total * (place - centre) ** 2 for total, place in zip(n, at, strict=True))
    if spread == 0 or share in {0.0, 1.0}:
        raise NoSpread(
            "All groups answered alike or stand at one place: there is no trend to test."
        )
    lean = sum(count * (place - centre) for count, place in zip(yes, at, strict=True))
    z = lean / math.sqrt(share * (1 - share) * spread)
    return Trend(tuple(n), lean / spread, z, normal_two_sided(z))


def _difference(
    before: Share, after: Share, *, pairs: int, phi: float, z: float | None
) -> ShareDifference:
    down, up = after.share - after.low, after.high - after.share
    below, above = before.share - before.low, before.high - before.share
    difference = after.share - before.share
    return ShareDifference(
        before=before,
        after=after,
        n_pairs=pairs,
        difference=difference,
        low=difference - math.sqrt(max(down**2 - 2 * phi * down * above + above**2, 0.0)),
        high=difference + math.sqrt(max(up**2 - 2 * phi * up * below + below**2, 0.0)),
        level=before.level,
        z=z,
        p=None if z is None else normal_two_sided(z),
    )


def _quantile(level: float) -> float:
    check_level(level)
    return normal_at((1 + level) / 2)


def _check_counts(yes: int, n: int) -> None:
    if n == 0:
        raise TooFew("Nobody answered, so there is no share. Say that nobody answered.")
    if not 0 <= yes <= n:
        raise BadNumber(f"{yes} of {n} cannot be. Give the count that said yes, then all answers.")


def _check_shares(first: float, second: float) -> None:
    if not (0 <= first <= 1 and 0 <= second <= 1):
        raise BadNumber(f"{first} and {second} are no shares. Write 0.46 for 46 percent.")
    if first == second:
        raise NoSpread("The two shares are the same: no number of answers tells them apart.")

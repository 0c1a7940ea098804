"""
Did the mean change? Tests for two waves that are unlinked, linked, or linked in part.

Every difference is after less before, in points of the scale.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from fourfold.analysis.evaluate.statistics.distributions import student_at, student_two_sided
from fourfold.analysis.evaluate.statistics.summaries import (
    ROUNDING,
    NoSpread,
    Pairs,
    Summary,
    TooFew,
    apart_variance,
    check_level,
    combined,
    welch_df,
)


class Method(StrEnum):
    """Which test was made."""

    WELCH = "WELCH"
    """Nobody linked: two means with their own variances."""
    PAIRED = "PAIRED"
    """Everybody linked: the mean of each person's change."""
    PARTLY_PAIRED = "PARTLY_PAIRED"
    """Some linked, some not; each wave with its own variance."""
    PARTLY_PAIRED_EQUAL = "PARTLY_PAIRED_EQUAL"
    """Some linked, some not; one variance for both waves."""
    BY_EVENT = "BY_EVENT"
    """People of one training event answer alike: the event is the unit."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    A difference of two means and how sure it is.

    n_before, n_after: answers of each wave, linked or not. n_pairs: people linked.
    difference: after less before. se: its standard error. low, high: its interval at `level`.
    df: degrees of freedom, not always whole. p: two-sided, not adjusted for other tests.
    """

    method: Method
    n_before: int
    n_after: int
    n_pairs: int
    difference: float
    se: float
    low: float
    high: float
    level: float
    t: float
    df: float
    p: float


def welch(before: Summary, after: Summary, *, level: float = 0.95) -> Comparison:
    """
    Compare two waves that cannot be linked.

    If the same people answered both, the interval is too wide, not too narrow, as long as who
    scored high before tends to score high after.
    :raises TooFew: when a wave has fewer than two answers.
    :raises NoSpread: when no answer differs within either wave.
    Source: Welch, "The generalization of 'Student's' problem", Biometrika 34, 1947.
    """
    _check_answers(before, "before")
    _check_answers(after, "after")
    return compared(
        Method.WELCH,
        ns=(before.n, after.n, 0),
        difference=after.mean - before.mean,
        variance=apart_variance(before, after),
        df=welch_df(before, after),
        level=level,
    )


def paired(
    n: int, mean_of_differences: float, variance_of_differences: float, *, level: float = 0.95
) -> Comparison:
    """
    Compare two waves in which everybody is linked, by each person's own change.

    n: pairs. variance_of_differences: with n - 1 below the line.
    :raises TooFew: when there are fewer than two pairs.
    :raises NoSpread: when everybody changed by the same.
    Source: Student, "The probable error of a mean", Biometrika 6, 1908.
    """
    changes = Summary(n, mean_of_differences, variance_of_differences)
    _check_answers(changes, "in pairs")
    return compared(
        Method.PAIRED,
        ns=(n, n, n),
        difference=changes.mean,
        variance=changes.variance / n,
        df=n - 1,
        level=level,
    )


def partly_paired(
    before_only: Summary,
    after_only: Summary,
    pairs: Pairs,
    *,
    equal_variances: bool = False,
    level: float = 0.95,
) -> Comparison:
    """
    Compare two waves of which some people are linked and others are not, using all of them.

    before_only, after_only: who answered one wave, or both and could not be linked.
    equal_variances: take one variance for both waves. With nobody linked the test is Welch's (or
    the pooled t); with everybody linked and variances apart it is the paired t. How the waves go
    together is taken from the pairs alone: the paper's trials begin at five pairs.
    :raises TooFew: when exactly one pair is linked (count it as unlinked), or a wave has fewer
    than two answers.
    :raises NoSpread: when answers do not differ.
    Source: Derrick, Russ, Toher and White, "Test statistics for the comparison of means for two
    samples that include both paired and independent observations", Journal of Modern Applied
    Statistical Methods 16(1), 2017, statistics T_new1 (equal) and T_new2 (unequal).
    """
    if pairs.n == 1:
        raise TooFew(
            "One linked pair does not tell how the waves go together. Count it as unlinked."
        )
    before, after = combined(before_only, pairs.before), combined(after_only, pairs.after)
    _check_answers(before, "before")
    _check_answers(after, "after")
    correlation = 0.0 if math.isnan(pairs.correlation) else pairs.correlation
    shared = 2 * correlation * pairs.n / (before.n * after.n)
    unlinked, everybody = before_only.n + after_only.n, before.n + after.n
    if equal_variances:
        method = Method.PARTLY_PAIRED_EQUAL
        pooled = ((before.n - 1) * before.variance + (after.n - 1) * after.variance) / (
            everybody - 2
        )
        variance = pooled * (1 / before.n + 1 / after.n - shared)
        free = unlinked + pairs.n - 1.0
    else:
        method = Method.PARTLY_PAIRED
        variance = apart_variance(before, after) - shared * before.sd * after.sd
        free = welch_df(before, after) - pairs.n + 1
    return compared(
        method,
        ns=(before.n, after.n, pairs.n),
        difference=after.mean - before.mean,
        variance=0.0 if variance <= ROUNDING * apart_variance(before, after) else variance,
        df=pairs.n - 1 + free * unlinked / everybody,
        level=level,
    )


def compared(
    method: Method,
    *,
    ns: tuple[int, int, int],
    difference: float,
    variance: float,
    df: float,
    level: float,
) -> Comparison:
    """
    Return the t test of a difference whose variance and degrees of freedom are known.

    ns: answers before, answers after, pairs. variance: of the difference, in points squared.
    :raises NoSpread: when the variance is zero.
    """
    check_level(level)
    if not variance > ROUNDING**2 * max(1.0, difference**2):
        raise NoSpread(
            "All answers are the same, so no test can say whether chance explains the difference. "
            "Show the means and the counts alone."
        )
    se = math.sqrt(variance)
    t = difference / se
    reach = student_at((1 + level) / 2, df) * se
    return Comparison(
        method=method,
        n_before=ns[0],
        n_after=ns[1],
        n_pairs=ns[2],
        difference=difference,
        se=se,
        low=difference - reach,
        high=difference + reach,
        level=level,
        t=t,
        df=df,
        p=student_two_sided(t, df),
    )


def _check_answers(group: Summary, where: str) -> None:
    if group.n < 2:
        raise TooFew(f"{group.n} answers {where}: a test needs at least two. Show the count alone.")

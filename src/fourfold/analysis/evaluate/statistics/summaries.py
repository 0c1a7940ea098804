"""What a test needs to know of a group of answers, and why it can refuse them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

ROUNDING = 1e-12
"""Less than this part of the variances is what rounding leaves of equal answers."""


class CannotCompare(ValueError):
    """No test can be made of these numbers; the message says why and what to do."""


class TooFew(CannotCompare):
    """Too few answers, pairs or events to know how much they vary."""


class NoSpread(CannotCompare):
    """All answers are the same, so nothing says how far chance alone would move the mean."""


class BadNumber(CannotCompare):
    """A number that cannot be: a negative count, an infinite mean, a level outside 0 to 1."""


@dataclass(frozen=True, slots=True)
class Summary:
    """
    What a test needs to know of one group of answers.

    n: answers counted, missing ones left out. mean: NaN when n is 0.
    variance: with n - 1 below the line; NaN when n is 0 or 1.
    :raises BadNumber: when these cannot be a summary of answers.
    """

    n: int
    mean: float
    variance: float

    def __post_init__(self) -> None:
        if self.n < 0:
            raise BadNumber(f"{self.n} answers cannot be. Give the count of those who answered.")
        if self.n > 0 and not math.isfinite(self.mean):
            raise BadNumber(f"The mean of {self.n} answers is {self.mean}. Leave missing out.")
        if self.n > 1 and not (math.isfinite(self.variance) and self.variance >= 0):
            raise BadNumber(f"The variance of {self.n} answers is {self.variance}.")

    @property
    def sd(self) -> float:
        """The standard deviation."""
        return math.sqrt(self.variance)


NOBODY = Summary(0, math.nan, math.nan)
"""The summary of no answers."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """
    What a test needs to know of the people who answered both waves.

    n: pairs. Variances and covariance with n - 1 below the line; NaN when n is 0 or 1.
    :raises BadNumber: when the covariance is larger than the variances allow.
    """

    before: Summary
    after: Summary
    covariance: float

    def __post_init__(self) -> None:
        if self.before.n != self.after.n:
            raise BadNumber(
                f"{self.before.n} answers before and {self.after.n} after are no pairs."
            )
        most = math.sqrt(self.before.variance * self.after.variance) if self.n > 1 else 0.0
        if self.n > 1 and not abs(self.covariance) <= most * (1 + 1e-9) + 1e-12:
            raise BadNumber(f"A covariance of {self.covariance} needs variances above these.")

    @property
    def n(self) -> int:
        """How many pairs."""
        return self.before.n

    @property
    def correlation(self) -> float:
        """Pearson's r of the pairs; NaN when one wave does not vary or n is below 2."""
        most = math.sqrt(self.before.variance * self.after.variance) if self.n > 1 else 0.0
        return max(-1.0, min(1.0, self.covariance / most)) if most > 0 else math.nan

    @property
    def differences(self) -> Summary:
        """The summary of each person's change."""
        apart = self.before.variance + self.after.variance
        variance = apart - 2 * self.covariance
        # Who all changed by the same leave only what rounding leaves.
        return Summary(
            self.n,
            self.after.mean - self.before.mean,
            0.0 if abs(variance) <= ROUNDING * apart else variance,
        )


NO_PAIRS = Pairs(NOBODY, NOBODY, math.nan)
"""Nobody answered both waves, or nobody could be linked."""


def apart_variance(before: Summary, after: Summary) -> float:
    """Return the variance of the difference of two means if nobody is in both waves."""
    return before.variance / before.n + after.variance / after.n


def welch_df(before: Summary, after: Summary) -> float:
    """Return the Welch-Satterthwaite degrees of freedom; NaN when neither wave varies."""
    parts = before.variance / before.n, after.variance / after.n
    below = parts[0] ** 2 / (before.n - 1) + parts[1] ** 2 / (after.n - 1)
    return (parts[0] + parts[1]) ** 2 / below if below > 0 else math.nan


def combined(*groups: Summary) -> Summary:
    """Return the summary of all groups' answers together, exactly as if they were one list."""
    answered = [group for group in groups if group.n]
    n = sum(group.n for group in answered)
    if n == 0:
        return NOBODY
    mean = math.fsum(group.n * group.mean for group in answered) / n
    squares = math.fsum(
        group.n * (group.mean - mean) ** 2
        + ((group.n - 1) * group.variance if group.n > 1 else 0.0)
        for group in answered
    )
    return Summary(n, mean, squares / (n - 1) if n > 1 else math.nan)


def summarize(values: Iterable[float]) -> Summary:
    """Return the summary of a list of answers; missing (NaN) ones are left out and not counted."""
    answered = [float(value) for value in values if not math.isnan(value)]
    n = len(answered)
    if n == 0:
        return NOBODY
    mean = math.fsum(answered) / n
    squares = math.fsum((value - mean) ** 2 for value in answered)
    return Summary(n, mean, squares / (n - 1) if n > 1 else math.nan)


def check_level(level: float) -> None:
    """
    Refuse a confidence level that is none.

    :raises BadNumber: when it does not lie between 0 and 1.
    """
    if not 0 < level < 1:
        raise BadNumber(f"A level of {level} cannot be. Write 0.95 for 95 percent.")

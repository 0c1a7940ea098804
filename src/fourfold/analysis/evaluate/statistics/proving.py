"""
What printed means and counts alone prove of a claim that a change is "significant".

Answers on a scale with two ends cannot spread without limit: at most as if everybody had answered
at one end or the other. So a mean bounds its own standard deviation, and a report without any can
still be proven right. "Not proven" does not mean wrong: more numbers are needed. A proof takes
answers as independent: if people of one event answer alike, divide z by the root of the design
effect (events.py) before believing it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from fourfold.analysis.evaluate.statistics.distributions import normal_two_sided, student_two_sided
from fourfold.analysis.evaluate.statistics.summaries import BadNumber, TooFew


class ClaimVerdict(StrEnum):
    """What the printed numbers say of a claim."""

    PROVEN_HOWEVER_LINKED = "PROVEN_HOWEVER_LINKED"
    """True whoever answered twice, and however their answers went together."""
    PROVEN_IF_UNLINKED = "PROVEN_IF_UNLINKED"
    """True if the waves are different people, or who was high before was not low after."""
    NOT_PROVEN = "NOT_PROVEN"
    """These numbers do not decide it; standard deviations would."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The least and most that one person's score can be, in the unit of the printed mean."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise BadNumber(f"A scale from {self.low} to {self.high} cannot be.")

    @classmethod
    def of_sum(cls, items: int, low: float, high: float) -> Scale:
        """Return the scale of the sum of items that each go from low to high."""
        if items < 1:
            raise BadNumber(f"A sum of {items} items cannot be.")
        return cls(items * low, items * high)

    def most_variance(self, mean: float) -> float:
        """
        Return the largest variance, n below the line, that scores with this mean can have.

        Source: Bhatia and Davis, "A better bound on the variance", American Mathematical Monthly
        107, 2000.
        """
        return (self.high - mean) * (mean - self.low)


@dataclass(frozen=True, slots=True)
class PrintedMean:
    """
    A mean as a report prints it: "2.1" stands for anything from 2.05 to 2.15.

    :raises BadNumber: when the text is no number.
    """

    printed: str

    def __post_init__(self) -> None:
        try:
            finite = Decimal(self.printed).is_finite()
        except InvalidOperation:
            finite = False
        if not finite:
            raise BadNumber(f"{self.printed!r} is no number. Write the mean as it is printed: 2.1.")

    @property
    def value(self) -> float:
        """The number as printed."""
        return float(self.printed)

    @property
    def ends(self) -> tuple[float, float]:
        """The least and most that print so."""
        number = Decimal(self.printed)
        half = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
        return float(number - half), float(number + half)


@dataclass(frozen=True, slots=True)
class Bound:
    """
    What is sure of a change. sd_before, sd_after: the most they can be.

    z: the least size of the test's statistic, p: the most its p can be, two-sided.
    effect: the least size of the change in standard deviations of a wave (their root mean square).
    """

    difference: float
    sd_before: float
    sd_after: float
    z: float
    p: float
    effect: float


@dataclass(frozen=True, slots=True)
class Claim:
    """
    A claim checked.

    as_printed: taking the means as printed and n as large: the plain reading, to show. rounded:
    the worst that rounding hides, the sample's own variance, and Student's t with the fewest
    degrees of freedom Welch's test can have. linked: the same if those who answered twice moved
    against each other as far as can be. p_claimed: what the report says. enough: the least count
    in each wave, both alike, that would prove it if unlinked; None if none would.
    """

    n_before: int
    n_after: int
    p_claimed: float
    as_printed: Bound
    rounded: Bound
    linked: Bound
    verdict: ClaimVerdict
    enough: int | None


def claim(
    before: str, after: str, scale: Scale, *, n_before: int, n_after: int, p_claimed: float = 0.05
) -> Claim:
    """
    Check the claim that two printed means differ at p below p_claimed.

    before, after: as printed, with all their digits ("2.10" is closer than "2.1"). A report that
    gives one n for both waves does not say how it splits: try its halves, and see `enough`.
    :raises BadNumber: when a mean lies outside the scale or p_claimed outside 0 to 1.
    :raises TooFew: when a wave has fewer than two answers.
    """
    if min(n_before, n_after) < 2:
        raise TooFew(f"{n_before} before and {n_after} after: a test needs two of each.")
    if not 0 < p_claimed < 1:
        raise BadNumber(f"A p of {p_claimed} cannot be claimed. Write 0.05 or 0.01.")
    first, second = PrintedMean(before), PrintedMean(after)
    for mean in (first, second):
        if not scale.low <= mean.value <= scale.high:
            raise BadNumber(
                f"A mean of {mean.printed} cannot be on a scale from {scale.low:g} to "
                f"{scale.high:g}. If it is a sum of items, give the scale of the sum."
            )
    near = _nearest(first, second, scale)
    rounded = _sure(near, scale, n_before, n_after)
    linked = _sure(near, scale, n_before, n_after, linked=True)
    if linked.p < p_claimed:
        verdict = ClaimVerdict.PROVEN_HOWEVER_LINKED
    elif rounded.p < p_claimed:
        verdict = ClaimVerdict.PROVEN_IF_UNLINKED
    else:
        verdict = ClaimVerdict.NOT_PROVEN
    return Claim(
        n_before=n_before,
        n_after=n_after,
        p_claimed=p_claimed,
        as_printed=_plain((first.value, second.value), scale, n_before, n_after),
        rounded=rounded,
        linked=linked,
        verdict=verdict,
        enough=_enough(near, scale, p_claimed),
    )


def _nearest(first: PrintedMean, second: PrintedMean, scale: Scale) -> tuple[float, float]:
    """Return the closest two means that print so: there every bound is weakest."""
    low, high = sorted((first, second), key=lambda mean: mean.value)
    nearest = min(low.ends[1], scale.high), max(high.ends[0], scale.low)
    if nearest[0] >= nearest[1]:
        middle = (low.value + high.value) / 2
        return middle, middle
    return nearest if low is first else (nearest[1], nearest[0])


def _plain(means: tuple[float, float], scale: Scale, n_before: int, n_after: int) -> Bound:
    variances = [scale.most_variance(mean) for mean in means]
    z = _ratio(means[1] - means[0], variances[0] / n_before + variances[1] / n_after)
    return _bound(means, variances, z, normal_two_sided(z))


def _sure(
    means: tuple[float, float], scale: Scale, n_before: int, n_after: int, *, linked: bool = False
) -> Bound:
    # A sample's variance has n - 1 below the line, so its error has the bound over n - 1.
    errors = [
        scale.most_variance(mean) / (n - 1)
        for mean, n in zip(means, (n_before, n_after), strict=True)
    ]
    most = sum(errors) + (2 * math.sqrt(errors[0] * errors[1]) if linked else 0.0)
    z = _ratio(means[1] - means[0], most)
    variances = [errors[0] * n_before, errors[1] * n_after]
    return _bound(means, variances, z, student_two_sided(z, min(n_before, n_after) - 1))


def _bound(means: tuple[float, float], variances: list[float], z: float, p: float) -> Bound:
    difference = means[1] - means[0]
    return Bound(
        difference=difference,
        sd_before=math.sqrt(variances[0]),
        sd_after=math.sqrt(variances[1]),
        z=z,
        p=p,
        effect=_ratio(difference, sum(variances) / 2),
    )


def _enough(means: tuple[float, float], scale: Scale, p_claimed: float) -> int | None:
    if means[0] == means[1]:
        return None
    low, high = 1, 2
    while _sure(means, scale, high, high).p >= p_claimed:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if _sure(means, scale, middle, middle).p < p_claimed:
            high = middle
        else:
            low = middle
    return high


def _ratio(difference: float, variance: float) -> float:
    if difference == 0:
        return 0.0
    return abs(difference) / math.sqrt(variance) if variance > 0 else math.inf

"""
What a comparison could have found. A test that finds nothing says little if it could not have.

Effects are in standard deviations: of a wave for unlinked waves, of the changes for linked ones.
Never computed from the effect that was observed; that would only repeat p in other words.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from fourfold.analysis.evaluate.statistics.distributions import (
    noncentral_below,
    root,
    student_at,
)
from fourfold.analysis.evaluate.statistics.summaries import BadNumber, TooFew, check_level

SMALL, MEDIUM, LARGE = 0.2, 0.5, 0.8
"""Cohen's words for effects, to be used only where nothing better is known."""


@dataclass(frozen=True, slots=True)
class Power:
    """
    What these counts can find at this level, two-sided.

    n_before, n_after: answers; n_pairs: 0 if unlinked. small, medium, large: the chance to find a
    true effect of 0.2, 0.5, 0.8 standard deviations. least: the smallest true effect found with
    the chance `wanted`.
    """

    n_before: int
    n_after: int
    n_pairs: int
    level: float
    wanted: float
    small: float
    medium: float
    large: float
    least: float


def power_of(
    n_before: int,
    n_after: int,
    *,
    linked: bool = False,
    design_effect: float = 1.0,
    level: float = 0.95,
    wanted: float = 0.8,
) -> Power:
    """
    Tell what a t test with these counts could find.

    linked: everybody is; then both counts are the pairs, and effects are those of d_z.
    design_effect: of people who answer alike within events; the counts are worth so much less.
    :raises TooFew: when a wave has fewer than two answers.
    Source: Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd edition, 1988.
    """

    def found(effect: float) -> float:
        return power(
            effect,
            n_before,
            n_after,
            linked=linked,
            design_effect=design_effect,
            level=level,
        )

    return Power(
        n_before=n_before,
        n_after=n_after,
        n_pairs=n_before if linked else 0,
        level=level,
        wanted=wanted,
        small=found(SMALL),
        medium=found(MEDIUM),
        large=found(LARGE),
        least=least_effect(
            n_before,
            n_after,
            linked=linked,
            design_effect=design_effect,
            level=level,
            wanted=wanted,
        ),
    )


def power(
    effect: float,
    n_before: int,
    n_after: int,
    *,
    linked: bool = False,
    design_effect: float = 1.0,
    level: float = 0.95,
) -> float:
    """Return the chance, 0 to 1, to find a true effect. Arguments and errors as in power_of."""
    df, scale = _shape(n_before, n_after, linked=linked, design_effect=design_effect)
    check_level(level)
    return _chance(abs(effect) * scale, df, level)


def least_effect(
    n_before: int,
    n_after: int,
    *,
    linked: bool = False,
    design_effect: float = 1.0,
    level: float = 0.95,
    wanted: float = 0.8,
) -> float:
    """
    Return the smallest true effect found with the chance `wanted`.

    Arguments as in power_of. :raises BadNumber: when wanted is not above 1 - level, the chance to
    "find" an effect of nothing.
    """
    if not 1 - level < wanted < 1:
        raise BadNumber(f"A power of {wanted} cannot be asked at level {level}. Write 0.8.")
    df, scale = _shape(n_before, n_after, linked=linked, design_effect=design_effect)

    def too_large(effect: float) -> float:
        if effect < 0:
            return -1.0
        return _chance(effect * scale, df, level) - wanted

    return root(too_large, near=3 / scale, width=3 / scale)


def _chance(shift: float, df: int, level: float) -> float:
    bar = student_at((1 + level) / 2, df)
    return 1 - noncentral_below(bar, df, shift) + noncentral_below(-bar, df, shift)


def _shape(n_before: int, n_after: int, *, linked: bool, design_effect: float) -> tuple[int, float]:
    """Return the degrees of freedom, and what an effect is multiplied by to be the shift of t."""
    if min(n_before, n_after) < 2:
        raise TooFew(f"{n_before} before and {n_after} after: a test needs two of each.")
    if not 0 < design_effect < math.inf:
        raise BadNumber(f"A design effect of {design_effect} cannot be. Write 1 for none.")
    if not linked:
        worth = n_before * n_after / (n_before + n_after)
        return n_before + n_after - 2, math.sqrt(worth / design_effect)
    if n_before != n_after:
        raise BadNumber(f"{n_before} before and {n_after} after are not all linked.")
    return n_before - 1, math.sqrt(n_before / design_effect)

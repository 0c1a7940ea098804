"""
Estimates that need no model: two lists after Chapman, and Chao's lower bound.

Sources: Chapman, "Some properties of the hypergeometric distribution", Univ. Calif. Publ. Stat. 1,
1951, with the variance of Seber, "The effects of trap response", Biometrics 26, 1970; Chao,
"Estimating the population size for capture-recapture data with unequal catchability", Biometrics
43, 1987; its bias-corrected form in Chao, Biometrics 45, 1989.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from fourfold.analysis.estimate.cells import Floats, lists_of

Z = 1.959963984540054


@dataclass(frozen=True)
class Plain:
    """A total with its 95% limits."""

    estimate: float
    lower: float
    upper: float


def chapman(first: int, second: int, both: int) -> Plain:
    """Estimate from the sizes of two lists and their overlap. Limits: normal, from the known up."""
    estimate = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (
        (first + 1)
        * (second + 1)
        * (first - both)
        * (second - both)
        / ((both + 1) ** 2 * (both + 2))
    )
    away = Z * math.sqrt(variance)
    known = first + second - both
    return Plain(estimate, max(float(known), estimate - away), estimate + away)


def chao(counts: Floats) -> Plain:
    """
    Return Chao's lower bound, corrected for bias, from how many people are on one and on two lists.

    counts: (2**t,). For t lists it is n + (t-1)/t f1(f1-1) / (2(f2+1)); its limits are log-normal.
    """
    t = lists_of(len(counts))
    on = np.array([each.bit_count() for each in range(len(counts))])
    n = float(counts.sum())
    one, two = float(counts[on == 1].sum()), float(counts[on == 2].sum())
    part = (t - 1) / t
    dark = part * one * (one - 1) / (2 * (two + 1))
    if dark <= 0:
        return Plain(n, n, n)
    variance = (
        part * one * (one - 1) / (2 * (two + 1))
        + part**2 * one * (2 * one - 1) ** 2 / (4 * (two + 1) ** 2)
        + part**2 * one**2 * two * (one - 1) ** 2 / (4 * (two + 1) ** 4)
    )
    ratio = math.exp(Z * math.sqrt(math.log1p(variance / dark**2)))
    return Plain(n + dark, n + dark / ratio, n + dark * ratio)

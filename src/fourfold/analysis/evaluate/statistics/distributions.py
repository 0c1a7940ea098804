"""
The distributions that tests and intervals read, from SciPy's special functions.

`below` is the probability under a value, `at` the value under which a probability lies. SciPy is
loaded by the first call: 0.1 s that no page pays at its start.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def _special() -> Any:
    from scipy import special  # noqa: PLC0415 - see above

    return special


def normal_at(probability: float) -> float:
    """Return the value under which this share of a standard normal lies."""
    return float(_special().ndtri(probability))


def normal_two_sided(z: float) -> float:
    """Return how often a standard normal lies at least this far from zero."""
    return math.erfc(abs(z) / math.sqrt(2))


def student_at(probability: float, df: float) -> float:
    """Return the value under which this share of Student's t lies. df > 0, not always whole."""
    return float(_special().stdtrit(df, probability))


def student_two_sided(t: float, df: float) -> float:
    """Return how often Student's t lies at least this far from zero. df > 0."""
    return 2 * float(_special().stdtr(df, -abs(t)))


def noncentral_below(t: float, df: float, shift: float) -> float:
    """Return the probability under t of a noncentral t, moved by `shift`. df > 0."""
    below = float(_special().nctdtr(df, shift, t))
    # SciPy answers NaN where one tail is below 1e-15.
    return below if not math.isnan(below) else float(t > shift)


def noncentral_shift(probability: float, t: float, df: float) -> float:
    """
    Return the shift of the noncentral t that has this probability under t.

    By bisection to the last digit: SciPy's own inverse is right to six digits only.
    """
    return root(lambda shift: probability - noncentral_below(t, df, shift), near=t, width=4.0)


def f_at(probability: float, df_above: float, df_below: float) -> float:
    """Return the value under which this share of Fisher's F lies."""
    return float(_special().fdtri(df_above, df_below, probability))


def root(rising: Callable[[float], float], *, near: float, width: float) -> float:
    """Return where a function that only rises crosses zero; the search widens from `near`."""
    low, high = near - width, near + width
    while rising(low) > 0:
        low, high, width = low - 2 * width, low, 2 * width
    while rising(high) < 0:
        low, high, width = high, high + 2 * width, 2 * width
    while low < (middle := (low + high) / 2) < high:
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    return middle

"""
The distributions that tests and intervals read, from SciPy's special functions.

`below` is the probability under a value, `at` the value under which a probability lies. SciPy is
loaded by the first call: 0.1 s that no page pays at its start.
"""

from __future__ import annotations

import math
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

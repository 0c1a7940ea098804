"""Ways to make the summaries of lists, by NumPy, so that our own code is not its own witness."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import strategies as st

from fourfold.analysis.evaluate.statistics import Pairs, Summary

quiet = pytest.mark.filterwarnings("ignore:Precision loss")  # SciPy says so of equal answers
answers = st.integers(1, 10).map(float)


def summary(values: object) -> Summary:
    """Return the summary of a list of numbers."""
    array = np.asarray(values, dtype=float)
    return Summary(
        n=array.size,
        mean=float(array.mean()) if array.size else math.nan,
        variance=float(array.var(ddof=1)) if array.size > 1 else math.nan,
    )


def pairs(before: object, after: object) -> Pairs:
    """Return the summary of two lists of the same people."""
    first, second = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    covariance = float(np.cov(first, second)[0, 1]) if first.size > 1 else math.nan
    return Pairs(summary(first), summary(second), covariance)

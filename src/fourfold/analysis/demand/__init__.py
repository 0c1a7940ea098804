"""Arithmetic with assumptions: a product, the range it can take, and what moves it most."""

from fourfold.analysis.demand.factors import LARGEST, Factor, Outcome, factors_of, outcomes
from fourfold.analysis.demand.products import (
    Assumption,
    NotARange,
    Reach,
    Swing,
    product,
    swings,
)

__all__ = [
    "LARGEST",
    "Assumption",
    "Factor",
    "NotARange",
    "Outcome",
    "Reach",
    "Swing",
    "factors_of",
    "outcomes",
    "product",
    "swings",
]

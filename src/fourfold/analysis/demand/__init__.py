"""Arithmetic with assumptions: a product, the range it can take, and what moves it most."""

from fourfold.analysis.demand.products import (
    Assumption,
    NotARange,
    Reach,
    Swing,
    product,
    swings,
)

__all__ = ["Assumption", "NotARange", "Reach", "Swing", "product", "swings"]

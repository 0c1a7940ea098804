"""How the items of a construct go together: what reliability is computed from."""

from __future__ import annotations

from fractions import Fraction

from fourfold.analysis.check.files.rules.table import select
from fourfold.analysis.evaluate.codebook import Construct
from fourfold.analysis.evaluate.engine.loading import TABLE, Loaded
from fourfold.analysis.evaluate.engine.results import Reliability
from fourfold.analysis.evaluate.engine.tallies import answered_of, terms_of
from fourfold.analysis.evaluate.statistics import CannotCompare, omega, reliability


def covariances(
    loaded: Loaded, construct: Construct, places: range, wave: int
) -> tuple[int, list[list[float]]]:
    """
    Return how many people of a wave answered every item, and the items' covariance matrix.

    Reversed items are turned around. The matrix has n - 1 below the line; it is empty below n 2.
    """
    terms = [f"{term}::UINTEGER" for term in terms_of(construct, places)]
    cells = [f"sum({term})" for term in terms]
    cells += [f"sum({one} * {two})" for at, one in enumerate(terms) for two in terms[at:]]
    complete = f"WHERE w = {wave} AND {answered_of(places)} = {len(places)}"
    ((n, *found),) = loaded.table.ask(select(["count(*)", *cells], TABLE, complete))
    if n < 2:
        return n, []
    sums, products = found[: len(terms)], iter(found[len(terms) :])
    matrix = [[0.0] * len(terms) for _ in terms]
    for row in range(len(terms)):
        for column in range(row, len(terms)):
            exact = Fraction(int(next(products))) - Fraction(int(sums[row]) * int(sums[column]), n)
            matrix[row][column] = matrix[column][row] = float(exact / (n - 1))
    return n, matrix


def reliability_of(loaded: Loaded, construct: Construct, places: range, wave: int) -> Reliability:
    """Return how well the items of a construct go together in one wave."""
    import numpy as np  # noqa: PLC0415 - slow to import; a web page must not pay for it

    least, level = loaded.asked.least, loaded.asked.level
    n, matrix = covariances(loaded, construct, places, wave)
    if n < max(least, 2):
        return _none(n, f"Fewer than {max(least, 2)} people answered every item.")
    names = [each.code for each in construct.items]
    try:
        # Items that run against each other can leave nothing to divide by.
        with np.errstate(divide="ignore", invalid="ignore"):
            alpha = reliability(n, matrix, names=names, level=level)
    except CannotCompare as problem:
        return _none(n, str(problem))
    try:
        factor = omega(n, matrix, names=names).omega
    except CannotCompare:
        factor = None
    against = (name for name, each in zip(names, alpha.items, strict=True) if each.item_rest < 0)
    return Reliability(n, alpha.alpha, alpha.low, alpha.high, factor, tuple(against), "")


def _none(n: int, why: str) -> Reliability:
    return Reliability(n, None, None, None, None, (), why)

"""How the items of a construct go together: what reliability is computed from."""

from __future__ import annotations

import math
from fractions import Fraction

from fourfold.analysis.check.files.rules.table import select
from fourfold.analysis.evaluate.codebook import Construct
from fourfold.analysis.evaluate.engine.loading import TABLE, Loaded
from fourfold.analysis.evaluate.engine.results import ItemFit, Reliability
from fourfold.analysis.evaluate.engine.tallies import answered_of, terms_of
from fourfold.analysis.evaluate.statistics import CannotCompare, omega, reliability


def covariances(
    loaded: Loaded, construct: Construct, places: range
) -> tuple[tuple[int, list[list[float]]], tuple[int, list[list[float]]]]:
    """
    Return for each wave how many answered every item, and the items' covariance matrix.

    Reversed items are turned around. The matrix has n - 1 below the line; it is empty below n 2.
    """
    terms = [f"{term}::INTEGER" for term in terms_of(construct, places)]
    cells = [f"sum({term})" for term in terms]
    cells += [f"sum({one} * {two})" for at, one in enumerate(terms) for two in terms[at:]]
    complete = f"WHERE w IS NOT NULL AND {answered_of(places)} = {len(places)} GROUP BY w"
    found: list[tuple[int, list[list[float]]]] = [(0, []), (0, [])]
    for wave, n, *sums in loaded.table.ask(select(["w", "count(*)", *cells], TABLE, complete)):
        found[wave] = (n, _matrix(n, sums, len(terms)) if n > 1 else [])
    return found[0], found[1]


def _matrix(n: int, found: list[int], size: int) -> list[list[float]]:
    sums, products = found[:size], iter(found[size:])
    matrix = [[0.0] * size for _ in range(size)]
    for row in range(size):
        for column in range(row, size):
            exact = Fraction(int(next(products)) * n - int(sums[row]) * int(sums[column]), n)
            matrix[row][column] = matrix[column][row] = float(exact / (n - 1))
    return matrix


def reliability_of(
    loaded: Loaded, construct: Construct, places: range
) -> tuple[Reliability, Reliability]:
    """Return how well the items of a construct go together in each wave."""
    before, after = covariances(loaded, construct, places)
    return _of_wave(loaded, construct, *before), _of_wave(loaded, construct, *after)


def _of_wave(
    loaded: Loaded, construct: Construct, n: int, matrix: list[list[float]]
) -> Reliability:
    least, level = loaded.asked.least, loaded.asked.level
    if n < max(least, 2):
        return _none(n, f"Fewer than {max(least, 2)} people answered every item.")
    names = [each.code for each in construct.items]
    try:
        alpha = reliability(n, matrix, names=names, level=level)
    except CannotCompare as problem:
        return _none(n, str(problem))
    try:
        factor = omega(n, matrix, names=names).omega
    except CannotCompare:
        factor = None
    against = (name for name, each in zip(names, alpha.items, strict=True) if each.item_rest < 0)
    fits = tuple(
        ItemFit(name, None if math.isnan(each.item_rest) else each.item_rest, each.alpha_without)
        for name, each in zip(names, alpha.items, strict=True)
    )
    return Reliability(n, alpha.alpha, alpha.low, alpha.high, factor, tuple(against), "", fits)


def _none(n: int, why: str) -> Reliability:
    return Reliability(n, None, None, None, None, (), why)

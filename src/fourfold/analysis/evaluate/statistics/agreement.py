"""
Do people who code the same things agree beyond chance? For codebooks, observers and screeners.

Two raters: Cohen's kappa. Several, each unit rated as often: Fleiss' kappa. Any number, with
gaps: Krippendorff's alpha.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fourfold.analysis.evaluate.statistics.distributions import normal_at
from fourfold.analysis.evaluate.statistics.summaries import (
    BadNumber,
    NoSpread,
    TooFew,
    check_level,
)


class Weights(StrEnum):
    """How much a near miss counts."""

    NONE = "NONE"
    """Not at all: codes without an order."""
    LINEAR = "LINEAR"
    """By how many steps."""
    QUADRATIC = "QUADRATIC"
    """By the square of the steps."""


class Measured(StrEnum):
    """What the codes are."""

    NOMINAL = "NOMINAL"
    """Names without an order."""
    ORDINAL = "ORDINAL"
    """Ranks: only more and less."""
    INTERVAL = "INTERVAL"
    """Numbers whose distances mean something."""


@dataclass(frozen=True, slots=True)
class Kappa:
    """
    Agreement beyond chance, 1 if full, 0 as by chance, below 0 if worse.

    n: units that were rated. observed, expected: shares of agreement, near misses weighted.
    se, low, high: None where no error is known: Fleiss' kappa, and Cohen's when one rater used one
    code throughout, for then kappa is 0 whatever the other did.
    """

    n: int
    kappa: float
    observed: float
    expected: float
    se: float | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None


@dataclass(frozen=True, slots=True)
class KrippendorffAlpha:
    """
    Agreement beyond chance of any raters with gaps; read as kappa.

    units: rated by two or more. left_out: rated by one or none; they say nothing of agreement.
    values: ratings used. observed, expected: disagreement in the units of the measure.
    """

    units: int
    left_out: int
    values: int
    alpha: float
    observed: float
    expected: float


def crossed(
    first: Sequence[Hashable], second: Sequence[Hashable], categories: Sequence[Hashable]
) -> list[list[int]]:
    """
    Count how two raters coded the same units: rows are the first's codes, columns the second's.

    categories: all codes, in order. :raises BadNumber: when a code is not among them, or the
    raters rated different counts of units.
    """
    place = {each: at for at, each in enumerate(categories)}
    unknown = sorted({str(code) for code in (*first, *second) if code not in place})
    if unknown or len(first) != len(second):
        raise BadNumber(
            f"Codes outside the codebook: {', '.join(unknown)}."
            if unknown
            else f"{len(first)} and {len(second)} codes are not of the same units."
        )
    table = [[0] * len(place) for _ in place]
    for one, other in zip(first, second, strict=True):
        table[place[one]][place[other]] += 1
    return table


def cohen_kappa(
    table: Sequence[Sequence[int]], *, weights: Weights = Weights.NONE, level: float = 0.95
) -> Kappa:
    """
    Return the agreement of two raters with its large-sample interval.

    table: counts, square: rows the first rater's codes, columns the second's, in one order.
    :raises TooFew: when nothing was rated. :raises BadNumber: when the table is not square.
    :raises NoSpread: when both used one and the same code throughout.
    Source: Cohen, 1960 and 1968; standard error: Fleiss, Cohen and Everitt, "Large sample standard
    errors of kappa and weighted kappa", Psychological Bulletin 72, 1969, formulas 8 and 13.
    """
    check_level(level)
    k = len(table)
    if any(len(row) != k for row in table) or any(cell < 0 for row in table for cell in row):
        raise BadNumber("The table of two raters is square and holds counts.")
    n = sum(sum(row) for row in table)
    if n == 0:
        raise TooFew("No unit was rated by both. Say so.")
    places = range(k)
    share = [[cell / n for cell in row] for row in table]
    rows = [sum(row) for row in share]
    columns = [sum(row[j] for row in share) for j in places]
    near = [[_near(i, j, k, weights) for j in places] for i in places]
    observed = sum(near[i][j] * share[i][j] for i in places for j in places)
    expected = sum(near[i][j] * rows[i] * columns[j] for i in places for j in places)
    if not expected < 1 - 1e-12:
        raise NoSpread("Both used one code throughout: agreement beyond chance cannot be told.")
    kappa = (observed - expected) / (1 - expected)
    if n in {*map(sum, table), *map(sum, zip(*table, strict=True))}:
        return Kappa(n, kappa, observed, expected)
    by_row = [sum(near[i][j] * columns[j] for j in places) for i in places]
    by_column = [sum(near[i][j] * rows[i] for i in places) for j in places]
    squares = sum(
        share[i][j] * (near[i][j] - (by_row[i] + by_column[j]) * (1 - kappa)) ** 2
        for i in places
        for j in places
    )
    variance = (squares - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2)
    se = math.sqrt(max(variance, 0.0))
    reach = normal_at((1 + level) / 2) * se
    return Kappa(n, kappa, observed, expected, se, kappa - reach, min(kappa + reach, 1.0), level)


def fleiss_kappa(counts: Sequence[Sequence[int]]) -> Kappa:
    """
    Return the agreement of several raters, not always the same persons.

    counts: units by codes: how many raters gave this unit this code; every unit as many raters.
    :raises TooFew: when there is no unit, or one rater. :raises BadNumber: when units differ in
    raters (use krippendorff_alpha). :raises NoSpread: when one code was used throughout.
    Source: Fleiss, "Measuring nominal scale agreement among many raters", Psychological Bulletin
    76, 1971.
    """
    if not counts:
        raise TooFew("No unit was rated. Say so.")
    raters = sum(counts[0])
    if any(sum(row) != raters or len(row) != len(counts[0]) or min(row) < 0 for row in counts):
        raise BadNumber("Units have different counts of raters. Use Krippendorff's alpha.")
    if raters < 2:
        raise TooFew("One rater cannot agree or disagree. Say that one person rated.")
    n = len(counts)
    observed = sum(cell * (cell - 1) for row in counts for cell in row) / (
        n * raters * (raters - 1)
    )
    expected = sum((sum(column) / (n * raters)) ** 2 for column in zip(*counts, strict=True))
    if not expected < 1 - 1e-12:
        raise NoSpread("One code was used throughout: agreement beyond chance cannot be told.")
    return Kappa(n, (observed - expected) / (1 - expected), observed, expected)


def krippendorff_alpha(
    ratings: Sequence[Sequence[float | str | None]], *, measured: Measured = Measured.NOMINAL
) -> KrippendorffAlpha:
    """
    Return the agreement of any number of raters, with gaps.

    ratings: raters by units; missing is None or NaN. Codes of ORDINAL and INTERVAL are numbers.
    :raises TooFew: when no unit has two ratings. :raises BadNumber: when raters have different
    counts of units, or a code that must be a number is none. :raises NoSpread: when one code was
    used throughout.
    Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania,
    2011.
    """
    if len({len(rater) for rater in ratings}) > 1:
        raise BadNumber("Every rater has one place for every unit. Give None where none is.")
    units = [
        [code for code in unit if code is not None and code == code]
        for unit in zip(*ratings, strict=True)
    ]
    rated = [unit for unit in units if len(unit) > 1]
    if not rated:
        raise TooFew("No unit was rated by two. Agreement cannot be told.")
    used = Counter(code for unit in rated for code in unit)
    apart = _distance(used, measured)
    n = used.total()
    observed = (
        math.fsum(
            apart(one, other) * count * times / (len(unit) - 1)
            for unit in rated
            for counted in (Counter(unit),)
            for one, count in counted.items()
            for other, times in counted.items()
        )
        / n
    )
    expected = math.fsum(
        apart(one, other) * count * times
        for one, count in used.items()
        for other, times in used.items()
    ) / (n * (n - 1))
    if expected == 0:
        raise NoSpread("One code was used throughout: agreement beyond chance cannot be told.")
    return KrippendorffAlpha(
        units=len(rated),
        left_out=len(units) - len(rated),
        values=n,
        alpha=1 - observed / expected,
        observed=observed,
        expected=expected,
    )


def _near(i: int, j: int, k: int, weights: Weights) -> float:
    if weights is Weights.NONE or k == 1:
        return float(i == j)
    steps = abs(i - j) / (k - 1)
    return 1 - steps if weights is Weights.LINEAR else 1 - steps**2


def _distance(
    used: Counter[float | str], measured: Measured
) -> Callable[[float | str, float | str], float]:
    """Return the squared distance of two codes, by what the codes are."""
    if measured is Measured.NOMINAL:
        return lambda one, other: float(one != other)
    values: dict[float | str, float] = {}
    for code in used:
        if isinstance(code, str) or not math.isfinite(code):
            raise BadNumber(f"{code!r} is no number. Codes without an order are NOMINAL.")
        values[code] = code
    if measured is Measured.ORDINAL:
        passed = 0.0
        for code in sorted(values, key=values.__getitem__):
            # Between two ranks lie all ratings from the middle of one to the middle of the other.
            values[code] = passed + used[code] / 2
            passed += used[code]
    return lambda one, other: (values[one] - values[other]) ** 2

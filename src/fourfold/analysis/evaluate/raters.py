"""
A table of codes, one row a unit and one column a rater, and how far the raters agree.

For transcripts that two people code, observers' scores of a teach-back, and screeners.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from fourfold.analysis.evaluate.statistics import (
    BadNumber,
    CannotCompare,
    Kappa,
    KrippendorffAlpha,
    Measured,
    TooFew,
    Weights,
    cohen_kappa,
    crossed,
    krippendorff_alpha,
)

REPLICATES = 1_000
SEED = 20_171
MOST_RATERS = 20
USABLE = 0.9
"""The share of samples that must have an alpha for its interval to be told."""


@dataclass(frozen=True, slots=True)
class Coded:
    """
    What raters said of the same units. units: their names. codes: raters by units, "" for none.

    order: all codes, from the lowest where they have an order.
    """

    units: tuple[str, ...]
    raters: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """
    Two raters. n: units that both coded; same: those with the same code.

    kappa: every miss counts alike; weighted: near misses count less, None where codes have no
    order. why_not: where kappa cannot be had.
    """

    first: str
    second: str
    n: int
    same: int
    kappa: Kappa | None
    weighted: Kappa | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """
    All raters. alpha: Krippendorff's, None where it cannot be had, and why_not says why.

    interval: of alpha at 95 percent, None where it cannot be had. apart: the units that were not
    coded alike by all who coded them, in the file's order.
    """

    pairs: tuple[PairAgreement, ...]
    alpha: KrippendorffAlpha | None
    interval: tuple[float, float] | None
    why_not: str
    apart: tuple[str, ...]


def coded(
    rows: Iterable[Mapping[str, str]], *, unit: str, raters: Sequence[str], order: Sequence[str]
) -> Coded:
    """
    Read a table of codes. unit: the column that names what was coded. order: of codes, or none.

    :raises TooFew: with fewer than two raters, or no row. :raises BadNumber: where a column is
    missing, a unit stands twice, or a code is not among those of `order`.
    """
    if not 2 <= len(set(raters)) <= MOST_RATERS:
        raise TooFew(f"{len(set(raters))} raters: name the columns of 2 to {MOST_RATERS}.")
    table = list(rows)
    if not table:
        raise TooFew("The file has no row. Write one row for each thing that was coded.")
    if missing := [each for each in (unit, *raters) if each not in table[0]]:
        raise BadNumber(
            f"The file has no column {missing[0]}. Its columns are: {', '.join(table[0])}."
        )
    units = [(row[unit] or "").strip() for row in table]
    if twice := next((each for each in units if units.count(each) > 1), None):
        raise BadNumber(f"The unit {twice!r} stands twice. Give each row its own name.")
    codes = tuple(tuple((row[each] or "").strip() for row in table) for each in raters)
    found = {code for rater in codes for code in rater if code}
    if order and (unknown := sorted(found - set(order))):
        raise BadNumber(f"Codes that --order does not name: {', '.join(unknown)}. Add them to it.")
    return Coded(tuple(units), tuple(raters), codes, tuple(order) or _sorted(found))


def agreement(
    given: Coded,
    *,
    measured: Measured = Measured.NOMINAL,
    weights: Weights = Weights.LINEAR,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Agreement:
    """
    Say how far raters agree: kappa of every two, and Krippendorff's alpha of all.

    measured: what the codes are; with an order, a place in it is their number, and for INTERVAL
    the codes themselves are. weights: of near misses; they count only where codes have an order.
    :raises BadNumber: where codes that must be numbers are none.
    """
    ratings = _numbers(given, measured)
    units = list(zip(*given.codes, strict=True))
    apart = tuple(
        name
        for name, codes in zip(given.units, units, strict=True)
        if len({code for code in codes if code}) > 1
    )
    pairs = tuple(
        _pair(given, one, other, weights if measured is not Measured.NOMINAL else Weights.NONE)
        for one, other in combinations(range(len(given.raters)), 2)
    )
    try:
        alpha = krippendorff_alpha(ratings, measured=measured)
    except CannotCompare as problem:
        return Agreement(pairs, None, None, str(problem), apart)
    interval = alpha_interval(ratings, measured=measured, replicates=replicates, seed=seed)
    return Agreement(pairs, alpha, interval, "", apart)


def alpha_interval(
    ratings: Sequence[Sequence[float | str | None]],
    *,
    measured: Measured = Measured.NOMINAL,
    replicates: int = REPLICATES,
    seed: int = SEED,
    level: float = 0.95,
) -> tuple[float, float] | None:
    """
    Return an interval of Krippendorff's alpha: whole units are drawn, with return.

    None where more than one sample in ten uses one code only and so has no alpha.
    Source: Zapf, Castell, Morawietz and Karch, "Measuring inter-rater reliability for nominal
    data", BMC Medical Research Methodology 16:93, 2016: the standard bootstrap.
    """
    import numpy as np  # noqa: PLC0415 - no page pays for it at its start

    draw = np.random.default_rng(seed)
    units = list(zip(*ratings, strict=True))
    found = []
    for _ in range(replicates):
        sample = [units[place] for place in draw.integers(0, len(units), size=len(units))]
        try:
            alpha = krippendorff_alpha(list(zip(*sample, strict=True)), measured=measured)
        except CannotCompare:
            continue
        found.append(alpha.alpha)
    if len(found) < USABLE * replicates:
        return None
    found.sort()
    tail = (1 - level) / 2
    return found[math.floor(tail * len(found))], found[math.ceil((1 - tail) * len(found)) - 1]


def _pair(given: Coded, one: int, other: int, weights: Weights) -> PairAgreement:
    names = given.raters[one], given.raters[other]
    both = [
        (first, second)
        for first, second in zip(given.codes[one], given.codes[other], strict=True)
        if first and second
    ]
    same = sum(first == second for first, second in both)
    try:
        table = crossed([each[0] for each in both], [each[1] for each in both], given.order)
        kappa = cohen_kappa(table)
        weighted = None if weights is Weights.NONE else cohen_kappa(table, weights=weights)
    except CannotCompare as problem:
        return PairAgreement(*names, len(both), same, None, None, str(problem))
    return PairAgreement(*names, len(both), same, kappa, weighted, "")


def _numbers(given: Coded, measured: Measured) -> list[list[float | str | None]]:
    if measured is Measured.NOMINAL:
        return [[code or None for code in rater] for rater in given.codes]
    values = {code: float(place) for place, code in enumerate(given.order)}
    if measured is Measured.INTERVAL:
        values = {code: _number(code) for code in given.order}
    return [[values[code] if code else None for code in rater] for rater in given.codes]


def _number(code: str) -> float:
    try:
        return float(code)
    except ValueError:
        raise BadNumber(
            f"The code {code!r} is no number. Codes with an order are ordinal; give it by --order."
        ) from None


def _sorted(codes: set[str]) -> tuple[str, ...]:
    """Return codes in order: numbers by their value, words by the alphabet."""
    try:
        return tuple(sorted(codes, key=float))
    except ValueError:
        return tuple(sorted(codes))

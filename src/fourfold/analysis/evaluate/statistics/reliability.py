"""
Do the items of a scale go together? From their covariances and the count of people alone.

Missing: a covariance matrix is of the people who answered every item, and their count is n.
`complete` makes one so and says how many were left out. Covariances made pair by pair are refused
where they contradict each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fourfold.analysis.evaluate.statistics.distributions import f_at
from fourfold.analysis.evaluate.statistics.summaries import (
    BadNumber,
    CannotCompare,
    NoSpread,
    TooFew,
    check_level,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

LEAST_UNIQUE = 0.005


class TooFewItems(CannotCompare):
    """One item says nothing of how items go together; two do not make out a factor."""


class NotPositiveDefinite(CannotCompare):
    """Covariances that no one group of people can have, or items of which one repeats others."""


class NoFactor(CannotCompare):
    """The search for the factor did not end."""


@dataclass(frozen=True, slots=True)
class Covariances:
    """
    How items vary together. n: people who answered every item; left_out: those who did not.

    matrix: items by items, with n - 1 below the line.
    """

    n: int
    left_out: int
    matrix: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class ItemReliability:
    """
    One item in its scale.

    item_rest: its correlation with the sum of the others; below zero suggests that it was not
    reversed; NaN when the others' sum does not vary. alpha_without: alpha of the others; None if
    only one is left.
    """

    item_rest: float
    alpha_without: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """
    Cronbach's alpha with Feldt's interval at `level`.

    n: people who answered every item. standardized: alpha of the items made equally spread, NaN
    where they then cancel out. items: in the order of the matrix. Alpha below zero means items
    that run against each other.
    """

    n: int
    alpha: float
    low: float
    high: float
    level: float
    standardized: float
    items: tuple[ItemReliability, ...]


@dataclass(frozen=True, slots=True)
class Omega:
    """
    McDonald's omega of one factor.

    omega: of the sum of items as answered. standardized: of the items made equally spread.
    observed: the same with the observed, not the fitted, variance of their sum below the line, as
    psych and jamovi print; far from `standardized`, one factor does not fit.
    loadings: of the standardized items, their sum positive. at_limit: an item's own part was held
    at 0.005, which says so too.
    """

    n: int
    omega: float
    standardized: float
    observed: float
    loadings: tuple[float, ...]
    at_limit: bool


def complete(answers: ArrayLike) -> Covariances:
    """
    Return the covariances of the people who answered every item.

    answers: people by items, numbers; missing is NaN.
    :raises TooFew: when fewer than two people answered every item.
    """
    import numpy as np  # noqa: PLC0415 - no page pays for it at its start

    table = np.asarray(answers, dtype=float)
    if table.ndim != 2:
        raise BadNumber("Answers are a table: one row a person, one column an item.")
    whole = table[~np.isnan(table).any(axis=1)]
    n = whole.shape[0]
    if n < 2:
        raise TooFew(f"{n} people answered every item: two are needed. Show the items alone.")
    matrix = np.atleast_2d(np.cov(whole, rowvar=False))
    rows = tuple(tuple(float(cell) for cell in row) for row in matrix)
    return Covariances(n, table.shape[0] - n, rows)


def reliability(
    n: int, covariances: ArrayLike, *, names: Sequence[str] = (), level: float = 0.95
) -> Reliability:
    """
    Return Cronbach's alpha, what each item adds to it, and its interval.

    n: people. covariances: items by items, symmetric. names: of the items, for messages.
    :raises TooFewItems: below two items. :raises TooFew: below two people.
    :raises NoSpread: when an item or the sum does not vary; the message names the item.
    :raises NotPositiveDefinite: when no group of people can have these covariances.
    Source: Cronbach, Psychometrika 16, 1951; interval: Feldt, Woodruff and Salih, "Statistical
    inference for coefficient alpha", Applied Psychological Measurement 11, 1987.
    """
    import numpy as np  # noqa: PLC0415 - see above

    check_level(level)
    matrix = _checked(n, covariances, names)
    k = matrix.shape[0]
    variances, with_all, total = matrix.diagonal(), matrix.sum(axis=1), float(matrix.sum())
    if not total > 1e-12 * float(variances.sum()):
        raise NoSpread("The sum of the items does not vary. Is one the reverse of another?")
    alpha = _alpha(matrix)
    spread = np.sqrt(variances)
    items = []
    for place in range(k):
        rest = total + variances[place] - 2 * with_all[place]
        below = math.sqrt(max(float(rest), 0.0)) * float(spread[place])
        others = np.delete(np.delete(matrix, place, axis=0), place, axis=1)
        items.append(
            ItemReliability(
                item_rest=float(with_all[place] - variances[place]) / below if below else math.nan,
                alpha_without=_alpha(others) if k > 2 and rest > 0 else None,
            )
        )
    above = f_at((1 + level) / 2, n - 1, (n - 1) * (k - 1))
    under = f_at((1 - level) / 2, n - 1, (n - 1) * (k - 1))
    return Reliability(
        n=n,
        alpha=alpha,
        low=1 - (1 - alpha) * above,
        high=1 - (1 - alpha) * under,
        level=level,
        standardized=_alpha(matrix / np.outer(spread, spread)),
        items=tuple(items),
    )


def omega(n: int, covariances: ArrayLike, *, names: Sequence[str] = ()) -> Omega:
    """
    Return omega of one factor, fitted by maximum likelihood.

    Arguments as in reliability.
    :raises TooFewItems: below three items. :raises NotPositiveDefinite: also when an item repeats
    others, so that the likelihood has no end. :raises NoFactor: when the fit does not end.
    Source: McDonald, Test Theory, 1999; the fit: Joreskog, "Some contributions to maximum
    likelihood factor analysis", Psychometrika 32, 1967.
    """
    import numpy as np  # noqa: PLC0415 - see above

    matrix = _checked(n, covariances, names)
    if matrix.shape[0] < 3:
        raise TooFewItems("Two items do not make out a factor: omega needs three. Show alpha.")
    spread = np.sqrt(matrix.diagonal())
    correlations = matrix / np.outer(spread, spread)
    if np.linalg.eigvalsh(correlations)[0] < 1e-8:
        raise NotPositiveDefinite("One item is the sum or the copy of others. Leave it out.")
    loadings, unique = _one_factor(correlations)
    whole, alone = float(loadings @ spread) ** 2, float(unique @ spread**2)
    common = float(loadings.sum()) ** 2
    return Omega(
        n=n,
        omega=whole / (whole + alone),
        standardized=common / (common + float(unique.sum())),
        observed=1 - float(unique.sum()) / float(correlations.sum()),
        loadings=tuple(float(each) for each in loadings),
        at_limit=bool((unique <= LEAST_UNIQUE * 1.01).any()),
    )


def _one_factor(
    correlations: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the loadings and unique variances that make these correlations most likely."""
    import numpy as np  # noqa: PLC0415 - see above
    from scipy.optimize import minimize  # noqa: PLC0415 - see above

    def fitted(unique: NDArray[np.float64]) -> tuple[Any, Any]:
        scale = np.sqrt(unique)
        values, vectors = np.linalg.eigh(correlations / np.outer(scale, scale))
        loadings = scale * vectors[:, -1] * math.sqrt(max(float(values[-1]) - 1, 0.0))
        return values, loadings

    def unlikely(unique: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        values, loadings = fitted(unique)
        rest = values[:-1]
        slope = (loadings**2 + unique - correlations.diagonal()) / unique**2
        return float(np.sum(rest - np.log(rest) - 1)), slope

    k = correlations.shape[0]
    start = np.clip((1 - 0.5 / k) / np.linalg.inv(correlations).diagonal(), 0.01, 0.99)
    found = minimize(
        unlikely,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(LEAST_UNIQUE, 1.0)] * k,
        options={"maxiter": 2000, "ftol": 1e-15, "gtol": 1e-9},
    )
    # The line search can end with no step left to take; that is the minimum, not a failure.
    value, slope = unlikely(found.x)
    free = (found.x > LEAST_UNIQUE * 1.01) & (found.x < 1 - 1e-9)
    if not np.isfinite(value) or (free.any() and float(np.abs(slope[free]).max()) > 1e-3):
        raise NoFactor("No single factor could be fitted. Show alpha and the items' correlations.")
    loadings = fitted(found.x)[1]
    return (-loadings if loadings.sum() < 0 else loadings), found.x


def _alpha(matrix: NDArray[np.float64]) -> float:
    """Return alpha, NaN where the items cancel each other out and nothing is left to divide by."""
    k, variances, total = matrix.shape[0], float(matrix.trace()), float(matrix.sum())
    return k / (k - 1) * (1 - variances / total) if total > 1e-12 * variances else math.nan


def _checked(n: int, covariances: ArrayLike, names: Sequence[str]) -> NDArray[np.float64]:
    import numpy as np  # noqa: PLC0415 - see above

    matrix = np.asarray(covariances, dtype=float)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not np.isfinite(matrix).all():
        raise BadNumber("Covariances are a square table of numbers without gaps.")
    if not np.allclose(matrix, matrix.T):
        raise BadNumber("Covariances are the same both ways round; these are not.")
    k = matrix.shape[0]
    if k < 2:
        raise TooFewItems(f"{k} item: a scale needs at least two.")
    if n < 2:
        raise TooFew(f"{n} people answered every item: two are needed. Show the items alone.")
    still = [place for place in range(k) if not matrix[place, place] > 0]
    if still:
        told = ", ".join(names[place] if names else f"item {place + 1}" for place in still)
        raise NoSpread(f"Everybody answered the same to {told}. Leave it out and say so.")
    spread = np.sqrt(matrix.diagonal())
    if np.linalg.eigvalsh(matrix / np.outer(spread, spread))[0] < -1e-8:
        raise NotPositiveDefinite(
            "No group of people can have these covariances. Make them of the people who answered "
            "every item, not pair by pair."
        )
    return matrix

"""
BIC and AIC over all hierarchical models, the best and the average of them.

BIC counts cases as the sample size; the likelihood counts the cells that are 0 too; a term that is
minus infinity counts as a parameter. In a bootstrap sample only the models that were best in the
data are fitted again; the rest would have to climb past all of them.
Source: Silverman, Chan and Vincent, "Bootstrapping multiple systems estimates to account for model
selection", Statistics and Computing 34:44, 2024; averaging: Burnham and Anderson, "Model selection
and multimodel inference", 2002, 4.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from fourfold.analysis.estimate.cells import Floats, Whole, closure, lists_of, superset_sums
from fourfold.analysis.estimate.fitting import Fits, fit, padded
from fourfold.analysis.estimate.models import (
    MOST_MODELS,
    Model,
    all_models,
    how_many,
    neighbours,
    order_of,
)

TOP = 60
_AT_ONCE = 4096


class Criterion(Enum):
    """What a parameter costs."""

    BIC = "bic"
    AIC = "aic"


@dataclass(frozen=True)
class Ranked:
    """
    Models that exist for a table, the best first.

    `dark`, `score`, `weight`: one a model; weights add up to 1. `tried`: how many were fitted;
    `every`: whether that is all there are.
    """

    models: tuple[Model, ...]
    alpha: tuple[Floats, ...]
    dark: Floats
    score: Floats
    weight: Floats
    tried: int
    every: bool


def _constant(counts: Floats) -> Floats:
    from scipy import special  # noqa: PLC0415 - slow to import

    found: Floats = special.gammaln(counts + 1).sum(axis=-1)
    return found


def _scores(fits: Fits, counts: Floats, size: Floats | int, criterion: Criterion) -> Floats:
    """Return -2 log likelihood and the price of all the model's parameters; infinite for no fit."""
    price = np.log(counts.sum(axis=-1)) if criterion is Criterion.BIC else 2.0
    score = -2 * (fits.likelihood - _constant(counts)) + price * size
    return np.where(fits.found, score, np.inf)


def rank(
    counts: Floats, *, criterion: Criterion = Criterion.BIC, order: int | None = None
) -> Ranked:
    """
    Fit every model and put the best first; downhill from independence where they are too many.

    counts: (2**t,). order: the largest term, otherwise 3 for up to 5 lists and 2 beyond.
    """
    t = lists_of(len(counts))
    most = order_of(t) if order is None else min(order, t - 1)
    every = how_many(t, most) <= MOST_MODELS
    models = all_models(t, most) if every else ()
    observed = superset_sums(counts)
    tried: dict[Model, tuple[float, float, Floats]] = {}
    if every:
        _try(models, observed, counts, criterion, tried)
    else:
        _downhill(t, most, observed, counts, criterion, tried)
    found = [
        (score, dark, model, alpha)
        for model, (score, dark, alpha) in tried.items()
        if np.isfinite(score)
    ]
    found.sort(key=lambda each: (each[0], len(each[2]), each[2]))
    score = np.array([each[0] for each in found])
    weight = np.exp(-(score - score.min()) / 2) if found else score
    return Ranked(
        tuple(each[2] for each in found),
        tuple(each[3] for each in found),
        np.array([each[1] for each in found]),
        score,
        weight / weight.sum() if found else weight,
        len(tried),
        every,
    )


def _try(
    models: tuple[Model, ...],
    observed: Floats,
    counts: Floats,
    criterion: Criterion,
    into: dict[Model, tuple[float, float, Floats]],
) -> None:
    """Fit these models, those with as many parameters together."""
    cells = len(counts)
    by_size: dict[int, list[Model]] = {}
    for each in models:
        by_size.setdefault(len(each), []).append(each)
    for size, alike in by_size.items():
        for at in range(0, len(alike), _AT_ONCE):
            some = alike[at : at + _AT_ONCE]
            tables = np.broadcast_to(observed, (len(some), cells))
            fits = fit(tables, padded(some, cells))
            score = _scores(fits, counts[None, :], size, criterion)
            for row, each in enumerate(some):
                into[each] = (float(score[row]), float(fits.dark[row]), fits.alpha[row])


def _downhill(
    t: int,
    order: int,
    observed: Floats,
    counts: Floats,
    criterion: Criterion,
    tried: dict[Model, tuple[float, float, Floats]],
) -> None:
    """Go to the best neighbour until none is better."""
    here = closure((), t)
    _try((here,), observed, counts, criterion, tried)
    while True:
        around = tuple(each for each in neighbours(here, t, order))
        _try(
            tuple(each for each in around if each not in tried), observed, counts, criterion, tried
        )
        best = min(around, key=lambda each: (tried[each][0], len(each), each))
        if not tried[best][0] < tried[here][0]:
            return
        here = best


@dataclass(frozen=True)
class Top:
    """The models that samples choose among. `models`: padded; `start`: where their fits start."""

    models: Whole
    start: Floats
    sizes: Whole


def top(ranked: Ranked, cells: int, *, most: int = TOP) -> Top:
    """Return the best models of a table."""
    some = ranked.models[:most]
    models = padded(some, cells)
    start = np.zeros(models.shape)
    for row, alpha in zip(start, ranked.alpha, strict=False):
        row[: len(alpha)] = alpha
    return Top(models, start, np.array([len(each) for each in some]))


def among(
    counts: Floats, of: Top, *, criterion: Criterion = Criterion.BIC, average: bool = False
) -> Floats:
    """
    Return the dark figure of each table by the best of these models, or by their average.

    counts: (tables, 2**t). NaN where none of them exists.
    """
    tables = len(counts)
    observed = superset_sums(counts)
    score = np.empty((tables, len(of.models)))
    dark = np.empty((tables, len(of.models)))
    for at, (model, start, size) in enumerate(zip(of.models, of.start, of.sizes, strict=True)):
        free = int(size)
        rows = np.broadcast_to(model[:free], (tables, free))
        fits = fit(observed, rows, start=np.broadcast_to(start[:free], (tables, free)))
        score[:, at] = _scores(fits, counts, free, criterion)
        dark[:, at] = fits.dark
    best = score.min(axis=1)
    there = np.isfinite(best)
    if not average:
        return np.where(there, dark[np.arange(tables), score.argmin(axis=1)], np.nan)
    weight = np.exp(-(score - np.where(there, best, 0.0)[:, None]) / 2)
    weight = np.where(np.isfinite(score), weight, 0.0)
    total = (weight * np.where(weight > 0, dark, 0.0)).sum(axis=1)
    return np.where(there, total / np.where(there, weight.sum(axis=1), 1.0), np.nan)

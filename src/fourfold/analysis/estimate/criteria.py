"""
BIC and AIC over all hierarchical models, the best and the average of them.

BIC counts cases as the sample size; the likelihood counts the cells that are 0 too; a term that is
minus infinity counts as a parameter. `again` fits the best
of them again in samples.
Source: Silverman, Chan and Vincent, "Bootstrapping multiple systems estimates to account for model
selection", Statistics and Computing 34:44, 2024; averaging: Burnham and Anderson, "Model selection
and multimodel inference", 2002, 4.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from fourfold.analysis.estimate.cells import Floats, Whole, closure, lists_of, superset_sums
from fourfold.analysis.estimate.fitting import fit, padded
from fourfold.analysis.estimate.models import (
    MOST_MODELS,
    Model,
    all_models,
    how_many,
    neighbours,
    order_of,
)


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


def scores(likelihood: Floats, counts: Floats, size: int | Whole, criterion: Criterion) -> Floats:
    """Return -2 log likelihood and the price of all the model's parameters; infinite for NaN."""
    price = np.log(counts.sum(axis=-1)) if criterion is Criterion.BIC else 2.0
    score = -2 * (likelihood - _constant(counts)) + price * size
    return np.where(np.isfinite(score), score, np.inf)


def rank(
    counts: Floats,
    *,
    criterion: Criterion = Criterion.BIC,
    order: int | None = None,
    downhill: bool = False,
) -> Ranked:
    """
    Fit every model and put the best first; downhill from independence where they are too many.

    counts: (2**t,). order: the largest term, otherwise 3 for up to 5 lists and 2 beyond. downhill:
    even where they are not.
    """
    t = lists_of(len(counts))
    most = order_of(t) if order is None else min(order, t - 1)
    every = not downhill and how_many(t, most) <= MOST_MODELS
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
    """Fit these models, those with as many parameters together, the small ones first."""
    cells = len(counts)
    by_size: dict[int, list[Model]] = {}
    for each in models:
        by_size.setdefault(len(each), []).append(each)
    smaller: dict[Model, int] = {}
    alpha, margins = np.zeros((0, 0)), np.zeros((0, cells))
    for size, alike in sorted(by_size.items()):
        table = padded(alike, cells)
        parents = [smaller.get(each[:-1], -1) for each in alike]
        start = None
        if -1 not in parents:
            # A model without its last term is fitted already; Newton starts there.
            last = table[:, -1]
            with np.errstate(divide="ignore", invalid="ignore"):
                ratio = np.log(observed[last] / margins[parents, last])
            begin = np.where(np.isfinite(ratio), ratio, 0.0)
            start = np.concatenate([alpha[parents], begin[:, None]], axis=1)
        fits = fit(np.broadcast_to(observed, (len(alike), cells)), table, start=start)
        height = np.where(fits.found, fits.likelihood, np.nan)
        score = scores(height, counts[None, :], size, criterion).tolist()
        dark = fits.dark.tolist()
        for row, each in enumerate(alike):
            into[each] = (score[row], dark[row], fits.alpha[row])
        smaller = {each: row for row, each in enumerate(alike) if fits.found[row]}
        alpha, margins = fits.alpha, fits.margins


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

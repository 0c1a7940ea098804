"""
The best models of the data fitted again to many samples, and the best or the average in each.

A sample differs little from the data. Every model first takes a few steps with the data's own
curvature, which cost a product of matrices. Where only the best is asked for, only models within
MARGIN of the best so found are fitted to the end; for the average all are.
Source: Silverman, Chan and Vincent, Statistics and Computing 34:44, 2024, section 3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fourfold.analysis.estimate.cells import (
    Flags,
    Floats,
    Whole,
    lists_of,
    subset_sums,
    superset_sums,
)
from fourfold.analysis.estimate.criteria import Criterion, Ranked, scores
from fourfold.analysis.estimate.fitting import SMALL_STEP, fit, padded

TOP = 60
FEW, MANY_LISTS = 15, 7
STEPS = 3
MARGIN = 3.0
SAMPLE_STEP = 1e-3
"""What a sample's fit leaves is its square, some 1e-7 of a total; samples differ by tenths."""


@dataclass(frozen=True)
class Known:
    """One model with its fit to the data: `inverse` is that of the curvature there."""

    model: Whole
    free: Whole
    keep: Flags
    alpha: Floats
    inverse: Floats


@dataclass(frozen=True)
class Top:
    """The models that samples choose among, the best first."""

    known: tuple[Known, ...]


def top(ranked: Ranked, counts: Floats, *, most: int | None = None) -> Top:
    """
    Return the best models of a table, ready to be fitted again. counts: (2**t,).

    most: otherwise TOP, and FEW from MANY_LISTS on, where one fit takes long.
    """
    if most is None:
        most = TOP if lists_of(len(counts)) < MANY_LISTS else FEW
    observed, cells = superset_sums(counts)[None, :], len(counts)
    known = []
    for model in ranked.models[:most]:
        fits = fit(observed, padded([model], cells))
        free = fits.free[0][fits.free[0] < cells]
        curvature = fits.margins[0][free[:, None] | free[None, :]]
        alpha = fits.alpha[0][fits.free[0] < cells]
        own = np.array(model, dtype=np.int64)
        known.append(Known(own, free, fits.keep[0], alpha, np.linalg.inv(curvature)))
    return Top(tuple(known))


def among(
    counts: Floats, of: Top, *, criterion: Criterion = Criterion.BIC, average: bool = True
) -> tuple[Floats, Floats]:
    """
    Return the dark figure of each table by the best of these models, and by their average.

    counts: (tables, 2**t), near the table that the models were ranked on. average: otherwise the
    second is NaN, and the first is found faster. NaN where none exists.
    """
    tables = len(counts)
    observed = superset_sums(counts)
    sizes = np.array([len(each.model) for each in of.known])
    needed = np.ones((tables, len(of.known)), dtype=bool)
    starts = [np.broadcast_to(each.alpha, (tables, len(each.alpha))) for each in of.known]
    height = np.empty(needed.shape)
    for at, each in enumerate(of.known):
        starts[at], height[:, at] = _rough(observed, each)
    if not average:
        # Where the steps led astray nothing is known of the height; such a model is fitted too.
        rough = scores(height, counts[:, None, :], sizes, criterion)
        needed = ~np.isfinite(rough) | (rough <= rough.min(axis=1, keepdims=True) + MARGIN)
    height = np.full(needed.shape, np.nan)
    dark = np.full(needed.shape, np.nan)
    for at, each in enumerate(of.known):
        rows = np.flatnonzero(needed[:, at])
        if not len(rows):
            continue
        start = np.zeros((len(rows), len(each.model)))
        start[:, np.isin(each.model, each.free)] = starts[at][rows]
        fits = fit(
            observed[rows],
            np.broadcast_to(each.model, start.shape),
            start=start,
            small_step=SMALL_STEP if tables == 1 else SAMPLE_STEP,
        )
        height[rows, at] = np.where(fits.found, fits.likelihood, np.nan)
        dark[rows, at] = fits.dark
    score = scores(height, counts[:, None, :], sizes, criterion)
    best = score.min(axis=1)
    there = np.isfinite(best)
    first = np.where(there, dark[np.arange(tables), score.argmin(axis=1)], np.nan)
    if not average:
        return first, np.full(tables, np.nan)
    weight = np.exp(-(score - np.where(there, best, 0.0)[:, None]) / 2)
    weight = np.where(np.isfinite(score), weight, 0.0)
    total = (weight * np.where(weight > 0, dark, 0.0)).sum(axis=1)
    mean = np.where(there, total / np.where(there, weight.sum(axis=1), 1.0), np.nan)
    return first, mean


def _rough(observed: Floats, known: Known) -> tuple[Floats, Floats]:
    """Step with the data's curvature; return parameters, and the height they are about to reach."""
    free = known.free
    target = observed[:, free]
    alpha = np.tile(known.alpha, (len(observed), 1))
    wide = np.zeros(observed.shape)
    with np.errstate(over="ignore", invalid="ignore"):
        for each in range(STEPS + 1):
            wide[:, free] = alpha
            sums = superset_sums(np.exp(subset_sums(wide)) * known.keep)
            slope = target - sums[:, free]
            step = slope @ known.inverse
            if each < STEPS:
                alpha += step
        height = (alpha * target).sum(axis=1) - sums[:, 0] + (slope * step).sum(axis=1) / 2
        astray = ~(np.abs(step).max(axis=1) < 1)
    alpha[astray] = known.alpha
    height[astray] = np.nan
    return alpha, height

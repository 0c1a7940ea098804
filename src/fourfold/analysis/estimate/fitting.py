"""
Poisson log-linear fits, many at once, by Newton's method.

log mu_w is the sum of the parameters within w; the dark figure is exp of the intercept. A model
holds the intercept, every main effect and its terms. A term whose margin is 0 is minus infinity:
the cells that hold it are left out, and it still counts as a parameter. A fit exists when Newton's
steps shrink to nothing; where they do not, a linear programme decides (Fienberg and Rinaldo,
"Maximum likelihood estimation in log-linear models", Annals of Statistics 40, 2012).
Source: Chan, Silverman and Vincent, "Multiple systems estimation for sparse capture data", JASA
116, 2021.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fourfold.analysis.estimate.cells import (
    Flags,
    Floats,
    Whole,
    gather_subsets,
    gather_supersets,
    subset_sums,
)
from fourfold.analysis.estimate.existence import exists, identified, receding

STEPS = 30
MORE_STEPS = 500
SMALL_STEP = 1e-4
LARGE_STEP = 8.0
FAR = 40.0
_SLACK = 1e-9
_AT_ONCE = 1 << 18


@dataclass(frozen=True)
class Fits:
    """
    Fits of one model each to one table each, in order.

    `alpha`: (fits, p), the free parameters, 0 where padded. `dark`: the estimated number on no
    list; NaN where the fit does not exist. `likelihood`: sum of n log mu less mu over the cells
    kept. `found`: whether the estimate exists and is the only one.
    """

    free: Whole
    alpha: Floats
    dark: Floats
    likelihood: Floats
    margins: Floats
    keep: Flags
    found: Flags


def padded(models: Sequence[Sequence[int]], cells: int) -> Whole:
    """Return parameters as one row a model; `cells`, a bit no list has, fills the row."""
    longest = max(map(len, models))
    rows = np.full((len(models), longest), cells, dtype=np.int64)
    for row, each in zip(rows, models, strict=True):
        row[: len(each)] = each
    return rows


def free_of(observed: Floats, models: Whole) -> tuple[Whole, Flags]:
    """
    Return each model's finite parameters and the cells it speaks of.

    observed: margins (superset sums of counts), (fits, 2**t). models: (fits, p), padded with 2**t.
    """
    fits, cells = observed.shape
    wide = np.concatenate([observed, np.ones((fits, 1))], axis=1)
    empty = np.take_along_axis(wide, models, axis=1) == 0
    keep = np.ones((fits, cells), dtype=bool)
    if empty.any():
        marked = np.zeros((fits, cells + 1))
        np.put_along_axis(marked, np.where(empty, models, cells), 1.0, axis=1)
        keep = subset_sums(marked[:, :cells]) == 0
    keep[:, 0] = False
    return np.where(empty, cells, models), keep


def fit(
    observed: Floats,
    models: Whole,
    *,
    start: Floats | None = None,
    checked: bool = True,
    small_step: float = SMALL_STEP,
) -> Fits:
    """
    Fit each row's model to each row's table.

    observed: margins, (fits, 2**t). models: padded, (fits, p). start: (fits, p), where Newton
    starts. checked: whether fits that do not settle are decided by the linear programme.
    small_step: after a smaller one Newton's method takes it and ends; its square is what is left.
    """
    fits, cells = observed.shape
    free, keep = free_of(observed, models)
    alpha = np.zeros(free.shape) if start is None else np.where(free < cells, start, 0.0)
    if start is None:
        alpha[:, 0] = np.log(np.maximum(observed[:, 0], 1)) - 1
        margins = np.take_along_axis(observed, free % cells, axis=1)
        share = np.log(np.maximum(margins, 1) / np.maximum(observed[:, :1], 1))
        single = (free > 0) & (free & (free - 1) == 0) & (free < cells)
        alpha = np.where(single, share, alpha)
    free[:, 0] = 0
    done = np.zeros(fits, dtype=bool)
    likelihood = np.full(fits, np.nan)
    margins = np.zeros((fits, cells))
    moves = np.zeros(alpha.shape)
    block = max(1, _AT_ONCE // max(cells, free.shape[1] ** 2))
    for at in range(0, fits, block):
        part = slice(at, at + block)
        done[part] = _newton(
            observed[part],
            keep[part],
            free[part],
            alpha[part],
            likelihood[part],
            margins[part],
            moves[part],
            small_step=small_step,
        )
    only = np.ones(fits, dtype=bool)
    sparse = keep.sum(axis=1) < cells - 1
    if sparse.any():
        only[sparse] = identified(free[sparse], keep[sparse])
    doubtful = np.flatnonzero(~done & only)
    done &= only
    if checked and len(doubtful):
        # Most fits without an estimate show it themselves: they recede for ever.
        away = receding(moves[doubtful], observed[doubtful], free[doubtful], keep[doubtful])
        for row in doubtful[~away]:
            if exists(observed[row], free[row], keep[row]):
                one = slice(row, row + 1)
                done[row] = _newton(
                    observed[one],
                    keep[one],
                    free[one],
                    alpha[one],
                    likelihood[one],
                    margins[one],
                    moves[one],
                    steps=MORE_STEPS,
                )[0]
                # A parameter on its way to minus infinity stops moving when numbers run out.
                done[row] &= bool(np.abs(alpha[row, 1:]).max(initial=0.0) < FAR)
    dark = np.full(fits, np.nan)
    dark[done] = np.exp(alpha[done, 0])
    return Fits(free, alpha, dark, likelihood, margins, keep, done)


def _newton(
    observed: Floats,
    keep: Flags,
    free: Whole,
    alpha: Floats,
    likelihood: Floats,
    margins: Floats,
    step: Floats,
    *,
    steps: int = STEPS,
    small_step: float = SMALL_STEP,
) -> Flags:
    """Improve `alpha` and what follows from it, with the last `step`; return which settled."""
    fits, cells = observed.shape
    done = np.zeros(fits, dtype=bool)
    live = np.arange(fits)
    p = free.shape[1]
    diagonal = np.arange(p)
    joined = free[:, :, None] | free[:, None, :]
    np.minimum(joined, cells, out=joined)
    joined += (np.arange(fits) * (cells + 1))[:, None, None]
    padding = np.where(free < cells, 1e-300, 1.0)
    target = np.take_along_axis(np.pad(observed, ((0, 0), (0, 1))), free, axis=1)
    now = alpha.copy()
    last = np.full(fits, -np.inf)
    settled = np.zeros(fits, dtype=bool)
    sums = np.zeros((fits, cells + 1))
    for _ in range(steps):
        means, height = _look(now[live], free[live], keep[live], target[live])
        # A step that lowers the likelihood is halved until it does not.
        fell = ~(height >= last[live] - _SLACK * (1 + np.abs(last[live])))
        for _ in range(40):
            if not fell.any():
                break
            low = live[fell]
            step[low] /= 2
            now[low] -= step[low]
            again, higher = _look(now[low], free[low], keep[low], target[low])
            means[fell], height[fell] = again, higher
            fell[fell] = ~(higher >= last[low] - _SLACK * (1 + np.abs(last[low])))
        last[live] = height
        sums[live, :cells] = means
        ready = settled[live]
        if ready.any():
            done[live[ready]] = True
            live = live[~ready]
            if not len(live):
                break
        every = len(live) == fits
        hessian = np.take(sums.reshape(-1), joined if every else joined[live])
        score = target[live] - hessian[:, 0, :]
        score[free[live] == cells] = 0.0
        hessian[:, diagonal, diagonal] *= 1 + 1e-13
        hessian[:, diagonal, diagonal] += padding[live]
        try:
            found = np.linalg.solve(hessian, score[:, :, None])[:, :, 0]
        except np.linalg.LinAlgError:
            hessian[:, diagonal, diagonal] += 1e-9
            found = np.linalg.solve(hessian, score[:, :, None])[:, :, 0]
        size = np.abs(found).max(axis=1)
        found *= (LARGE_STEP / np.maximum(size, LARGE_STEP))[:, None]
        found[~np.isfinite(found)] = 0.0
        step[live] = found
        now[live] += found
        # Newton doubles the digits: after a small step one look more is exact enough.
        settled[live] = size < small_step
    alpha[:] = now
    likelihood[:] = last
    margins[:] = sums[:, :cells]
    return done


def _look(alpha: Floats, free: Whole, keep: Flags, target: Floats) -> tuple[Floats, Floats]:
    """Return the margins of the fitted means, and the log likelihood but for a constant."""
    fits, cells = keep.shape
    wide = np.zeros((cells + 1, fits))
    wide[free, np.arange(fits)[:, None]] = alpha
    found = wide[:cells]
    gather_subsets(found)
    np.exp(np.minimum(found, 300.0, out=found), out=found)
    found *= keep.T
    gather_supersets(found)
    sums = np.ascontiguousarray(found.T)
    height = (alpha * target).sum(axis=1) - sums[:, 0]
    return sums, height

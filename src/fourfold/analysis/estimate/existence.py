"""
Whether an estimate exists, and whether it is the only one.

Exists: some table with every cell above 0 has the same margins as the counts (a linear programme).
Only one: the model's columns over the cells kept are independent. Their cross products are whole
numbers, so their determinant is at least 1 or exactly 0, and rounding cannot blur it.
Source: Fienberg and Rinaldo, Annals of Statistics 40, 2012; Chan, Silverman and Vincent, JASA 116,
2021, appendix.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from fourfold.analysis.estimate.cells import (
    Flags,
    Floats,
    Whole,
    gather_subsets,
    lists_of,
    superset_sums,
)

_HALF = np.log(0.5)
_ABOVE_NOTHING = 1e-7
_LEVEL, _FALL = 1e-6, 1e-4
_AT_ONCE = 1 << 18


def identified(free: Whole, keep: Flags) -> Flags:
    """Return which rows' parameters are told apart by the cells kept. free: padded with 2**t."""
    fits, cells = keep.shape
    answers = np.empty(fits, dtype=bool)
    block = max(1, _AT_ONCE // free.shape[1] ** 2)
    for at in range(0, fits, block):
        part = slice(at, at + block)
        # Columns' products are how many kept cells hold both parameters: a margin again.
        held = np.pad(superset_sums(keep[part].astype(np.float64)), ((0, 0), (0, 1)))
        joined = np.minimum(free[part][:, :, None] | free[part][:, None, :], cells)
        rows = np.arange(len(held))[:, None, None]
        products = held[rows, joined]
        diagonal = np.arange(free.shape[1])
        products[:, diagonal, diagonal] += free[part] == cells
        sign, logarithm = np.linalg.slogdet(products)
        answers[part] = (sign > 0) & (logarithm > _HALF)
    return answers


def _design(free: Whole, cells: Whole) -> Floats:
    held: Flags = (cells[:, None] & free[None, :]) == free[None, :]
    return held.astype(np.float64)


def receding(moves: Floats, observed: Floats, free: Whole, keep: Flags) -> Flags:
    """
    Return which directions prove that there is no estimate.

    moves: (fits, p), Newton's last steps. Along such a direction no fitted mean grows, some shrink,
    and the likelihood does not fall: it has no highest point.
    """
    fits, cells = keep.shape
    wide = np.zeros((cells + 1, fits))
    wide[free, np.arange(fits)[:, None]] = moves
    change = wide[:cells]
    gather_subsets(change)
    change *= keep.T
    size = np.maximum(np.abs(change).max(axis=0), 1e-300)
    change /= size
    padded = np.pad(observed, ((0, 0), (0, 1)))
    fall = (np.take_along_axis(padded, free, axis=1) * moves).sum(axis=1) / size
    answer: Flags = (change.max(axis=0) <= _LEVEL) & (change.min(axis=0) < -0.5)
    answer &= np.abs(fall) < _FALL
    return answer


def exists(observed: Floats, free: Whole, keep: Flags) -> bool:
    """
    Return whether the estimate of one model on one table exists and is the only one.

    observed: margins, (2**t,). free: the finite parameters, padded with 2**t. keep: the cells.
    """
    return code(observed, free, keep) == 0


def code(observed: Floats, free: Whole, keep: Flags) -> int:
    """
    Return 0 where the estimate exists and is the only one.

    1: it does not exist. 2: it exists, but others fit as well. 3: neither.
    """
    cells = len(keep)
    own = free[free < cells]
    only = bool(identified(free[None, :], keep[None, :])[0])
    # Only where somebody is matters, not how many: the face of the cone is the same.
    counts = observed.copy()
    for bit in range(lists_of(cells)):
        halves = counts.reshape(-1, 2, 1 << bit)
        halves[:, 0] -= halves[:, 1]
    somebody = counts > 1e-9 * max(float(observed[0]), 1.0)
    there = _there(
        tuple(own.tolist()),
        tuple(np.flatnonzero(keep).tolist()),
        tuple(np.flatnonzero(somebody & keep).tolist()),
    )
    if there:
        return 0 if only else 2
    return 1 if only else 3


@lru_cache(maxsize=200_000)
def _there(own: tuple[int, ...], kept: tuple[int, ...], somebody: tuple[int, ...]) -> bool:
    """Ask the linear programme: one person in each of these cells, all means at least s above 0."""
    from scipy.optimize import linprog  # noqa: PLC0415 - most tables never need it

    parameters = np.array(own, dtype=np.int64)
    design = _design(parameters, np.array(kept, dtype=np.int64))
    target = _design(parameters, np.array(somebody, dtype=np.int64)).sum(axis=0)
    # The means x are at least s: make the least of them as large as can be.
    cost = np.zeros(len(kept) + 1)
    cost[-1] = -1.0
    slack = np.concatenate([-np.eye(len(kept)), np.ones((len(kept), 1))], axis=1)
    told = linprog(
        cost,
        A_ub=slack,
        b_ub=np.zeros(len(kept)),
        A_eq=np.concatenate([design.T, np.zeros((len(own), 1))], axis=1),
        b_eq=target,
        bounds=[(0, None)] * len(kept) + [(0, None)],
        method="highs",
    )
    return bool(told.status == 0 and -told.fun > _ABOVE_NOTHING)

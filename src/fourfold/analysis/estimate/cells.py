"""
Cells and parameters as bits: list i is bit i, a cell is the set of lists a person is on.

Superset sums turn counts into margins, subset sums turn parameters into log means. So a score is
one margin less another, and a Hessian is a margin of the union of two parameters; no design matrix
is built. Arrays have the 2**t cells of t lists on their last axis; cell 0, on no list, is never
observed and holds 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def lists_of(cells: int) -> int:
    """Return how many lists make this many cells."""
    return cells.bit_length() - 1


def superset_sums(values: Floats) -> Floats:
    """Return, for every cell, the sum over all cells that hold it. Shape (..., 2**t), kept."""
    found = _cells_first(values)
    gather_supersets(found)
    return _cells_last(found, values.shape)


def subset_sums(values: Floats) -> Floats:
    """Return, for every cell, the sum over all cells within it. Shape (..., 2**t), kept."""
    found = _cells_first(values)
    gather_subsets(found)
    return _cells_last(found, values.shape)


def gather_supersets(found: Floats) -> None:
    """Turn (2**t, tables) into superset sums in place: long rows are added fast."""
    for bit in range(lists_of(len(found))):
        halves = found.reshape(-1, 2, 1 << bit, found.shape[1])
        halves[:, 0] += halves[:, 1]


def gather_subsets(found: Floats) -> None:
    """Turn (2**t, tables) into subset sums in place."""
    for bit in range(lists_of(len(found))):
        halves = found.reshape(-1, 2, 1 << bit, found.shape[1])
        halves[:, 1] += halves[:, 0]


def _cells_first(values: Floats) -> Floats:
    flat = np.asarray(values, dtype=np.float64).reshape(-1, values.shape[-1])
    return np.array(flat.T, order="C")


def _cells_last(found: Floats, shape: tuple[int, ...]) -> Floats:
    return np.ascontiguousarray(found.T).reshape(shape)


def singles(t: int) -> tuple[int, ...]:
    """Return the main effects of t lists, with the intercept first."""
    return (0, *(1 << each for each in range(t)))


def pairs(t: int) -> tuple[int, ...]:
    """Return the pairs of t lists, the lowest first: 12, 13, and so on."""
    return tuple(1 << a | 1 << b for a, b in combinations(range(t), 2))


def sets_of(t: int, order: int) -> tuple[int, ...]:
    """Return the sets of exactly this many of t lists, the lowest lists first."""
    return tuple(sum(1 << each for each in one) for one in combinations(range(t), order))


def within(bits: int) -> Iterable[int]:
    """Yield every set within this one, itself and the empty one too."""
    part = bits
    while True:
        yield part
        if not part:
            return
        part = (part - 1) & bits


def closure(generators: Iterable[int], t: int) -> tuple[int, ...]:
    """Return all parameters of the hierarchical model with these terms and every main effect."""
    found = set(singles(t))
    for each in generators:
        found.update(within(each))
    return tuple(sorted(found, key=lambda one: (one.bit_count(), reading_order(one))))


def generators(parameters: Iterable[int]) -> tuple[int, ...]:
    """Return the terms that no other term holds, such as 123, 14 of a model's parameters."""
    all_of = set(parameters)
    tops = [
        each
        for each in all_of
        if each and not any(each != other and each & other == each for other in all_of)
    ]
    return tuple(sorted(tops, key=lambda one: (-one.bit_count(), reading_order(one))))


def reading_order(bits: int) -> tuple[int, ...]:
    """Return the lists of a set, lowest first: what sorts 12, 13, 23."""
    return tuple(each for each in range(bits.bit_length()) if bits >> each & 1)


def named(bits: int, names: tuple[str, ...]) -> str:
    """Return a set as people write it: its lists' names with × between."""
    return " × ".join(names[each] for each in reading_order(bits))

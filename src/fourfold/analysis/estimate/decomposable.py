"""
Exact Bayesian averaging over all decomposable graphs of up to six lists.

Each graph says which lists depend on each other; its cliques' tables have a hyper-Dirichlet prior
with DELTA = 2**-t in each cell, all graphs are equally likely, and the total N has weight 1/N. The
answer is the posterior of N: its median and the range that leaves 2.5% on either side. N up to
`most` times the known are looked at, and how much lies at their end is told.
Sources: Madigan and York, "Bayesian methods for estimation of the size of a closed population",
Biometrika 84, 1997; Johndrow, Lum and Ball, "dga", 2015, whose grid can be asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from fourfold.analysis.estimate.cells import Floats, Whole, lists_of, pairs

MOST_LISTS = 6
POINTS = 1000
MOST = 1000


class TooManyLists(ValueError):
    """There are more lists than graphs can be tried for."""


@dataclass(frozen=True)
class Posterior:
    """
    What is believed of the total.

    `estimate`: median. `lower`, `upper`: 2.5% on either side. `graphs`: sets of pairs with their
    weight, the heaviest first. `at_end`: the weight at the largest totals looked at, of which
    `looked_to` is the last.
    """

    estimate: float
    lower: float
    upper: float
    graphs: tuple[tuple[tuple[int, ...], float], ...]
    looked_to: float
    at_end: float


@lru_cache(maxsize=8)
def graphs(t: int) -> tuple[tuple[tuple[int, ...], ...], Whole]:
    """
    Return the decomposable graphs of t lists and what each is made of.

    The first: each graph's pairs. The second: (graphs, 2**t), cliques counted 1 and separators -1.
    :raises TooManyLists: beyond six.
    """
    if t > MOST_LISTS:
        raise TooManyLists(f"Graphs are tried for up to {MOST_LISTS} lists; these are {t}.")
    edges = pairs(t)
    number = np.arange(1 << len(edges), dtype=np.int64)
    beside = np.zeros((len(number), t), dtype=np.int64)
    for at, each in enumerate(edges):
        high, low = each.bit_length() - 1, (each & -each).bit_length() - 1
        there = number >> at & 1
        beside[:, low] |= there << high
        beside[:, high] |= there << low
    made = np.zeros((len(number), 1 << t), dtype=np.int64)
    alive = np.full(len(number), (1 << t) - 1, dtype=np.int64)
    rows = np.arange(len(number))
    for _ in range(t):
        # A list whose neighbours are all neighbours goes; its clique and separator are counted.
        gone = np.zeros(len(number), dtype=bool)
        for v in range(t):
            near = beside[:, v] & alive
            whole = (alive >> v & 1).astype(bool) & ~gone
            for u in range(t):
                other = near & ~np.int64(1 << u)
                whole &= ~((near >> u & 1).astype(bool) & ((other & ~beside[:, u]) != 0))
            made[rows[whole], near[whole] | 1 << v] += 1
            made[rows[whole], near[whole]] -= 1
            alive[whole] &= ~np.int64(1 << v)
            gone |= whole
    good = np.flatnonzero(alive == 0)
    made[:, 0] = 0
    named = tuple(
        tuple(each for at, each in enumerate(edges) if one >> at & 1) for one in good.tolist()
    )
    return named, made[good]


def posterior(counts: Floats, *, grid: Floats | None = None, most: float = MOST) -> Posterior:
    """
    Return the posterior of the total.

    counts: (2**t,). grid: numbers of unknown people to look at, each with equal steps; otherwise
    POINTS of them, dense where few, up to `most` times the known.
    """
    from scipy import special  # noqa: PLC0415 - slow to import

    t = lists_of(len(counts))
    names, made = graphs(t)
    n = float(counts.sum())
    edges: Floats | None = None
    if grid is None:
        edges = np.unique(np.round(np.geomspace(1, most * n + 1, POINTS + 1))) - 1
        grid = np.floor((edges[:-1] + edges[1:] - 1) / 2)
        width = np.diff(edges)
    else:
        width = np.ones(len(grid))
    total = n + grid
    parts = _parts(counts, grid, special.gammaln)
    used = np.flatnonzero(np.abs(made).sum(axis=0))
    heights = made[:, used].astype(np.float64) @ parts[used]
    heights += special.gammaln(total + 1) - special.gammaln(grid + 1) - np.log(total)
    heights += np.log(width)
    heights -= heights.max()
    np.exp(heights, out=heights)
    heights /= heights.sum()
    of_total, of_graph = heights.sum(axis=0), heights.sum(axis=1)
    order = np.argsort(-of_graph, kind="stable")
    low, middle, high = (
        _at(total if edges is None else n + edges[1:] - 1, of_total, each, smooth=edges is not None)
        for each in (0.025, 0.5, 0.975)
    )
    return Posterior(
        middle,
        low,
        high,
        tuple((names[each], float(of_graph[each])) for each in order[:20].tolist()),
        float(total[-1]),
        float(of_total[-max(1, len(grid) // 100) :].sum()),
    )


def _parts(counts: Floats, grid: Floats, gammaln: np.ufunc) -> Floats:
    """Return the log marginal likelihood of each set of lists' table, (2**t, grid)."""
    cells = len(counts)
    total = counts.sum() + grid
    found = np.zeros((cells, len(grid)))
    for lists in range(1, cells):
        table = np.zeros(cells)
        np.add.at(table, np.arange(cells) & lists, counts)
        within = np.array([each for each in range(cells) if each & lists == each])
        prior = 2.0 ** -lists.bit_count()
        known = table[within[within > 0]]
        found[lists] = (gammaln(prior + known) - gammaln(prior)).sum()
        found[lists] += gammaln(prior + table[0] + grid) - gammaln(prior)
        # The prior of a table is what the cells of the whole add up to: 1 in all.
        found[lists] += gammaln(1.0) - gammaln(1.0 + total)
    return found


def _at(values: Floats, weights: Floats, share: float, *, smooth: bool) -> float:
    below = np.cumsum(weights)
    if smooth:
        return float(np.interp(share, below, values))
    place = int(np.searchsorted(below, share))
    return float(values[min(place, len(values) - 1)])

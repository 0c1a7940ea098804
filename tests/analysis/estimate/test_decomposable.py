"""Averaging over decomposable graphs, against dga's figures and a sum written out."""

from __future__ import annotations

from math import exp, lgamma, log

import numpy as np
import pytest

from fourfold.analysis.estimate.decomposable import TooManyLists, graphs, posterior

from .made import published


@pytest.mark.slow
@pytest.mark.parametrize(("t", "number"), [(3, 8), (4, 61), (5, 822), (6, 18_154)])
def test_the_graphs_are_all_that_are_chordal(t: int, number: int) -> None:
    assert len(graphs(t)[0]) == number


def test_on_dgas_own_grid_the_answer_is_dgas() -> None:
    h = published("uk_2013_5list")

    found = posterior(h.cells, grid=np.round(np.linspace(1, 30 * h.n, 1000)))

    assert (found.estimate, found.lower, found.upper) == (23016, 10408, 33481)


def test_without_its_cap_the_answer_is_near_and_says_how_far_it_looked() -> None:
    h = published("uk_2013_5list")

    found = posterior(h.cells)

    assert found.estimate == pytest.approx(23016, rel=0.005)
    assert (found.lower, found.upper) == pytest.approx((10408, 33481), rel=0.01)
    assert found.looked_to > 900 * h.n
    assert found.at_end < 1e-9


GRAPHS: list[tuple[list[int], list[int]]] = [
    ([1, 2, 4], []),
    ([3, 4], []),
    ([5, 2], []),
    ([6, 1], []),
    ([3, 5], [1]),
    ([3, 6], [2]),
    ([5, 6], [4]),
    ([7], []),
]


def test_three_lists_give_what_every_graph_written_out_gives() -> None:
    counts = [0, 9, 7, 3, 8, 2, 1, 2]
    n, weights = sum(counts), {}
    for dark in range(400):
        table = [dark, *counts[1:]]
        total = n + dark
        many = lgamma(total + 1) - sum(lgamma(each + 1) for each in table)
        for number, (cliques, separators) in enumerate(GRAPHS):
            height = many - log(total)
            for sign, sets in ((1, cliques), (-1, separators)):
                for lists in sets:
                    delta = 2.0 ** -lists.bit_count()
                    margin: dict[int, int] = {}
                    for cell, count in enumerate(table):
                        margin[cell & lists] = margin.get(cell & lists, 0) + count
                    part = lgamma(1) - lgamma(1 + total)
                    part += sum(lgamma(delta + each) - lgamma(delta) for each in margin.values())
                    height += sign * part
            weights[dark, number] = exp(height)
    whole = sum(weights.values())
    below, middle = 0.0, 0
    while below < 0.5:
        below += sum(weights[middle, number] for number in range(8)) / whole
        middle += 1

    found = posterior(np.array(counts, dtype=float), grid=np.arange(400.0))

    assert found.estimate == n + middle - 1
    heaviest = max(range(8), key=lambda each: sum(weights[dark, each] for dark in range(400)))
    share = sum(weights[dark, heaviest] for dark in range(400)) / whole
    assert found.graphs[0][1] == pytest.approx(share, rel=1e-9)


def test_seven_lists_are_refused() -> None:
    with pytest.raises(TooManyLists):
        graphs(7)

"""Groups that add up, errors of linking, lists that are never matched."""

from __future__ import annotations

from math import exp, lgamma, log

import numpy as np
import pytest
from scipy.optimize import minimize

from fourfold.analysis.estimate import (
    BadHistories,
    Histories,
    Verdict,
    estimate,
    estimate_linked,
    estimate_strata,
    estimate_unlinked,
    link_draws,
)
from fourfold.analysis.estimate.linking import density

from .made import published
from .test_panel import alike


@pytest.mark.slow
def test_groups_add_up_and_so_do_their_whole_numbers() -> None:
    groups = {"adults": alike(0), "youth": alike(2, 400)}

    found = estimate_strata(groups, bootstrap=400)

    assert found.total == pytest.approx(sum(each.estimate or 0 for each in found.groups.values()))
    assert sum(found.whole().values()) == round(found.total)
    assert found.limits is not None
    assert found.limits.lower < 3400 < found.limits.upper
    # Apart, chance adds as the root of squares: narrower than the intervals' sum.
    widths = [(each.upper or 0) - (each.lower or 0) for each in found.groups.values()]
    assert max(widths) < found.limits.upper - found.limits.lower < sum(widths)


def test_a_group_that_cannot_be_estimated_leaves_no_total() -> None:
    none = Histories(("A", "B"), (0, 4, 5, 0))

    found = estimate_strata({"few": none, "many": alike(1)}, bootstrap=0)

    assert (found.total, found.without, found.whole()) == (None, ("few",), {})
    assert found.known == 9 + alike(1).n


def test_a_group_does_not_change_when_another_comes() -> None:
    alone = estimate_strata({"b": alike(1, 300)}, bootstrap=100).groups["b"]

    beside = estimate_strata({"a": alike(2, 300), "b": alike(1, 300)}, bootstrap=100).groups["b"]

    assert (alone.lower, alone.upper) == (beside.lower, beside.upper)


# ------------------------------------------------------------------ links
def test_sure_links_give_the_same_histories_in_every_draw() -> None:
    records = ["A", "B", "A", "C", "B"]

    draws = link_draws(records, [(0, 1, 1.0), (1, 3, 1.0), (2, 4, 0.0)], draws=3)

    assert [each.counts for each in draws] == [(0, 1, 1, 0, 0, 0, 0, 1)] * 3
    assert link_draws(records, [(0, 1, 0.5)], seed=4) == link_draws(records, [(0, 1, 0.5)], seed=4)


@pytest.mark.parametrize("pair", [(0, 1, 1.2), (0, 9, 0.5), (0, 1, float("nan"))])
def test_links_that_cannot_be_are_refused(pair: tuple[int, int, float]) -> None:
    with pytest.raises(BadHistories):
        link_draws(["A", "B"], [pair])


@pytest.mark.slow
def test_doubt_about_links_widens_the_interval() -> None:
    sure = alike(5, 800)
    # The same table, but every second overlap of A and B may be two people.
    records, pairs = [], []
    for cell, count in enumerate(sure.counts):
        names = [name for bit, name in enumerate(sure.lists) if cell >> bit & 1]
        for number in range(count):
            first = len(records)
            records += names
            for step in range(1, len(names)):
                doubtful = names == ["A", "B"] and number % 2
                pairs.append((first, first + step, 0.5 if doubtful else 1.0))

    certain = estimate(sure, "independence", bootstrap=1000)
    carried = estimate_linked(link_draws(records, pairs, draws=10), "independence", bootstrap=2000)

    assert carried.estimates[0].more["draws"] == 10
    assert (carried.upper or 0) - (carried.lower or 0) > (certain.upper or 0) - (certain.lower or 0)
    assert carried.estimate is not None
    assert certain.estimate is not None
    assert carried.estimate > certain.estimate
    assert "Not carried" not in " ".join(each.data_say for each in carried.assumptions)


@pytest.mark.slow
def test_draws_that_are_all_alike_give_the_plain_interval() -> None:
    h = published("uk_2013_5list")
    plain = estimate(h, "stepwise", bootstrap=3000)

    joined = estimate_linked([h] * 4, "stepwise", bootstrap=4000)

    assert joined.estimate == pytest.approx(plain.estimate)
    assert joined.lower == pytest.approx(plain.lower, rel=0.06)
    assert joined.upper == pytest.approx(plain.upper, rel=0.12)


def test_without_bias_and_acceleration_all_samples_weigh_alike() -> None:
    weights = density(np.arange(101.0), 50.0, 0.0)

    assert weights == pytest.approx(np.full(101, 1 / 101))


# ------------------------------------------------------------------ never matched
def hidden(table: Histories) -> Histories:
    """The same people, those on A and B alone counted once on each."""
    counts = list(table.counts)
    both = counts[3]
    counts[1] += both
    counts[2] += both
    counts[3] = 0
    return Histories(table.lists, tuple(counts))


@pytest.mark.slow
def test_what_was_never_matched_is_expected_by_the_model() -> None:
    table = alike(7)

    found = estimate_unlinked(hidden(table), [("A", "B")], bootstrap=200)

    truth = estimate(table, "stepwise", bootstrap=0).estimate
    assert found.more["expected_overlap"]["A × B"] == pytest.approx(table.counts[3], rel=0.15)
    assert found.estimate == pytest.approx(truth, rel=0.05)
    assert found.lower < 3000 < found.upper
    # As it stands, people are counted twice and the total is far too large.
    assert (estimate(hidden(table), "independence", bootstrap=0).estimate or 0) > 1.1 * 3000


def test_in_turns_finds_the_most_likely_table_that_can_be() -> None:
    counts = [0, 60, 50, 0, 40, 12, 10, 6]

    def height(theta: np.ndarray) -> float:
        means = [
            exp(theta[0] + sum(theta[bit + 1] for bit in range(3) if cell >> bit & 1))
            for cell in range(8)
        ]
        found = sum(counts[c] * log(means[c]) - means[c] for c in (4, 5, 6, 7))
        a, b = counts[1], counts[2]
        terms = [
            k * log(means[3]) + (a - k) * log(means[1]) + (b - k) * log(means[2])
            - lgamma(k + 1) - lgamma(a - k + 1) - lgamma(b - k + 1)
            for k in range(min(a, b) + 1)
        ]  # fmt: skip
        top = max(terms)
        found += top + log(sum(exp(each - top) for each in terms)) - means[1] - means[2] - means[3]
        return -found

    told = minimize(
        height,
        [5.0, -1.0, -1.0, -1.0],
        method="Nelder-Mead",
        options={"maxiter": 9000, "xatol": 1e-9, "fatol": 1e-12},
    )

    ours = estimate_unlinked(
        Histories(("A", "B", "C"), tuple(counts)), [("A", "B")], bootstrap=0, threshold=0
    )
    known = sum(counts) - ours.more["expected_overlap"]["A × B"]
    assert (ours.estimate or 0) - known == pytest.approx(exp(told.x[0]), rel=1e-4)


@pytest.mark.parametrize(
    ("table", "pairs"),
    [
        (alike(1), [("A", "B")]),
        (hidden(alike(1)), [("A", "Z")]),
        (hidden(alike(1)), [("A", "B"), ("B", "C")]),
        (hidden(alike(1)), []),
    ],
)
def test_pairs_that_make_no_sense_are_refused(
    table: Histories, pairs: list[tuple[str, str]]
) -> None:
    with pytest.raises(BadHistories):
        estimate_unlinked(table, pairs)


def test_a_draw_without_an_estimate_leaves_none() -> None:
    none = Histories(("A", "B", "C"), (0, 4, 5, 0, 3, 0, 0, 0))

    found = estimate_linked([none, alike(1, 300)], "stepwise", bootstrap=200)

    assert found.verdict is Verdict.CANNOT
    assert found.reasons[0] == "1 of 2 draws of links have no estimate."

"""The index of vulnerability: worked by hand, and what must always hold."""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fourfold.analysis.community import (
    Chosen,
    Measure,
    Method,
    NothingToRank,
    Series,
    index,
    spearman,
    stability,
)

TOWNS = "ABCDE"
POVERTY = dict(zip(TOWNS, (10, 20, 20, 40, 30), strict=True))
INCOME = dict(zip(TOWNS, (90_000, 60_000, 50_000, 30_000, 40_000), strict=True))
GOLDEN = Path(__file__).parent / "golden.csv"


def series(variable: str, values: dict[str, float], *, unit: str = "number") -> Series:
    return Series(variable, unit, {town: Measure(value) for town, value in values.items()})


def both(poverty: float = 3, income: float = 1) -> list[Chosen]:
    """Poverty and income of five made-up towns; less income is worse."""
    return [
        Chosen(series("poverty", POVERTY), poverty),
        Chosen(replace(series("income", INCOME), more_is_worse=False), income),
    ]


@pytest.mark.parametrize("method", list(Method))
def test_it_is_what_was_worked_by_hand(method: Method) -> None:
    with GOLDEN.open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["method"] == method]

    found = index(both(), towns=TOWNS, method=method)

    assert [each.town for each in found.towns] == [row["town"] for row in rows]
    for each, row in zip(found.towns, rows, strict=True):
        assert each.rank == int(row["rank"])
        assert each.index == pytest.approx(float(row["index"]))
        assert each.score == pytest.approx(float(row["score"]), abs=1e-6)


def test_a_missing_value_is_said_and_never_filled() -> None:
    chosen = both()
    holed = {t: Measure(None if t == "C" else v) for t, v in POVERTY.items()}
    chosen[0] = Chosen(Series("poverty", "number", holed), 3)

    found = index(chosen, towns=[*TOWNS, "F"])

    assert found.not_ranked == {"C": ("poverty",), "F": ("poverty", "income")}
    assert {each.town for each in found.towns} == set("ABDE")


def test_a_measure_of_no_weight_takes_nobody_out() -> None:
    chosen = [*both(), Chosen(series("rare", {"A": 1.0}), 0)]

    assert index(chosen, towns=TOWNS) == index(both(), towns=TOWNS)


def test_alike_towns_share_a_rank_and_a_flat_measure_is_named() -> None:
    found = index([Chosen(series("flat", dict.fromkeys(TOWNS, 7.0)))], towns=TOWNS)

    assert {(each.rank, each.index) for each in found.towns} == {(1, 0)}
    assert found.flat == ("flat",)
    kept = stability(found, [Chosen(series("flat", dict.fromkeys(TOWNS, 7.0)))], draws=10)
    assert kept.median_spearman is None


@pytest.mark.parametrize("chosen", [[], both(0, 0), [Chosen(series("one", {"A": 1.0}))]])
def test_nothing_to_rank_is_told(chosen: list[Chosen]) -> None:
    with pytest.raises(NothingToRank):
        index(chosen, towns=TOWNS)


@pytest.mark.parametrize("weight", [-1.0, math.nan, math.inf])
def test_a_weight_that_cannot_be_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="use 0 or more"):
        index(both(weight), towns=TOWNS)


def test_a_large_margin_is_uncertain() -> None:
    small = {**{t: Measure(v, 1) for t, v in POVERTY.items()}, "A": Measure(10, 20)}
    chosen = [Chosen(Series("poverty", "percent", small))]

    found = index(chosen, towns=TOWNS)
    place = stability(found, chosen, draws=500).places["A"]

    assert {each.town: each.uncertain for each in found.towns if each.uncertain} == {
        "A": ("poverty",)
    }
    assert (place.low, place.high) == (5, 5)
    assert place.margin_low is not None
    assert place.margin_low < 5
    assert place.margin_high == 5


def test_stability_of_two_measures_that_disagree_is_told() -> None:
    against = {t: -v for t, v in POVERTY.items()}
    chosen = [Chosen(series("one", POVERTY)), Chosen(series("other", against))]
    found = index(chosen, towns=TOWNS)

    kept = stability(found, chosen, top=2)

    assert kept.places["D"].low == 1
    assert kept.places["D"].high == 5
    assert 0.4 < kept.places["D"].in_top < 0.6
    assert kept.places["D"].margin_low is None
    assert [each.variable for each in kept.without_one] == ["one", "other"]
    assert kept == stability(found, chosen, top=2)


def test_leaving_one_of_two_out_leaves_the_other() -> None:
    chosen = both()
    found = index(chosen, towns=TOWNS)

    without = {e.variable: e for e in stability(found, chosen, draws=10, top=3).without_one}

    assert without["poverty"].spearman == pytest.approx(1)
    assert without["income"].left == ()


NUMBERS = st.integers(-(10**6), 10**6).map(float)
TABLES = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=12)
WEIGHTS = st.tuples(st.integers(0, 20), st.integers(1, 20))


def table(rows: list[tuple[float, float]], weights: tuple[float, float]) -> list[Chosen]:
    return [
        Chosen(series(str(n), {str(t): row[n] for t, row in enumerate(rows)}), weights[n])
        for n in range(2)
    ]


@given(TABLES, WEIGHTS, st.integers(1, 50), st.sampled_from(Method))
def test_only_the_relation_of_weights_counts(rows, weights, times, method) -> None:
    names = [str(t) for t in range(len(rows))]
    one = index(table(rows, weights), towns=names, method=method)
    more = index(table(rows, (weights[0] * times, weights[1] * times)), towns=names, method=method)

    assert math.isclose(sum(one.weights.values()), 1)
    assert [(e.town, e.rank) for e in one.towns] == [(e.town, e.rank) for e in more.towns]


@given(TABLES, WEIGHTS, st.sampled_from((2.0, 4.0, 0.5)), st.integers(-9, 9))
def test_a_unit_of_measure_moves_nobody(rows, weights, scale, shift) -> None:
    names = [str(t) for t in range(len(rows))]
    moved = [(a * scale + shift, b) for a, b in rows]

    one, other = (index(table(each, weights), towns=names) for each in (rows, moved))

    assert one.towns == other.towns


@given(TABLES, WEIGHTS, st.integers(1, 10**6), st.data())
def test_a_town_that_gets_worse_does_not_fall(rows, weights, more, data) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    names = [str(t) for t in range(len(rows))]
    worse = [(a + more, b + more) if n == at else (a, b) for n, (a, b) in enumerate(rows)]

    before, after = (index(table(each, weights), towns=names) for each in (rows, worse))

    ranks = [{e.town: e.rank for e in each.towns}[str(at)] for each in (before, after)]
    assert ranks[1] <= ranks[0]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=30))
def test_spearman_is_scipys(pairs: list[tuple[int, int]]) -> None:
    first, second = zip(*pairs, strict=True)
    ours = spearman(first, second)
    if len(set(first)) == 1 or len(set(second)) == 1:
        assert ours is None
    else:
        assert ours == pytest.approx(stats.spearmanr(first, second).statistic)

"""The seeds' claims, and that no data can break a proof."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from fourfold.analysis.evaluate.statistics import (
    BadNumber,
    ClaimVerdict,
    PrintedMean,
    Scale,
    TooFew,
    claim,
)

from .made import answers, quiet

FIVE, TEN = Scale(1, 5), Scale(1, 10)
HALVES = {"n_before": 752, "n_after": 752, "p_claimed": 0.01}


# The preliminary sample of the training evaluation: n = 1,504, taken as 752 and 752.
@pytest.mark.parametrize(
    ("before", "after", "scale", "z", "effect", "verdict"),
    [
        ("2.1", "3.4", FIVE, 13.445, 0.69, ClaimVerdict.PROVEN_HOWEVER_LINKED),
        ("4.6", "6.1", TEN, 6.559, 0.34, ClaimVerdict.PROVEN_HOWEVER_LINKED),
        ("2.6", "2.2", TEN, 2.382, 0.12, ClaimVerdict.NOT_PROVEN),
    ],
    ids=["knowledge", "comfort", "beliefs"],
)
def test_the_claims_of_the_training_evaluation(
    before: str, after: str, scale: Scale, z: float, effect: float, verdict: ClaimVerdict
) -> None:
    told = claim(before, after, scale, **HALVES)

    assert told.as_printed.z == pytest.approx(z, abs=0.001)
    assert round(told.as_printed.effect, 2) == effect
    assert told.verdict is verdict
    assert told.linked.z < told.rounded.z < told.as_printed.z


def test_a_sum_of_items_is_the_mean_of_items_on_its_own_scale() -> None:
    mean = claim("2.10", "3.40", FIVE, **HALVES)
    total = claim("25.2", "40.8", Scale.of_sum(12, 1, 5), **HALVES)

    assert total.as_printed.z == pytest.approx(mean.as_printed.z)
    assert total.rounded.z == pytest.approx(mean.rounded.z, rel=0.01)


def test_rounding_can_hide_that_nothing_changed() -> None:
    told = claim("2.1", "2.2", FIVE, n_before=10**6, n_after=10**6)

    assert told.as_printed.p < 1e-9
    assert (told.rounded.z, told.rounded.p) == (0, 1)
    assert (told.verdict, told.enough) == (ClaimVerdict.NOT_PROVEN, None)


def test_it_says_how_many_answers_would_have_been_enough() -> None:
    told = claim("2.6", "2.2", TEN, **HALVES)

    assert told.enough is not None
    assert told.enough > 752
    for n, proven in ((told.enough, True), (told.enough - 1, False)):
        again = claim("2.6", "2.2", TEN, n_before=n, n_after=n, p_claimed=0.01)
        assert (again.verdict is not ClaimVerdict.NOT_PROVEN) is proven


@quiet
@given(
    st.lists(answers, min_size=2, max_size=30),
    st.lists(answers, min_size=2, max_size=30),
    st.integers(0, 3),
)
def test_no_data_that_print_so_break_the_bounds(
    before: list[float], after: list[float], digits: int
) -> None:
    assume(np.var(before) + np.var(after) > 0)
    printed = [f"{np.mean(wave):.{digits}f}" for wave in (before, after)]
    told = claim(*printed, TEN, n_before=len(before), n_after=len(after))

    welch = stats.ttest_ind(before, after, equal_var=False)
    assert told.rounded.z <= abs(welch.statistic) + 1e-9
    assert told.rounded.p >= welch.pvalue - 1e-9
    if told.verdict is not ClaimVerdict.NOT_PROVEN:
        assert welch.pvalue < 0.05


@quiet
@given(st.lists(st.tuples(answers, answers), min_size=2, max_size=30))
def test_no_linking_breaks_the_bound_that_holds_however_linked(
    people: list[tuple[float, float]],
) -> None:
    before, after = np.array(people).T
    assume(np.var(after - before) > 0)
    printed = [f"{wave.mean():.2f}" for wave in (before, after)]

    told = claim(*printed, TEN, n_before=len(people), n_after=len(people))

    assert told.linked.z <= abs(stats.ttest_rel(after, before).statistic) + 1e-9


@pytest.mark.parametrize(
    ("printed", "low", "high"), [("2.1", 2.05, 2.15), ("2.10", 2.095, 2.105), ("3", 2.5, 3.5)]
)
def test_a_printed_mean_stands_for_all_that_print_so(printed: str, low: float, high: float) -> None:
    assert PrintedMean(printed).ends == (low, high)


def test_everybody_at_opposite_ends_is_proven() -> None:
    told = claim("1.0", "5.0", FIVE, n_before=100, n_after=100)

    assert told.as_printed.z == math.inf
    assert told.verdict is ClaimVerdict.PROVEN_HOWEVER_LINKED


def test_what_cannot_be_checked_is_refused_by_name() -> None:
    with pytest.raises(BadNumber, match="sum of items"):
        claim("25.2", "40.8", FIVE, n_before=9, n_after=9)
    with pytest.raises(BadNumber, match="as it is printed"):
        claim("about 2", "3", FIVE, n_before=9, n_after=9)
    with pytest.raises(BadNumber, match="claimed"):
        claim("2", "3", FIVE, n_before=9, n_after=9, p_claimed=1)
    with pytest.raises(TooFew):
        claim("2", "3", FIVE, n_before=1, n_after=9)
    with pytest.raises(BadNumber, match="scale from 5"):
        Scale(5, 1)
    with pytest.raises(BadNumber, match="0 items"):
        Scale.of_sum(0, 1, 5)

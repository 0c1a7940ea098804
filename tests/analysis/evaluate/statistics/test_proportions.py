"""Against Newcombe's published tables, R's printed results and statsmodels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
    proportions_ztest,
)

from fourfold.analysis.evaluate.statistics import (
    BadNumber,
    NoSpread,
    TooFew,
    least_n_to_differ,
    needed_n,
    newcombe,
    newcombe_paired,
    trend,
    wilson,
)

shares = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


# Newcombe 1998 (single proportion), table I, method 3: score without continuity correction.
@pytest.mark.parametrize(
    ("yes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(yes: int, n: int, low: float, high: float) -> None:
    ours = wilson(yes, n)

    assert (round(ours.low, 4), round(ours.high, 4)) == (low, high)


# Newcombe 1998 (unpaired differences), table II, method 10.
@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_gives_the_published_intervals(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    ours = newcombe(*second, *first)

    assert (round(ours.low, 4), round(ours.high, 4)) == (low, high)


@given(shares, shares)
def test_intervals_and_test_are_statsmodels(
    before: tuple[int, int], after: tuple[int, int]
) -> None:
    ours = newcombe(*before, *after)

    assert (ours.after.low, ours.after.high) == pytest.approx(
        proportion_confint(*after, method="wilson"), abs=1e-9
    )
    assert (ours.low, ours.high) == pytest.approx(
        confint_proportions_2indep(*after, *before, method="newcomb"), abs=1e-9
    )
    if ours.z is None:
        assert ours.before.share == ours.after.share
    else:
        told = proportions_ztest((after[0], before[0]), (after[1], before[1]))
        assert (ours.z, ours.p) == pytest.approx(told)


@given(*[st.integers(0, 30)] * 4)
def test_linked_shares_lie_in_their_interval(both: int, first: int, second: int, no: int) -> None:
    if both + first + second + no == 0:
        return
    ours = newcombe_paired(both, first, second, no)

    assert -1 - 1e-9 <= ours.low <= ours.difference + 1e-12
    assert ours.difference - 1e-12 <= ours.high <= 1 + 1e-9
    assert ours.n_pairs == both + first + second + no


def test_linked_shares_give_the_published_interval() -> None:
    # Fagerland, Lydersen and Laake, Statistical Analysis of Contingency Tables, 2017, chapter 8:
    # airway hyper-responsiveness of 21 children before and after transplantation.
    ours = newcombe_paired(both=1, before_only=7, after_only=1, neither=12)
    turned = newcombe_paired(both=1, before_only=1, after_only=7, neither=12)

    assert (round(turned.low, 3), round(turned.high, 3)) == (0.026, 0.507)
    assert (round(ours.low, 3), round(ours.high, 3)) == (-0.507, -0.026)
    assert ours.z == pytest.approx(-6 / 8**0.5)  # McNemar


def test_the_counts_it_takes_are_those_of_the_methods_note_and_of_r() -> None:
    assert least_n_to_differ(0.46, 0.71) == 30
    assert least_n_to_differ(0.56, 0.81) == 27
    assert needed_n(0.50, 0.75, power=0.90) == 77  # R: power.prop.test, n = 76.7


def test_the_trend_of_smokers_is_what_r_prints() -> None:
    ours = trend((83, 90, 129, 70), (86, 93, 136, 82))  # R: prop.trend.test

    assert ours.z**2 == pytest.approx(8.2249, abs=5e-5)
    assert ours.p == pytest.approx(0.004132, abs=5e-7)
    assert ours.slope < 0
    assert ours.ns == (86, 93, 136, 82)


@given(shares, shares)
def test_the_trend_of_two_years_is_the_pooled_test(
    before: tuple[int, int], after: tuple[int, int]
) -> None:
    told = newcombe(*before, *after)
    if told.z is None:
        with pytest.raises(NoSpread):
            trend((before[0], after[0]), (before[1], after[1]))
        return

    ours = trend((before[0], after[0]), (before[1], after[1]), scores=(2016, 2017))

    assert (ours.slope, ours.z) == pytest.approx((told.difference, told.z), abs=1e-9)


def test_what_is_no_share_is_refused_by_name() -> None:
    with pytest.raises(TooFew, match="Nobody answered"):
        wilson(0, 0)
    with pytest.raises(BadNumber, match="5 of 4"):
        newcombe(5, 4, 1, 4)
    with pytest.raises(BadNumber, match="below zero"):
        newcombe_paired(1, -1, 1, 1)
    with pytest.raises(BadNumber, match="no shares"):
        least_n_to_differ(46, 71)
    with pytest.raises(NoSpread, match="same"):
        needed_n(0.4, 0.4)
    with pytest.raises(TooFew, match="at least two"):
        trend((1,), (2,))
    with pytest.raises(BadNumber, match="do not match"):
        trend((1, 2), (2, 3, 4))

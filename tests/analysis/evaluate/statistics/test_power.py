"""Against R's printed results and statsmodels."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.power import TTestIndPower, TTestPower

from fourfold.analysis.evaluate.statistics import (
    BadNumber,
    TooFew,
    least_effect,
    power,
    power_of,
)

counts = st.integers(2, 400)
effects = st.floats(0.0, 2.0)


def test_the_power_of_r_s_example() -> None:
    assert power(1.0, 20, 20) == pytest.approx(0.8689528, abs=5e-7)  # R: power.t.test
    assert least_effect(20, 20, wanted=0.8689528) == pytest.approx(1.0, abs=1e-6)


@pytest.mark.slow
@given(effects, counts, counts)
def test_two_waves_are_statsmodels(effect: float, before: int, after: int) -> None:
    told = TTestIndPower().power(effect, before, 0.05, ratio=after / before)

    assume(not math.isnan(told))
    assert power(effect, before, after) == pytest.approx(told, abs=1e-7)


@given(effects, counts)
def test_linked_waves_are_statsmodels(effect: float, n: int) -> None:
    told = TTestPower().power(effect, n, 0.05)

    assume(not math.isnan(told))
    assert power(effect, n, n, linked=True) == pytest.approx(told, abs=1e-7)


@given(counts, counts)
def test_the_least_effect_has_the_power_that_was_wanted(before: int, after: int) -> None:
    told = power_of(before, after, wanted=0.8)

    assert power(told.least, before, after) == pytest.approx(0.8)
    assert 0.05 <= told.small <= told.medium <= told.large <= 1
    assert (told.n_before, told.n_after, told.n_pairs) == (before, after, 0)


def test_a_design_effect_of_two_is_worth_half_the_people() -> None:
    halved, whole = power_of(1000, 800, design_effect=2.0), power_of(500, 400)

    assert halved.least == pytest.approx(whole.least, rel=0.001)
    assert halved.small == pytest.approx(whole.small, rel=0.001)
    with pytest.raises(BadNumber, match="design effect"):
        power(0.5, 20, 20, design_effect=0.0)


def test_a_sure_find_is_sure_and_never_unknown() -> None:
    assert power(2.0, 23, 83) == pytest.approx(1)
    assert power(9.0, 5000, 5000) == pytest.approx(1)


def test_what_has_no_power_is_refused_by_name() -> None:
    with pytest.raises(TooFew):
        power_of(1, 20)
    with pytest.raises(BadNumber, match="linked"):
        power_of(10, 20, linked=True)
    with pytest.raises(BadNumber, match="0.8"):
        least_effect(10, 10, wanted=0.04)

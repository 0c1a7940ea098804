"""Drift: the same as regression, honest about gaps, and silent on too few years."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.api import OLS, WLS

from fourfold.analysis.forecast import FEWEST, NoSpread, TooFewPoints, drift

SERIES = st.dictionaries(
    st.integers(2000, 2020), st.integers(0, 500).map(Decimal), min_size=FEWEST, max_size=12
)


def years(*values: int | None, first: int = 2015) -> dict[int, Decimal]:
    found = {first + nth: each for nth, each in enumerate(values)}
    return {year: Decimal(each) for year, each in found.items() if each is not None}


def test_the_next_year_is_as_a_regression_of_the_changes_predicts_it() -> None:
    told = years(12, 15, 21, 20, 26, 25)
    changes = np.diff([float(each) for each in told.values()])
    oracle = OLS(changes, np.ones(5)).fit().get_prediction([[1.0]])
    low, high = 25 + oracle.conf_int(obs=True, alpha=0.2)[0]

    (found,) = drift(told, until=2021, least=None).ahead

    assert found.value == pytest.approx(25 + oracle.predicted_mean[0])
    assert (found.low, found.high) == pytest.approx((low, high))


def test_a_missing_year_counts_as_a_longer_step_and_never_as_zero() -> None:
    told = years(12, None, 21, 20, None, None, 31)
    gaps, changes = np.array([2.0, 1.0, 3.0]), np.array([9.0, -1.0, 11.0])
    oracle = WLS(changes, gaps[:, None], weights=1 / gaps).fit()
    predicted = oracle.get_prediction([[1.0]]).summary_frame(alpha=0.2)

    found = drift(told, until=2022, least=None)

    assert found.drift == pytest.approx(oracle.params[0])
    spread = found.ahead[0].high - found.ahead[0].value
    assert spread == pytest.approx((predicted["obs_ci_upper"] - predicted["mean"])[0])


def test_the_interval_worked_by_hand_comes_out() -> None:
    told = years(10, 12, 11, 15, 14)  # changes 2, -1, 4, -1: mean 1, residual variance 18 / 3
    found = drift(told, until=2021, level=0.95, least=None).ahead

    assert [each.value for each in found] == [15, 16]
    for away, each in enumerate(found, 1):
        half = 3.182446 * (6 * away * (1 + away / 4)) ** 0.5  # t with 3 degrees of freedom
        assert each.high - each.value == pytest.approx(half, rel=1e-6)


@given(SERIES, st.integers(1, 5))
def test_ranges_hold_their_value_grow_with_time_and_stay_possible(told, horizon) -> None:
    until = max(told) + horizon
    try:
        free = drift(told, until=until, least=None).ahead
    except NoSpread:
        assume(False)
    bounded = drift(told, until=until, most=500).ahead

    widths = [each.high - each.low for each in free]
    assert widths == sorted(widths)
    assert len(free) == len(bounded) == horizon
    assert all(0 <= each.low <= each.value <= each.high <= 500 for each in bounded)


def test_too_few_years_or_no_spread_give_no_forecast() -> None:
    with pytest.raises(TooFewPoints, match="3 years have a number"):
        drift(years(1, 2, None, 4), until=2020)
    with pytest.raises(NoSpread):
        drift(years(5, 10, 15, 20), until=2020)
    with pytest.raises(ValueError, match="not after"):
        drift(years(5, 10, 12, 20), until=2018)
    with pytest.raises(ValueError, match="between 0 and 1"):
        drift(years(5, 10, 12, 20), until=2020, level=1)

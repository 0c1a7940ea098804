"""Against what R, jamovi and published tables print, and statsmodels' factor."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.analysis.evaluate.statistics import (
    BadNumber,
    NoSpread,
    NotPositiveDefinite,
    TooFew,
    TooFewItems,
    complete,
    omega,
    reliability,
)
from fourfold.analysis.evaluate.statistics.distributions import f_at

from .published import columns


def table(name: str) -> np.ndarray:
    return np.column_stack(list(columns(name).values()))


def test_the_alpha_of_attitude_is_what_r_prints() -> None:
    made = complete(table("attitude"))

    ours = reliability(made.n, made.matrix)

    critical = list(columns("attitude")).index("critical")
    assert (ours.n, made.left_out) == (30, 0)
    assert ours.alpha == pytest.approx(0.8431428, abs=5e-8)
    assert ours.standardized == pytest.approx(0.8390838, abs=5e-8)
    assert (round(ours.low, 2), round(ours.high, 2)) == (0.74, 0.92)
    assert ours.items[critical].alpha_without == pytest.approx(0.8638723, abs=5e-8)


def test_the_omega_of_attitude_is_what_r_prints() -> None:
    made = complete(table("attitude"))

    ours = omega(made.n, made.matrix)

    # R's search stops at .8405448, three in the seventh digit above the most likely fit.
    assert ours.standardized == pytest.approx(0.8405448, abs=5e-7)
    assert not ours.at_limit


def test_the_alpha_and_omega_of_iris_are_what_jamovi_prints() -> None:
    made = complete(table("iris"))

    ours = omega(made.n, made.matrix)

    assert round(reliability(made.n, made.matrix).alpha, 3) == 0.708
    assert round(ours.observed, 3) == 0.848
    assert ours.at_limit  # one factor leaves nothing of petal length to itself


def test_an_item_that_was_not_reversed_is_seen() -> None:
    made = complete(table("iris"))

    ours = reliability(made.n, made.matrix)

    width = ours.items[1]
    assert width.item_rest < 0
    assert width.alpha_without is not None
    assert width.alpha_without > ours.alpha


def test_feldts_interval_is_the_published_one() -> None:
    # The example of C. Evans' R function, MRC CBU Cambridge: .913, 873 people, 20 items.
    alpha, n, k = 0.913, 873, 20
    # Items with equal variances and covariances c have alpha = k c / (1 + (k - 1) c).
    c = alpha / (k - alpha * (k - 1))

    ours = reliability(n, np.full((k, k), c) + np.eye(k) * (1 - c))

    assert ours.alpha == pytest.approx(alpha)
    assert (ours.low, ours.high) == pytest.approx((0.9044024, 0.9211588), abs=5e-8)
    assert ours.items[0].alpha_without == pytest.approx((k - 1) * c / (1 + (k - 2) * c))


@pytest.mark.slow
def test_the_factor_is_statsmodels() -> None:
    from statsmodels.multivariate.factor import Factor

    answers = table("attitude")
    made = complete(answers)

    told = Factor(answers, 1, method="ml").fit().loadings[:, 0]
    assert omega(made.n, made.matrix).loadings == pytest.approx(
        tuple(told * math.copysign(1, told.sum())), abs=1e-4
    )


@pytest.mark.slow
@settings(max_examples=20)
@given(st.lists(st.floats(0.3, 0.9), min_size=3, max_size=12), st.floats(0.1, 10))
def test_a_true_factor_is_found_whatever_the_unit(loadings: list[float], unit: float) -> None:
    true = np.array(loadings)
    matrix = np.outer(true, true)
    np.fill_diagonal(matrix, 1.0)

    ours = omega(100, matrix * unit)

    assert ours.loadings == pytest.approx(tuple(loadings), abs=1e-3)
    expected = true.sum() ** 2 / matrix.sum()
    assert (ours.omega, ours.standardized, ours.observed) == pytest.approx(
        (expected, expected, expected), abs=1e-4
    )


@given(st.integers(2, 8), st.integers(0, 2**32 - 1))
def test_alpha_is_that_of_its_definition(k: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    answers = rng.normal(size=(k + 5, k)) + rng.normal(size=(k + 5, 1))
    made = complete(answers)

    ours = reliability(made.n, made.matrix)

    total = answers.sum(axis=1)
    own = answers.var(axis=0, ddof=1).sum()
    assert ours.alpha == pytest.approx(k / (k - 1) * (1 - own / total.var(ddof=1)))
    for place, item in enumerate(ours.items):
        rest = total - answers[:, place]
        assert item.item_rest == pytest.approx(np.corrcoef(answers[:, place], rest)[0, 1])


def test_who_left_an_item_out_is_counted() -> None:
    made = complete([[1, 2], [2, 4], [math.nan, 3], [4, 4]])

    assert (made.n, made.left_out) == (3, 1)


def test_f_is_read_the_right_way_round() -> None:
    assert f_at(0.95, 5, 10) == pytest.approx(3.3258, abs=5e-5)  # every table of F


def test_what_has_no_reliability_is_refused_by_name() -> None:
    apart = [[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]]
    repeated = complete([[1, 1, 3], [2, 2, 1], [3, 3, 5], [4, 4, 4.0]])

    with pytest.raises(TooFewItems, match="1 item"):
        reliability(9, [[1.0]])
    with pytest.raises(TooFewItems, match="Show alpha"):
        omega(9, np.eye(2))
    with pytest.raises(NoSpread, match="B2"):
        reliability(9, [[1.0, 0.0], [0.0, 0.0]], names=("B1", "B2"))
    with pytest.raises(NoSpread, match="sum"):
        reliability(9, [[1.0, -1.0], [-1.0, 1.0]])
    with pytest.raises(NotPositiveDefinite, match="pair by pair"):
        reliability(9, apart)
    with pytest.raises(NotPositiveDefinite, match="copy"):
        omega(repeated.n, repeated.matrix)
    with pytest.raises(TooFew):
        complete([[1.0, math.nan], [2.0, 3.0]])
    with pytest.raises(TooFew):
        reliability(1, np.eye(3))
    for crooked in ([[1.0, 0.2]], [[1.0, 0.2], [0.3, 1.0]], [[1.0, math.nan], [math.nan, 1.0]]):
        with pytest.raises(BadNumber):
            reliability(9, crooked)


def test_items_that_cancel_out_once_standardized_have_no_standardized_alpha() -> None:
    found = reliability(50, [[1, -2], [-2, 4]])
    assert found.alpha == pytest.approx(-8)
    assert math.isnan(found.standardized)

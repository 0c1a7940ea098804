"""Fits against a textbook, statsmodels, and the cases where there is no estimate."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.analysis.estimate.cells import closure, superset_sums
from fourfold.analysis.estimate.criteria import rank
from fourfold.analysis.estimate.existence import code
from fourfold.analysis.estimate.fitting import fit, free_of, padded
from fourfold.analysis.estimate.models import all_models
from fourfold.analysis.estimate.stepwise import stepwise

from .made import every_model, irls, published

FULL = st.lists(st.integers(1, 60), min_size=15, max_size=15)
TABLES = st.lists(st.integers(0, 12), min_size=7, max_size=7).filter(any)


@pytest.mark.parametrize(("t", "order", "number"), [(3, 2, 8), (4, 3, 113)])
def test_the_models_are_those_an_exact_enumerator_finds(t: int, order: int, number: int) -> None:
    ours = [frozenset(each) for each in all_models(t, order)]

    assert len(ours) == number
    assert set(ours) == every_model(t, order)


@given(FULL, st.integers(0, 112))
@settings(max_examples=40, deadline=None)
def test_a_fit_is_the_textbooks(filled: list[int], which: int) -> None:
    counts = np.array([0.0, *filled])
    model = all_models(4, 3)[which]

    ours = fit(superset_sums(counts)[None, :], padded([model], 16))

    total, height = irls(counts, model)
    assert ours.found[0]
    assert counts.sum() + ours.dark[0] == pytest.approx(total, rel=1e-6)
    assert ours.likelihood[0] == pytest.approx(height, abs=1e-6)


def test_a_fit_is_that_of_statsmodels() -> None:
    import statsmodels.api as sm

    counts = published("uk_2013_5list").cells
    model = closure((), 5)
    design = np.array([[float(c & each == each) for each in model] for c in range(1, 32)])

    told = sm.GLM(counts[1:], design, family=sm.families.Poisson()).fit(tol=1e-12)

    ours = fit(superset_sums(counts)[None, :], padded([model], 32))
    assert ours.alpha[0] == pytest.approx(told.params, rel=1e-7)


@pytest.mark.parametrize(("terms", "answer"), [((3, 5, 6), 2), ((3, 4), 1), ((5, 6), 0), ((), 0)])
def test_the_artificial_lists_have_the_papers_codes(terms: tuple[int, ...], answer: int) -> None:
    observed = superset_sums(published("artificial_3list").cells)[None, :]
    model = padded([closure(terms, 3)], 8)
    free, keep = free_of(observed, model)

    assert code(observed[0], free[0], keep[0]) == answer
    assert fit(observed, model).found[0] == (answer == 0)


@given(TABLES)
@settings(max_examples=60, deadline=None)
def test_newton_settles_exactly_where_the_linear_programme_says(filled: list[int]) -> None:
    counts = np.array([0.0, *filled])
    observed = np.tile(superset_sums(counts), (8, 1))
    models = padded(all_models(3, 2), 8)
    free, keep = free_of(observed, models)

    ours = fit(observed, models, checked=False).found

    told = [code(observed[row], free[row], keep[row]) == 0 for row in range(8)]
    # Newton may need longer than it is given; it never claims what does not exist.
    assert not (ours & ~np.array(told)).any()
    assert fit(observed, models).found.tolist() == told


@pytest.mark.slow
@given(st.lists(st.integers(0, 4), min_size=15, max_size=15).filter(any), st.integers(0, 5))
@settings(max_examples=12, deadline=None)
def test_a_direction_that_proves_there_is_none_is_never_wrong(filled: list[int], at: int) -> None:
    counts = np.array([0.0, *(each if each > 1 else 0 for each in filled)])
    some = all_models(4, 3)[at::6]
    observed = np.tile(superset_sums(counts), (len(some), 1))
    models = padded(some, 16)
    free, keep = free_of(observed, models)

    found = fit(observed, models).found

    told = [code(observed[row], free[row], keep[row]) == 0 for row in range(len(some))]
    assert found.tolist() == told


@given(st.lists(TABLES, min_size=2, max_size=6))
@settings(max_examples=30, deadline=None)
def test_tables_fitted_together_are_as_if_fitted_alone(tables: list[list[int]]) -> None:
    counts = np.array([[0.0, *each] for each in tables])

    together = stepwise(counts).dark

    alone = np.array([stepwise(each[None, :]).dark[0] for each in counts])
    assert together == pytest.approx(alone, rel=1e-6, nan_ok=True)


def test_a_list_that_is_empty_in_a_sample_is_left_out_of_it() -> None:
    counts = published("uk_2013_5list").cells
    without = np.array([0.0 if cell & 1 else count for cell, count in enumerate(counts)])
    kept = np.array([without[cell << 1] for cell in range(16)])

    assert stepwise(without[None, :]).dark[0] == pytest.approx(stepwise(kept[None, :]).dark[0])


def test_lists_that_never_overlap_have_no_estimate() -> None:
    counts = np.zeros(8)
    counts[[1, 2, 4]] = 40, 30, 20

    assert np.isnan(stepwise(counts[None, :]).dark[0])
    assert not rank(counts).models

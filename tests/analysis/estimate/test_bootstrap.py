"""Samples, quantiles, limits."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats.mstats import mquantiles

from fourfold.analysis.estimate.again import among, top
from fourfold.analysis.estimate.bootstrap import draws, interval, quantile, totals_of
from fourfold.analysis.estimate.cells import superset_sums
from fourfold.analysis.estimate.criteria import rank
from fourfold.analysis.estimate.fitting import fit, padded
from fourfold.analysis.estimate.stepwise import stepwise

from .made import published


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=50), st.floats(0.01, 0.99))
@settings(max_examples=80, deadline=None)
def test_a_quantile_is_of_type_eight(values: list[float], at: float) -> None:
    told = mquantiles(values, [at], alphap=1 / 3, betap=1 / 3)[0]

    assert quantile(np.sort(np.array(values)), at) == pytest.approx(told, rel=1e-9, abs=1e-6)


def test_a_tie_counts_half_however_it_was_rounded() -> None:
    samples = np.array([90.0, 100.0 + 1e-9, 100.0 - 1e-9, 110.0])

    assert interval(100.0, samples, 0.0).z0 == 0


def test_samples_without_an_estimate_are_infinitely_large_and_told() -> None:
    found = interval(50.0, np.array([*range(40, 139), math.inf] * 10, dtype=float), 0.0)

    assert found.without == pytest.approx(0.01)
    assert interval(1.0, np.full(100, math.inf), 0.0).degenerate


@pytest.mark.slow
def test_the_same_seed_gives_the_same_totals_on_any_number_of_threads() -> None:
    counts = published("uk_2013_5list").cells

    def totals(some: np.ndarray) -> np.ndarray:
        return some.sum(axis=1) + stepwise(some).dark

    one = totals_of(draws(counts, 1200, 3), totals, threads=1)
    four = totals_of(draws(counts, 1200, 3), totals, threads=4)

    assert one.tobytes() == four.tobytes()
    assert one.tobytes() != totals_of(draws(counts, 1200, 4), totals).tobytes()


def test_every_sample_has_all_the_cases() -> None:
    counts = published("uk_2013_6list").cells

    first, second = draws(counts, 1200, 1)

    assert (len(first), len(second)) == (1000, 200)
    assert set(first.sum(axis=1)) == {counts.sum()}
    assert not first[:, counts == 0].any()


@pytest.mark.slow
@pytest.mark.parametrize("order", [2, 3])
def test_the_best_in_a_sample_is_what_fitting_each_model_anew_finds(order: int) -> None:
    counts = published("uk_2013_5list").cells
    ranked = rank(counts, order=order)
    models = ranked.models[:12]
    samples = draws(counts, 60, 5)[0]

    of = top(ranked, counts, most=12)
    best, mean = among(samples, of)
    quick, _none = among(samples, of, average=False)

    assert quick == pytest.approx(best, rel=1e-7)
    for sample, one, average in zip(samples, best, mean, strict=True):
        fits = fit(np.tile(superset_sums(sample), (12, 1)), padded(models, 32))
        size = np.array([len(each) for each in models])
        score = -2 * fits.likelihood + np.log(sample.sum()) * size
        weight = np.exp(-(score - score.min()) / 2)
        assert one == pytest.approx(fits.dark[score.argmin()], rel=1e-5)
        assert average == pytest.approx((weight * fits.dark).sum() / weight.sum(), rel=1e-5)

"""Latent classes: the sampler against a sum, and what chains are told by."""

from __future__ import annotations

from math import exp, lgamma, log

import numpy as np
import pytest

from fourfold.analysis.estimate import Verdict, estimate
from fourfold.analysis.estimate.latent import chains_of, effective, latent, r_hat

from .made import published


@pytest.mark.slow
def test_one_class_is_independence_written_out() -> None:
    counts = np.array([0, 30, 25, 9, 20, 8, 6, 3.0])
    n = int(counts.sum())
    sizes = [int(sum(c for cell, c in enumerate(counts) if cell >> bit & 1)) for bit in range(3)]
    heights = {}
    for total in range(n, 2000):
        height = lgamma(total + 1) - lgamma(total - n + 1) - log(total)
        height += sum(lgamma(1 + s) + lgamma(1 + total - s) - lgamma(2 + total) for s in sizes)
        heights[total] = height
    top = max(heights.values())
    whole = sum(exp(each - top) for each in heights.values())
    mean = sum(total * exp(each - top) for total, each in heights.items()) / whole

    told = chains_of(counts, seed=1, draws=3000, chains=4, classes=1)

    assert told[:, 500:].mean() == pytest.approx(mean, rel=0.01)


def test_chains_that_tell_the_same_have_an_r_hat_of_one_and_all_their_draws() -> None:
    draws = np.random.default_rng(1).normal(size=(4, 2000))

    assert r_hat(draws) == pytest.approx(1, abs=0.005)
    assert effective(draws) == pytest.approx(8000, rel=0.1)
    assert r_hat(draws + np.arange(4)[:, None]) > 1.3


def test_draws_that_follow_each_other_are_worth_less() -> None:
    random = np.random.default_rng(2)
    draws = np.zeros((4, 6000))
    for at in range(1, 6000):
        draws[:, at] = 0.8 * draws[:, at - 1] + random.normal(size=4)

    # An autoregression of 0.8 is worth (1 - 0.8) / (1 + 0.8) of its draws.
    assert effective(draws) == pytest.approx(24_000 / 9, rel=0.15)


@pytest.mark.slow
def test_chains_that_disagree_are_told_and_never_called_stable() -> None:
    h = published("uk_2013_5list")

    found = latent(h.cells, draws=600)

    assert not found.settled
    assert found.lower < found.estimate < found.upper
    assert latent(h.cells, draws=600) == found


@pytest.mark.slow
def test_the_second_opinion_prints_how_well_its_chains_agree(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("fourfold.analysis.estimate.latent.latent.__kwdefaults__", {
        "seed": 1, "draws": 600, "chains": 4, "classes": 10,
    })  # fmt: skip

    result = estimate(published("uk_2013_5list"), "latent")

    assert result.verdict is Verdict.UNSTABLE
    assert "R-hat" in " ".join(result.warnings)
    assert "disagree" in result.reasons[0]
    assert {"r_hat", "effective_draws"} <= set(result.to_dict()["methods"][0])

"""Against published indices and SciPy's noncentral t."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from fourfold.analysis.evaluate.statistics import (
    EffectKind,
    NoSpread,
    Pairs,
    Summary,
    TooFew,
    d_z,
    g_av,
    hedges_g,
)
from fourfold.analysis.evaluate.statistics.effects import correction

from .made import answers, pairs, summary
from .published import columns

lists = st.lists(answers, min_size=2, max_size=30)


def test_g_of_the_sleep_data_is_rs_but_for_the_exact_correction() -> None:
    sleep = columns("sleep")

    ours = hedges_g(summary(sleep["second_drug"]), summary(sleep["first_drug"]))

    # R's programs print -0.797019, with 1 - 3 / (4 df - 1) for the gamma functions.
    assert ours.raw * (1 - 3 / (4 * 18 - 1)) == pytest.approx(-0.797019, abs=5e-7)
    assert ours.value == pytest.approx(ours.raw * math.gamma(9) / (3 * math.gamma(8.5)))
    assert (ours.kind, ours.n_before, ours.n_after, ours.n_pairs) == (EffectKind.G, 10, 10, 0)


def test_g_av_is_bonetts_example() -> None:
    # statpsych's ci.stdmean.ps(.05, 110.4, 102.1, 15.3, 14.6, .75, 25), first row.
    after, before = Summary(25, 110.4, 15.3**2), Summary(25, 102.1, 14.6**2)

    ours = g_av(Pairs(before, after, 0.75 * 15.3 * 14.6))

    assert (ours.raw, ours.value, ours.low, ours.high) == pytest.approx(
        (0.5550319, 0.5433457, 0.2394905, 0.8705732), abs=5e-8
    )


@pytest.mark.slow
@given(lists, lists)
def test_the_limits_are_the_noncentral_ts(before: list[float], after: list[float]) -> None:
    first, second = summary(before), summary(after)
    assume(first.variance + second.variance > 0)

    ours = hedges_g(first, second, level=0.9)

    df = first.n + second.n - 2
    scale = math.sqrt(first.n * second.n / (first.n + second.n))
    for limit, share in ((ours.low, 0.95), (ours.high, 0.05)):
        shift = limit / correction(df) * scale
        assert stats.nct.cdf(ours.raw * scale, df, shift) == pytest.approx(share, abs=1e-7)


def test_d_z_stands_beside_the_paired_t() -> None:
    sleep = columns("sleep")
    linked = pairs(sleep["second_drug"], sleep["first_drug"])

    ours = d_z(linked.differences)

    assert ours.raw * math.sqrt(10) == pytest.approx(-4.062128, abs=5e-7)
    assert ours.value == pytest.approx(ours.raw * correction(9))
    assert ours.low < ours.value < ours.high < 0
    assert abs(ours.value) > abs(g_av(linked).value)
    assert (ours.kind, ours.n_pairs) == (EffectKind.D_Z, 10)


def test_a_large_sample_and_a_large_change_have_limits_too() -> None:
    ours = hedges_g(Summary(2448, 2.1, 0.5), Summary(2417, 3.4, 0.6))

    assert ours.low < ours.value < ours.high
    assert ours.high - ours.low < 0.2


def test_what_has_no_size_is_refused_by_name() -> None:
    same, some = Summary(5, 2.0, 0.0), Summary(1, 3.0, math.nan)

    with pytest.raises(NoSpread):
        hedges_g(same, same)
    with pytest.raises(NoSpread):
        d_z(same)
    with pytest.raises(TooFew, match="before"):
        hedges_g(some, same)
    with pytest.raises(TooFew, match="2 pairs"):
        g_av(pairs([1.0, 2.0], [2.0, 4.0]))

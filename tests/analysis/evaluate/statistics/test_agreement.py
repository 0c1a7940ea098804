"""Against the papers' examples and statsmodels."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats import inter_rater

from fourfold.analysis.evaluate.statistics import (
    BadNumber,
    Measured,
    NoSpread,
    TooFew,
    Weights,
    cohen_kappa,
    crossed,
    fleiss_kappa,
    krippendorff_alpha,
)

N = None
# Krippendorff 2011, section E: four observers, twelve units.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3),
    (N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N),
)
# Fleiss 1971: ten subjects, fourteen raters, five codes; kappa .210.
FLEISS = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip
# Agresti, Categorical Data Analysis: couples' answers, 91 of them (R's vcd: SexualFun).
COUPLES = ((7, 7, 2, 3), (2, 8, 3, 7), (1, 5, 4, 9), (2, 8, 9, 14))

tables = st.integers(2, 5).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 9), min_size=k, max_size=k), min_size=k, max_size=k)
)


@pytest.mark.parametrize(
    ("measured", "alpha"),
    [(Measured.NOMINAL, 0.743), (Measured.ORDINAL, 0.815), (Measured.INTERVAL, 0.849)],
)
def test_krippendorffs_example_gives_his_alphas(measured: Measured, alpha: float) -> None:
    ours = krippendorff_alpha(OBSERVERS, measured=measured)

    assert round(ours.alpha, 3) == alpha
    assert (ours.units, ours.left_out, ours.values) == (11, 1, 40)


def test_fleiss_example_gives_his_kappa() -> None:
    ours = fleiss_kappa(FLEISS)

    assert round(ours.kappa, 3) == 0.210
    assert (ours.n, round(ours.observed, 3), round(ours.expected, 3)) == (10, 0.378, 0.213)
    assert ours.kappa == pytest.approx(inter_rater.fleiss_kappa(np.array(FLEISS)))


@pytest.mark.parametrize(
    ("weights", "kappa", "se"),
    [(Weights.NONE, 0.1293, 0.0686), (Weights.LINEAR, 0.2374, 0.0783)],
)
def test_the_couples_give_what_r_prints(weights: Weights, kappa: float, se: float) -> None:
    ours = cohen_kappa(COUPLES, weights=weights)

    assert (round(ours.kappa, 4), ours.n) == (kappa, 91)
    assert ours.se == pytest.approx(se, abs=5e-5)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # the oracle divides by nothing
@given(tables, st.sampled_from(list(Weights)))
def test_kappa_and_its_error_are_statsmodels(table: list[list[int]], weights: Weights) -> None:
    try:
        ours = cohen_kappa(table, weights=weights)
    except (TooFew, NoSpread):
        return
    assume(ours.expected > 0)
    named = {Weights.NONE: None, Weights.LINEAR: "linear", Weights.QUADRATIC: "quadratic"}

    told = inter_rater.cohens_kappa(np.array(table), wt=named[weights])
    assert ours.kappa == pytest.approx(told.kappa)
    if ours.se is None:
        assert ours.kappa == pytest.approx(0, abs=1e-12)
    else:
        assert ours.se == pytest.approx(np.nan_to_num(told.std_kappa), abs=1e-7)


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=2, max_size=30),
    st.sampled_from(list(Measured)),
)
def test_the_order_of_raters_and_units_does_not_matter(
    units: list[tuple[int, int]], measured: Measured
) -> None:
    assume(len({code for unit in units for code in unit}) > 1)
    first, second = zip(*units, strict=True)

    ours = krippendorff_alpha((first, second), measured=measured)

    turned = krippendorff_alpha((second[::-1], first[::-1]), measured=measured)
    assert ours.alpha == pytest.approx(turned.alpha)
    assert ours.alpha <= 1
    gap = krippendorff_alpha(((*first, 4), (*second, math.nan)), measured=measured)
    assert (gap.alpha, gap.left_out) == (pytest.approx(ours.alpha), 1)


@given(st.lists(st.lists(st.integers(0, 1), min_size=3, max_size=3), min_size=3, max_size=30))
def test_two_codes_are_one_distance_however_measured(units: list[list[int]]) -> None:
    assume(len({code for unit in units for code in unit}) > 1)
    raters = list(zip(*units, strict=True))

    alphas = [krippendorff_alpha(raters, measured=each).alpha for each in Measured]

    assert alphas == pytest.approx([alphas[0]] * 3)


def test_two_coders_of_a_codebook_are_crossed_in_its_order() -> None:
    table = crossed(["trust", "fear", "trust"], ["trust", "trust", "trust"], ["fear", "trust"])

    assert table == [[0, 1], [0, 2]]


def test_a_rater_with_one_code_tells_nothing_and_no_error_is_made_up() -> None:
    ours = cohen_kappa(((0, 0), (4, 5)))

    assert ours.kappa == pytest.approx(0)
    assert (ours.n, ours.se, ours.low, ours.high) == (9, None, None, None)


def test_full_agreement_is_one() -> None:
    ours = cohen_kappa(((5, 0), (0, 7)))

    assert (ours.kappa, ours.se, ours.low, ours.high) == (1, 0, 1, 1)
    assert krippendorff_alpha((("a", "b"), ("a", "b"))).alpha == 1


def test_what_has_no_agreement_is_refused_by_name() -> None:
    with pytest.raises(NoSpread, match="one code"):
        cohen_kappa(((9, 0), (0, 0)))
    with pytest.raises(TooFew):
        cohen_kappa(((0, 0), (0, 0)))
    with pytest.raises(BadNumber, match="square"):
        cohen_kappa(((1, 2, 3), (1, 2, 3)))
    with pytest.raises(BadNumber, match="codebook: anger"):
        crossed(["anger"], ["fear"], ["fear"])
    with pytest.raises(BadNumber, match="same units"):
        crossed(["fear"], [], ["fear"])
    with pytest.raises(BadNumber, match="Krippendorff"):
        fleiss_kappa(((2, 1), (1, 1)))
    with pytest.raises(TooFew):
        fleiss_kappa(())
    with pytest.raises(TooFew, match="One rater"):
        fleiss_kappa(((1, 0), (0, 1)))
    with pytest.raises(NoSpread):
        fleiss_kappa(((2, 0), (2, 0)))
    with pytest.raises(TooFew, match="by two"):
        krippendorff_alpha(((1, None), (None, 2)))
    with pytest.raises(NoSpread):
        krippendorff_alpha(((1, 1), (1, 1)))
    with pytest.raises(BadNumber, match="NOMINAL"):
        krippendorff_alpha((("a", "b"), ("a", "b")), measured=Measured.ORDINAL)
    with pytest.raises(BadNumber, match="one place"):
        krippendorff_alpha(((1, 2), (1,)))

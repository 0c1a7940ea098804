"""Against the worked example of the methods note and statsmodels."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from fourfold.analysis.evaluate.statistics import BadP, benjamini_hochberg, holm

some_ps = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def test_holm_of_the_worked_example() -> None:
    assert [each.adjusted for each in holm((0.01, 0.04, 0.03, 0.005))] == pytest.approx(
        [0.03, 0.06, 0.06, 0.02]
    )


def test_benjamini_hochberg_of_the_worked_example() -> None:
    adjusted = benjamini_hochberg((0.01, 0.04, 0.03, 0.005))

    assert [each.adjusted for each in adjusted] == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert [each.raw for each in adjusted] == [0.01, 0.04, 0.03, 0.005]


@pytest.mark.slow  # the oracle is
@settings(max_examples=25)
@given(some_ps)
def test_both_are_statsmodels(ps: list[float]) -> None:
    for ours, method in ((holm(ps), "holm"), (benjamini_hochberg(ps), "fdr_bh")):
        told = multipletests(ps, method=method)[1]
        assert [each.adjusted for each in ours] == pytest.approx(list(told))


@given(some_ps, st.integers(0, 12))
def test_a_test_that_was_not_made_changes_no_other(ps: list[float], place: int) -> None:
    place = min(place, len(ps))
    for adjust in (holm, benjamini_hochberg):
        told = list(adjust([*ps[:place], None, *ps[place:]]))
        left_out = told.pop(place)
        assert (left_out.raw, left_out.adjusted) == (None, None)
        assert tuple(told) == adjust(ps)


def test_no_test_at_all_is_no_error() -> None:
    assert holm(()) == ()
    assert benjamini_hochberg((None,))[0].adjusted is None


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_what_is_no_p_is_refused_with_its_place(p: float) -> None:
    with pytest.raises(BadP, match="Test 2"):
        holm((0.5, p))

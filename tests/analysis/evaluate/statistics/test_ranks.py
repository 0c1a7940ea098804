"""Against R's printed result and SciPy."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from fourfold.analysis.evaluate.statistics import BadNumber, NoSpread, signed_rank

from .published import columns


def test_the_sleep_data_give_what_r_prints() -> None:
    sleep = columns("sleep")
    changes = [
        round(a - b, 1) for a, b in zip(sleep["first_drug"], sleep["second_drug"], strict=True)
    ]

    ours = signed_rank(Counter(changes))

    assert (ours.v, ours.n_pairs, ours.n_same, ours.exact) == (0, 10, 1, False)
    assert ours.p == pytest.approx(0.009091, abs=5e-7)
    assert ours.rank_biserial == -1


@given(st.lists(st.integers(-6, 6), min_size=1, max_size=40))
def test_with_ties_it_is_scipys(changes: list[int]) -> None:
    assume(any(changes))
    counted = Counter(map(float, changes))
    ours = signed_rank(counted)
    assume(not ours.exact)

    told = stats.wilcoxon(changes, method="approx", correction=True)
    centre = ours.v == (ours.n_pairs - ours.n_same) * (ours.n_pairs - ours.n_same + 1) / 4
    assert ours.p == pytest.approx(1.0 if centre else told.pvalue)


@given(st.sets(st.integers(1, 1000), min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_without_ties_every_sign_is_counted(sizes: set[int], random: object) -> None:
    changes = [size * random.choice((-1, 1)) for size in sorted(sizes)]  # type: ignore[attr-defined]

    ours = signed_rank(Counter(map(float, changes)))

    told = stats.wilcoxon(changes, method="exact")
    assert ours.exact
    assert ours.p == pytest.approx(told.pvalue)
    assert min(ours.v, len(sizes) * (len(sizes) + 1) / 2 - ours.v) == told.statistic


def test_the_counts_are_what_matters_not_the_list() -> None:
    changes = np.repeat([-1.0, 0.0, 2.0], [3, 4, 5])

    assert signed_rank({-1.0: 3, 0.0: 4, 2.0: 5}) == signed_rank(Counter(map(float, changes)))


def test_what_cannot_be_ranked_is_refused_by_name() -> None:
    with pytest.raises(NoSpread, match="Nobody changed"):
        signed_rank({0.0: 12})
    with pytest.raises(NoSpread):
        signed_rank({})
    with pytest.raises(BadNumber):
        signed_rank({math.nan: 1})
    with pytest.raises(BadNumber):
        signed_rank({1.0: -1})

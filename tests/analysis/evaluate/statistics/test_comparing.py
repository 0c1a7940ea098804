"""Against R's printed results, the papers' examples and SciPy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from fourfold.analysis.evaluate.statistics import (
    NO_PAIRS,
    NOBODY,
    BadNumber,
    Comparison,
    Method,
    NoSpread,
    Pairs,
    Summary,
    TooFew,
    combined,
    paired,
    partly_paired,
    summarize,
    welch,
)

from .made import answers, pairs, quiet, summary
from .published import columns

# The example of R's Partiallyoverlapping (Derrick 2018): p = .026 with equal variances.
A_ALONE, A_LINKED = (20, 21, 16, 18, 14, 12, 14, 17), (14, 15, 18, 20, 11, 19, 14, 15)
B_ALONE, B_LINKED = (10, 16, 18, 16, 15, 14, 13, 10), (15, 10, 15, 17, 13, 19, 12, 13)

two_lists = st.tuples(st.lists(answers, min_size=2, max_size=20), st.lists(answers, min_size=2))
linked_lists = st.lists(st.tuples(answers, answers), min_size=2, max_size=20)


def same(ours: Comparison, other: Comparison) -> bool:
    names = ("difference", "se", "low", "high", "t", "df", "p")
    return all(math.isclose(getattr(ours, n), getattr(other, n), rel_tol=1e-9) for n in names)


def test_the_sleep_data_unlinked_give_what_r_prints() -> None:
    sleep = columns("sleep")

    ours = welch(summary(sleep["second_drug"]), summary(sleep["first_drug"]))

    assert (ours.method, ours.n_before, ours.n_after, ours.n_pairs) == (Method.WELCH, 10, 10, 0)
    assert ours.t == pytest.approx(-1.860813, abs=5e-7)
    assert ours.df == pytest.approx(17.776474, abs=5e-7)
    assert ours.p == pytest.approx(0.079394, abs=5e-7)
    assert (ours.low, ours.high) == pytest.approx((-3.36548, 0.20548), abs=5e-6)


def test_the_sleep_data_linked_give_what_r_prints() -> None:
    sleep = columns("sleep")
    changes = pairs(sleep["second_drug"], sleep["first_drug"]).differences

    ours = paired(changes.n, changes.mean, changes.variance)

    assert (ours.n_before, ours.n_after, ours.n_pairs, ours.df) == (10, 10, 10, 9)
    assert ours.t == pytest.approx(-4.062128, abs=5e-7)
    assert ours.p == pytest.approx(0.002833, abs=5e-7)


def test_the_example_of_partly_linked_samples_gives_its_printed_p() -> None:
    ours = partly_paired(
        summary(B_ALONE), summary(A_ALONE), pairs(B_LINKED, A_LINKED), equal_variances=True
    )

    assert round(ours.p, 3) == 0.026
    assert (ours.n_before, ours.n_after, ours.n_pairs) == (16, 16, 8)


@pytest.mark.parametrize("equal", [True, False])
def test_partly_linked_samples_follow_the_formulas_of_the_paper(equal: bool) -> None:
    first, second = np.array(A_ALONE + A_LINKED), np.array(B_ALONE + B_LINKED)
    r = np.corrcoef(A_LINKED, B_LINKED)[0, 1]
    alone, linked, n = 16, 8, 16
    v1, v2 = first.var(ddof=1), second.var(ddof=1)
    if equal:
        pooled = ((n - 1) * v1 + (n - 1) * v2) / (2 * n - 2)
        below = math.sqrt(pooled * (1 / n + 1 / n - 2 * r * linked / n**2))
        df = (linked - 1) + (alone + linked - 1) / (alone + 2 * linked) * alone
    else:
        below = math.sqrt(v1 / n + v2 / n - 2 * r * math.sqrt(v1 * v2) * linked / n**2)
        gamma = (v1 / n + v2 / n) ** 2 / ((v1 / n) ** 2 / (n - 1) + (v2 / n) ** 2 / (n - 1))
        df = (linked - 1) + (gamma - linked + 1) / (alone + 2 * linked) * alone

    ours = partly_paired(
        summary(B_ALONE), summary(A_ALONE), pairs(B_LINKED, A_LINKED), equal_variances=equal
    )

    assert ours.t == pytest.approx((first.mean() - second.mean()) / below)
    assert ours.df == pytest.approx(df)


@quiet
@given(two_lists)
def test_welch_is_scipys(lists: tuple[list[float], list[float]]) -> None:
    before, after = lists
    assume(np.var(before) + np.var(after) > 0)

    ours = welch(summary(before), summary(after), level=0.9)

    told = stats.ttest_ind(after, before, equal_var=False)
    interval = told.confidence_interval(0.9)
    assert (ours.t, ours.df, ours.p) == pytest.approx((told.statistic, told.df, told.pvalue))
    assert (ours.low, ours.high) == pytest.approx((interval.low, interval.high), abs=1e-9)


@quiet
@given(linked_lists)
def test_all_linked_is_the_paired_t(people: list[tuple[float, float]]) -> None:
    before, after = zip(*people, strict=True)
    linked = pairs(before, after)
    assume(linked.differences.variance > 0)

    ours = partly_paired(NOBODY, NOBODY, linked)

    told = stats.ttest_rel(after, before)
    assert (ours.t, ours.df) == pytest.approx((told.statistic, told.df), rel=1e-6)
    assert ours.p == pytest.approx(told.pvalue, rel=1e-5, abs=1e-12)
    assert ours.t == pytest.approx(
        paired(linked.n, linked.differences.mean, linked.differences.variance).t, rel=1e-6
    )


@quiet
@given(two_lists)
def test_nobody_linked_is_welch_or_the_pooled_t(lists: tuple[list[float], list[float]]) -> None:
    before, after = summary(lists[0]), summary(lists[1])
    assume(before.variance + after.variance > 0)

    pooled = partly_paired(before, after, NO_PAIRS, equal_variances=True)

    told = stats.ttest_ind(lists[1], lists[0], equal_var=True)
    assert same(partly_paired(before, after, NO_PAIRS), welch(before, after))
    assert (pooled.t, pooled.df, pooled.p) == pytest.approx((told.statistic, told.df, told.pvalue))


@given(two_lists)
def test_the_same_waves_exchanged_change_the_sign_only(
    lists: tuple[list[float], list[float]],
) -> None:
    before, after = summary(lists[0]), summary(lists[1])
    assume(before.variance + after.variance > 0)

    forth, back = welch(before, after), welch(after, before)

    assert (forth.difference, forth.p) == pytest.approx((-back.difference, back.p))
    assert (forth.low, forth.high) == pytest.approx((-back.high, -back.low))


@given(st.lists(st.lists(answers, max_size=6), max_size=6))
def test_groups_put_together_are_one_list(groups: list[list[float]]) -> None:
    whole = summary([value for group in groups for value in group])

    ours = combined(*map(summary, groups))

    assert ours.n == whole.n
    assert (ours.mean, ours.variance) == pytest.approx((whole.mean, whole.variance), nan_ok=True)


def test_missing_answers_are_left_out_and_not_counted() -> None:
    assert summarize([1.0, math.nan, 3.0]) == Summary(2, 2.0, 2.0)
    assert summarize([math.nan]).n == 0


def test_what_cannot_be_tested_is_refused_by_name() -> None:
    some, same_answers = Summary(5, 3.0, 1.0), Summary(5, 3.0, 0.0)

    with pytest.raises(TooFew, match="1 answers before"):
        welch(Summary(1, 3.0, math.nan), some)
    with pytest.raises(TooFew, match="0 answers after"):
        welch(some, NOBODY)
    with pytest.raises(TooFew, match="Count it as unlinked"):
        partly_paired(some, some, pairs([1.0], [2.0]))
    with pytest.raises(NoSpread):
        welch(same_answers, same_answers)
    with pytest.raises(NoSpread):
        paired(9, 1.0, 0.0)
    with pytest.raises(NoSpread):
        partly_paired(NOBODY, NOBODY, pairs([0.1, 0.2, 0.4], [1.1, 1.2, 1.4]))
    with pytest.raises(BadNumber, match="level"):
        welch(some, some, level=95)


@pytest.mark.parametrize(
    ("n", "mean", "variance"),
    [
        (-1, 1.0, 1.0),
        (2, math.nan, 1.0),
        (2, 1.0, -1.0),
        (3, 1.0, math.nan),
    ],
)
def test_a_summary_that_cannot_be_is_refused(n: int, mean: float, variance: float) -> None:
    with pytest.raises(BadNumber):
        Summary(n, mean, variance)


def test_pairs_that_cannot_be_are_refused() -> None:
    with pytest.raises(BadNumber, match="no pairs"):
        Pairs(Summary(3, 1.0, 1.0), Summary(4, 1.0, 1.0), 0.0)
    with pytest.raises(BadNumber, match="covariance"):
        Pairs(Summary(3, 1.0, 1.0), Summary(3, 1.0, 1.0), 2.0)

"""Against the papers' matrices, statsmodels and the cases whose answer is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from fourfold.analysis.evaluate.statistics import (
    NOBODY,
    Method,
    NoSpread,
    Summary,
    TooFew,
    by_event,
    by_event_paired,
    intraclass,
    welch,
)

from .made import answers, summary

Event = tuple[list[float], list[float]]
some = st.lists(answers, max_size=4)
many_events = st.lists(st.tuples(some, some), min_size=2, max_size=7)
# The oracles load pandas.
pytestmark = pytest.mark.slow


def usable(events: list[Event]) -> bool:
    return all(sum(1 for event in events if event[wave]) >= 2 for wave in (0, 1))


def rows(events: list[Event]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return answers, design (mean before, change) and event of each answer."""
    told = [
        (value, wave, place)
        for place, event in enumerate(events)
        for wave in (0, 1)
        for value in event[wave]
    ]
    y, wave, place = (np.array(column, dtype=float) for column in zip(*told, strict=True))
    return y, np.column_stack([np.ones_like(y), wave]), place


def by_matrices(events: list[Event]) -> tuple[float, float]:
    """Return the CR2 variance and its df as Bell and McCaffrey write them, with whole matrices."""
    y, x, place = rows(events)
    bread = np.linalg.inv(x.T @ x)
    hat = x @ bread @ x.T
    residual = y - hat @ y
    c = np.array([0.0, 1.0])
    columns, variance = [], 0.0
    for each in np.unique(place):
        mine = place == each
        values, vectors = np.linalg.eigh(np.eye(mine.sum()) - hat[np.ix_(mine, mine)])
        half = vectors @ np.diag([v**-0.5 if v > 1e-9 else 0.0 for v in values]) @ vectors.T
        weights = half @ x[mine] @ bread @ c
        variance += float(residual[mine] @ weights) ** 2
        columns.append((np.eye(len(y)) - hat)[:, mine] @ weights)
    products = np.array(columns) @ np.array(columns).T
    return variance, float(np.trace(products) ** 2 / np.sum(products**2))


@given(many_events)
def test_the_closed_form_is_the_papers_matrices(events: list[Event]) -> None:
    assume(usable(events))
    variance, df = by_matrices(events)
    assume(variance > 1e-9)

    ours = by_event([(summary(before), summary(after)) for before, after in events])

    assert ours.comparison.se**2 == pytest.approx(variance)
    assert ours.comparison.df == pytest.approx(df)


@given(st.lists(answers, min_size=2, max_size=9), st.lists(answers, min_size=2, max_size=9))
def test_events_of_one_answer_are_welchs_error(before: list[float], after: list[float]) -> None:
    assume(np.var(before) + np.var(after) > 0)
    alone = [(summary([value]), NOBODY) for value in before]
    alone += [(NOBODY, summary([value])) for value in after]

    ours = by_event(alone)

    assert ours.comparison.se == pytest.approx(welch(summary(before), summary(after)).se)
    assert ours.design_effect == pytest.approx(1)
    assert (ours.icc, ours.events, ours.events_both) == (None, len(before) + len(after), 0)


def test_equal_events_are_the_paired_t_of_their_means() -> None:
    rng = np.random.default_rng(6)
    events = rng.integers(1, 6, size=(9, 2, 5)) + rng.integers(0, 3, size=(9, 1, 1))

    ours = by_event([(summary(each[0]), summary(each[1])) for each in events])

    means = events.mean(axis=2)
    told = stats.ttest_rel(means[:, 1], means[:, 0])
    assert (ours.comparison.t, ours.comparison.df, ours.comparison.p) == pytest.approx(
        (told.statistic, 8, told.pvalue)
    )
    assert ours.comparison.method is Method.BY_EVENT
    assert (ours.events, ours.events_both) == (9, 9)


def test_equal_events_of_linked_people_are_the_t_of_their_mean_changes() -> None:
    changes = np.random.default_rng(7).integers(-2, 5, size=(8, 6)).astype(float)

    ours = by_event_paired([summary(each) for each in changes])

    told = stats.ttest_1samp(changes.mean(axis=1), 0)
    assert (ours.comparison.t, ours.comparison.df) == pytest.approx((told.statistic, 7))
    assert ours.comparison.n_pairs == 48


def test_many_events_come_near_the_plain_robust_error_of_statsmodels() -> None:
    rng = np.random.default_rng(8)
    moods = rng.normal(0, 1, 200)
    events = [
        (list(rng.normal(m, 1, rng.integers(3, 9))), list(rng.normal(m + 1, 1, rng.integers(3, 9))))
        for m in moods
    ]
    y, x, place = rows(events)

    ours = by_event([(summary(before), summary(after)) for before, after in events])

    told = sm.OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": place.astype(int)})
    assert ours.comparison.difference == pytest.approx(told.params[1])
    assert ours.comparison.se == pytest.approx(told.bse[1], rel=0.01)
    assert ours.icc == pytest.approx(0.5, abs=0.1)


def test_shrouts_and_fleiss_example_gives_its_intraclass_correlation() -> None:
    # Shrout and Fleiss 1979, table 2: six targets, four judges, ICC(1,1) = .17.
    targets = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]

    icc = intraclass([summary(each) for each in targets])

    assert icc is not None
    assert round(icc, 2) == 0.17


def test_events_that_answer_alike_prove_less_and_say_so() -> None:
    alike = [
        (Summary(20, 2.0, 0.1), Summary(20, 2.5, 0.1)),
        (Summary(20, 3.0, 0.1), Summary(20, 3.9, 0.1)),
        (Summary(20, 4.0, 0.1), Summary(20, 4.1, 0.1)),
        (Summary(2, 1.0, 0.1), NOBODY),
    ]

    ours = by_event(alike)

    assert ours.design_effect > 1
    assert ours.icc == pytest.approx(0.9, abs=0.1)
    assert ours.fragile
    assert (ours.comparison.n_before, ours.comparison.n_after) == (62, 60)


def test_what_cannot_be_seen_by_event_is_refused_by_name() -> None:
    one = Summary(9, 3.0, 1.0)

    with pytest.raises(TooFew, match="1 events have answers after"):
        by_event([(one, one), (one, NOBODY)])
    with pytest.raises(TooFew, match="0 events"):
        by_event([])
    with pytest.raises(NoSpread):
        by_event_paired([Summary(3, 1.0, 0.0), Summary(4, 1.0, 0.0)])
    with pytest.raises(NoSpread):
        by_event([(one, one), (one, one)])
    assert intraclass([Summary(1, 3.0, math.nan)], []) is None

"""What people known in both waves show beside the test."""

from __future__ import annotations

import pytest
from scipy import stats

from fourfold.analysis.evaluate.engine import said
from fourfold.analysis.evaluate.statistics import Method, by_event_paired, summarize
from fourfold.analysis.tables.values import Hidden
from tests.analysis.evaluate.engine.test_evaluating import made_people, scores
from tests.analysis.evaluate.made import evaluated

pytestmark = pytest.mark.slow


def test_wilcoxon_and_the_two_sizes_stand_beside_the_paired_test() -> None:
    rows = made_people(30)
    pairs = evaluated(rows, pair="code").constructs[0].pairs
    before = scores(rows, "before", items=slice(4, 7), needed=2)
    after = scores(rows, "after", items=slice(4, 7), needed=2)
    changes = [round((b - a) * 3) for a, b in zip(before, after, strict=True)]

    assert pairs is not None
    assert pairs.ranks is not None
    expected = stats.wilcoxon(changes, zero_method="wilcox", correction=True, method="approx")
    assert pairs.ranks.p == pytest.approx(expected.pvalue)
    assert (pairs.rose, pairs.same, pairs.fell) == (
        sum(each > 0 for each in changes),
        sum(each == 0 for each in changes),
        sum(each < 0 for each in changes),
    )
    assert pairs.d_z is not None
    assert pairs.g_av is not None
    assert pairs.d_z.value != pytest.approx(pairs.g_av.value)


def test_pairs_and_events_together_compare_each_persons_change_event_by_event() -> None:
    rows = made_people(40)
    found = evaluated(rows, pair="code", event="event")
    before = scores(rows, "before", items=slice(4, 7), needed=2)
    after = scores(rows, "after", items=slice(4, 7), needed=2)
    events = [str(row[3]) for row in rows if row[0] == "before"]
    changes = [
        summarize(b - a for a, b, at in zip(before, after, events, strict=True) if at == event)
        for event in sorted(set(events))
    ]
    expected = by_event_paired(changes).comparison
    change = found.constructs[0].change

    assert not isinstance(change, Hidden)
    assert change.test is not None
    assert change.test.method is Method.BY_EVENT
    assert (change.test.p, change.test.df) == pytest.approx((expected.p, expected.df))
    assert change.test.n_pairs == 40


def test_one_without_a_code_leaves_the_pairs_beside_the_test() -> None:
    rows = [*made_people(40), ["after", "School", None, "E1", 3, 3, 3, 4, 4]]
    result = evaluated(rows, pair="code", event="event").constructs[0]

    assert not isinstance(result.change, Hidden)
    assert result.change.test is not None
    assert result.change.test.n_pairs == 0
    assert result.pairs is not None
    assert result.pairs.by_event is not None
    assert result.pairs.by_event.comparison.n_pairs == 40


def test_few_pairs_are_not_shown() -> None:
    rows = made_people(30)
    for row in rows[16:]:
        row[2] = None
    found = evaluated(rows, pair="code", least=10)

    assert all(each.pairs is None for each in found.constructs)
    assert said(found)["constructs"][0]["linked"] is None


def test_how_items_fit_and_what_was_answered_is_told() -> None:
    told = said(evaluated(made_people(30)))
    fits = told["constructs"][0]["reliability"][0]["items"]
    item = next(each for each in told["items"] if each["code"] == "K1")

    assert [each["code"] for each in fits] == ["K1", "K2", "K3"]
    assert all(each["alpha_without"] is not None for each in fits)
    assert [each["point"] for each in item["answers"]] == [1, 2, 3, 4, 5]
    assert sum(each["before"] for each in item["answers"]) == 30
    assert sum(each["after"] for each in item["answers"]) == 30

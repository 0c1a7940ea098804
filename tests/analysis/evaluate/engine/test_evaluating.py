"""A file of answers, evaluated."""

from __future__ import annotations

import json
import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from fourfold.analysis.evaluate.engine import Change, Evaluation, Verdict, said
from fourfold.analysis.evaluate.statistics import Method
from fourfold.analysis.tables.values import Hidden
from tests.analysis.evaluate.made import evaluated

pytestmark = pytest.mark.slow
Row = list[object]


def of(found: Evaluation, place: int = 0) -> Change:
    change = found.constructs[place].change
    assert not isinstance(change, Hidden)
    return change


def scores(rows: list[Row], wave: str, *, items: slice, needed: int) -> list[float]:
    """Score people one by one, as the codebook says; only for tests."""
    made = []
    for row in rows:
        answered = [int(str(cell)) for cell in row[items] if cell is not None]
        if row[0] == wave and len(answered) >= needed:
            made.append(sum(answered) / len(answered))
    return made


answers = st.one_of(st.none(), st.integers(1, 5))
people = st.tuples(st.sampled_from(["before", "after"]), answers, answers, answers)


@settings(max_examples=25, deadline=None)
@given(st.lists(people, min_size=1, max_size=40))
def test_the_test_is_that_of_scipy_on_the_scores(drawn: list[tuple[object, ...]]) -> None:
    fixed = [("before", 1, 2, 3), ("before", 4, 4, 5), ("after", 2, 2, 2), ("after", 5, 1, 1)]
    rows: list[Row] = [[wave, "x", None, None, *given, 1, 1] for wave, *given in [*fixed, *drawn]]
    before = scores(rows, "before", items=slice(4, 7), needed=2)
    after = scores(rows, "after", items=slice(4, 7), needed=2)
    change = of(evaluated(rows))
    expected = stats.ttest_ind(after, before, equal_var=False)

    assert (change.before.summary.n, change.after.summary.n) == (len(before), len(after))
    assert change.before.unscored == sum(row[0] == "before" for row in rows) - len(before)
    assert change.difference == pytest.approx(np.mean(after) - np.mean(before))
    assert change.test is not None
    assert change.test.method is Method.WELCH
    assert change.test.p == pytest.approx(expected.pvalue)


def made_people(n: int, *, seed: int = 1) -> list[Row]:
    """Return n people known in both waves by a code, in five events."""
    draw = random.Random(seed)  # noqa: S311
    rows: list[Row] = []
    for number in range(n):
        field, event = draw.choice(["School", "Police"]), f"E{number % 5}"
        base = draw.randint(1, 3)
        for wave, more in (("before", 0), ("after", 1)):
            given = [min(5, base + more + draw.randint(0, 1)) for _ in range(3)]
            rows.append(
                [wave, field, f"C{number}", event, *given, 6 - base, 10 - draw.randint(0, 3)]
            )
    return rows


def test_people_with_a_code_are_compared_with_themselves() -> None:
    rows = made_people(30)
    change = of(evaluated(rows, pair="code"))
    before = scores(rows, "before", items=slice(4, 7), needed=2)
    after = scores(rows, "after", items=slice(4, 7), needed=2)
    expected = stats.ttest_rel(after, before)

    assert change.test is not None
    assert change.test.method is Method.PAIRED
    assert (change.test.t, change.test.p) == pytest.approx((expected.statistic, expected.pvalue))


def test_codes_are_compared_without_case_and_a_repeated_one_is_told_and_left_unpaired() -> None:
    rows = made_people(12)
    rows[0][2], rows[1][2] = " c0", "C0 "
    rows.append(["after", "School", "C5", "E1", 3, 3, 3, 4, 4])
    rows.append(["after", "School", None, "E1", 3, 3, 3, 4, 4])
    rows.append(["before", "School", "alone", "E1", 3, 3, 3, 4, 4])
    found = evaluated(rows, pair="code")
    change = of(found)

    assert found.codes is not None
    assert (found.codes.pairs, found.codes.alone, found.codes.repeated) == (11, 1, 1)
    assert (found.codes.repeated_rows, found.codes.blank) == (3, 1)
    assert change.test is not None
    assert change.test.method is Method.PARTLY_PAIRED
    assert change.test.n_pairs == 11
    assert (change.before.summary.n, change.after.summary.n) == (13, 14)
    assert "1 codes stand more than once" in " ".join(found.notes)


def test_an_event_is_one_unit_and_rows_without_one_are_told() -> None:
    rows = made_people(40)
    rows[0][3] = None
    found = evaluated(rows, event="event")
    change = of(found)

    assert change.test is not None
    assert change.test.method is Method.BY_EVENT
    assert found.constructs[0].events == 5
    assert found.no_event == 1
    assert change.interval is not None


def test_a_reversed_item_is_turned_around_in_the_score_and_shown_as_answered() -> None:
    rows: list[Row] = [
        *([["before", "x", None, None, 1, 1, 1, 10, 1]] * 3),
        *([["after", "x", None, None, 1, 1, 1, 2, 9]] * 3),
    ]
    found = evaluated(rows)
    change = of(found, 1)
    reversed_item = next(each for each in found.items if each.item.code == "B2")

    assert (change.before.summary.mean, change.after.summary.mean) == (10, 2)
    assert change.is_better
    assert isinstance(reversed_item.change, Change)
    assert reversed_item.change.after.summary.mean == 9
    assert not reversed_item.fell


def test_items_that_went_the_wrong_way_come_first_the_furthest_first() -> None:
    draw = random.Random(3)  # noqa: S311
    rows: list[Row] = []
    for _ in range(60):
        rows.append(["before", "x", None, None, *(draw.choice([2, 3]) for _ in range(3)), 5, 5])
        low = draw.choice([1, 2])
        rows.append(["after", "x", None, None, draw.choice([4, 5]), low, 2, 5, 5])
    found = evaluated(rows)

    assert [each.item.code for each in found.items[:2]] == ["K2", "K3"]
    assert [each.item.code for each in found.fell] == ["K2", "K3"]
    assert isinstance(found.items[0].change, Change)
    assert found.items[0].change.verdict is Verdict.WORSE
    assert any("response shift" in note for note in found.notes)


def test_adjusted_p_is_holms_over_constructs() -> None:
    found = evaluated(made_people(25))
    changes = [of(found, place) for place in (0, 1)]
    raw = sorted(each.test.p for each in changes if each.test)
    adjusted = sorted(each.adjusted for each in changes if each.adjusted is not None)

    assert adjusted[0] == pytest.approx(min(1, 2 * raw[0]))


def test_the_same_answers_give_the_same_bytes_in_any_order_of_rows() -> None:
    rows = made_people(30)
    mixed = random.Random(9).sample(rows, len(rows))  # noqa: S311
    asked = {"pair": "code", "by": ("field",), "least": 5}

    assert json.dumps(said(evaluated(rows, **asked))) == json.dumps(said(evaluated(mixed, **asked)))


def test_no_number_in_the_json_is_nan() -> None:
    rows = [*made_people(6), ["before", "Alone", "z", "E9", None, None, None, 1, None]]
    text = json.dumps(said(evaluated(rows, by=("field",))), allow_nan=False)

    assert "Alone" in text
    assert not math.isnan(json.loads(text)["rows"])


def test_a_large_change_has_an_interval_without_zero() -> None:
    interval = of(evaluated(made_people(50))).interval

    assert interval is not None
    assert 0 < interval[0] < interval[1]

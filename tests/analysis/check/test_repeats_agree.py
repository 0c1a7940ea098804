from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.check import Severity
from fourfold.analysis.check.repeats_agree import repeats_agree
from fourfold.analysis.tables import Bound, Hidden
from tests.analysis.made import figure, table

SMALL = Hidden("small number", below=3)


def test_one_number_printed_with_two_values_is_found() -> None:
    (found,) = repeats_agree(table(figure("F001", 212), figure("F002", 221)))

    assert found.severity is Severity.WARNING
    assert found.figures == ("F001", "F002")
    assert "212 (F001, figures.csv line 2); 221 (F002, figures.csv line 3)" in found.what


def test_the_days_count_however_the_period_is_printed() -> None:
    in_words = figure("F002", 221, period="January to December 2017")

    assert len(repeats_agree(table(figure("F001", 212), in_words))) == 1


def test_all_time_of_two_reports_is_not_one_period() -> None:
    all_time = {"period": "all time", "from_": None, "until": None}
    earlier = figure("F001", 212, **all_time, call="2016")

    assert repeats_agree(table(earlier, figure("F002", 289, **all_time))) == []
    assert (
        len(
            repeats_agree(
                table(figure("F001", 212, **all_time, call="2017"), figure("F002", 289, **all_time))
            )
        )
        == 1
    )


@pytest.mark.parametrize(
    "change",
    [{"group": "boys"}, {"wave": "after"}, {"geography": "YY"}, {"from_": None, "period": "2016"}],
)
def test_numbers_of_different_things_may_differ(change: dict[str, Any]) -> None:
    assert repeats_agree(table(figure("F001", 212), figure("F002", 221, **change))) == []


@pytest.mark.parametrize(
    ("bound", "value", "agrees"),
    [
        (Bound.AT_LEAST, 100, True),
        (Bound.AT_LEAST, 104, True),
        (Bound.AT_LEAST, 105, False),
        (Bound.ABOUT, 120, True),
        (Bound.EXACT, 105, False),
    ],
)
def test_bounds_leave_room(bound: Bound, value: int, agrees: bool) -> None:
    bounded = figure("F001", value, bound=bound)
    exact = figure("F002", 104)

    assert (repeats_agree(table(bounded, exact)) == []) is agrees
    assert (repeats_agree(table(exact, bounded)) == []) is agrees


def test_two_lower_bounds_agree() -> None:
    low = figure("F001", 100, bound=Bound.AT_LEAST)

    assert repeats_agree(table(low, figure("F002", 765, bound=Bound.AT_LEAST))) == []


@pytest.mark.parametrize("shown", [0, 2, 40])
def test_a_hidden_number_beside_a_shown_one_is_found_and_is_not_zero(shown: int) -> None:
    (found,) = repeats_agree(table(figure("F001", SMALL), figure("F002", shown)))

    assert "shows what another hides" in found.why


def test_two_hidden_numbers_agree() -> None:
    assert repeats_agree(table(figure("F001", SMALL), figure("F002", SMALL))) == []


@given(st.lists(st.integers(0, 5), min_size=1, max_size=6))
def test_a_repeat_is_found_just_when_exact_values_differ(values: list[int]) -> None:
    rows = [figure(f"F{at:03d}", value) for at, value in enumerate(values, start=1)]

    found = repeats_agree(table(*reversed(rows)))

    assert len(found) == (1 if len(set(values)) > 1 else 0)
    assert found == repeats_agree(table(*rows))

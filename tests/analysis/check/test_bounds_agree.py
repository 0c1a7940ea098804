from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.check import Severity
from fourfold.analysis.check.bounds_agree import bounds_agree
from fourfold.analysis.tables import Bound, Hidden
from tests.analysis.made import figure, indicator, parts, table


def at_least(value: int) -> Any:
    return figure("F009", value, bound=Bound.AT_LEAST)


def test_a_lower_bound_under_its_parts_is_a_note() -> None:
    (found,) = bounds_agree(table(at_least(12900), *parts(10383, 1427, 409, 738)))

    assert found.severity is Severity.NOTE
    assert found.figures == ("F009", "F001", "F002", "F003", "F004")
    assert "printed as at least 12,900" in found.what
    assert "add up to 12,957" in found.what
    assert "more exact by 57" in found.why


def test_a_lower_bound_above_its_parts_is_a_warning() -> None:
    (found,) = bounds_agree(table(at_least(13000), *parts(10383, 2574)))

    assert found.severity is Severity.WARNING
    assert "but the parts add up to only 12,957" in found.what


def test_an_exact_total_below_parts_that_are_lower_bounds_is_a_warning() -> None:
    (found,) = bounds_agree(table(figure("F009", 99), *parts(60, 40, bound=Bound.AT_LEAST)))

    assert found.severity is Severity.WARNING
    assert "add up to at least 100" in found.what


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([at_least(80000)], id="a bound that stands alone"),
        pytest.param([at_least(100), *parts(60, 40)], id="a bound that its parts just reach"),
        pytest.param([figure("F009", 104), *parts(60, 40)], id="exact numbers"),
        pytest.param([at_least(100), *parts(10, Hidden("small"))], id="a hidden part"),
        pytest.param([at_least(100), *parts(1, bound=Bound.ABOUT)], id="a round part"),
        pytest.param([figure("F009", Hidden("small")), *parts(1)], id="a hidden total"),
        pytest.param(
            [figure("F009", 110), *parts(60, 40, bound=Bound.AT_LEAST)],
            id="parts that are lower bounds of an exact total",
        ),
    ],
)
def test_nothing_is_said_of(rows: list[Any]) -> None:
    assert bounds_agree(table(*rows)) == []


def test_shares_are_not_compared() -> None:
    share = (indicator(unit="percent"),)

    assert bounds_agree(table(at_least(50), *parts(40, 60), indicators=share)) == []


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6), st.integers(0, 10**7))
def test_a_true_lower_bound_is_never_a_warning(values: list[int], lower: int) -> None:
    bound = min(lower, sum(values))

    assert all(
        each.severity is Severity.NOTE
        for each in bounds_agree(table(*parts(*values), at_least(bound)))
    )

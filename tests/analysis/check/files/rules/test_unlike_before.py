"""Totals unlike the agency's own past."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fourfold.analysis.check.files.rules.given import Earlier, Expected
from fourfold.analysis.check.files.rules.unlike_before import is_far, unlike_before
from fourfold.reference import Severity
from tests.analysis.check.files.made import broken, contract, field

OF = contract(field("year", "year"), field("calls", "integer", unit="calls"))


def expected(*calls: int) -> Expected:
    """The agency's calls of the years before 2017."""
    earlier = tuple(
        Earlier(date(2016 - i, 1, 1), date(2017 - i, 1, 1), {"calls": Decimal(each)})
        for i, each in enumerate(calls)
    )
    return Expected(from_on=date(2017, 1, 1), until_on=date(2018, 1, 1), earlier=earlier)


@pytest.mark.parametrize(
    ("before", "total", "far"),
    [
        ((100, 110, 90), 105, False),
        ((100, 110, 90), 140, False),
        ((100, 110, 90), 160, True),
        ((100, 110, 90), 20, True),
        ((100, 100, 100), 130, False),  # chance alone: the square root of 100 is 10
        ((0, 0, 0), 3, False),
        ((0, 0, 0), 4, True),
        ((100, 1_000, 10), 900, True),
        ((10, 1_000, 100), 300, False),
        ((190, 203, 178, 5_000), 300, True),  # one wild year does not hide another
    ],
)
def test_far_is_measured_by_the_agencys_own_spread_and_chance(
    before: tuple[float, ...], total: float, far: bool
) -> None:
    assert is_far(total, before) is far


def test_a_total_far_from_earlier_years_is_a_warning_with_its_numbers() -> None:
    (found,) = broken(unlike_before, OF, [["2017", "1500"]], expected=expected(100, 110, 90))

    assert (found.severity, found.column, found.examples[0].row) == (Severity.WARNING, "calls", 0)
    assert found.why == (
        "The sum of “Calls” is 1,500. In 3 earlier periods it was between 90 and 110."
    )


def test_two_earlier_periods_are_too_few() -> None:
    assert broken(unlike_before, OF, [["2017", "1500"]], expected=expected(100, 110)) == ()

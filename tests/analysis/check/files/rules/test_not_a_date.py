"""Days."""

from __future__ import annotations

import pytest

from fourfold.analysis.check.files.plain import DateOrder
from fourfold.analysis.check.files.rules.not_a_date import not_a_date
from tests.analysis.check.files.made import DMY, MDY, broken, contract, field

FIELD = field("cell", "date")


@pytest.mark.parametrize(
    ("cell", "is_taken", "likely"),
    [
        ("2017-03-14", True, ""),
        ("2017-3-4", True, ""),
        ("2017/03/14", True, ""),
        ("2017-03-14 00:00:00", True, ""),
        ("2017-03-14T00:00", True, ""),
        ("2017-02-29", False, ""),
        ("2016-02-29", True, ""),
        ("03/14/2017", False, "2017-03-14"),
        ("03/04/2017", False, ""),
        ("2017-03-14 15:30", False, "2017-03-14"),
        ("March 14, 2017", False, "2017-03-14"),
        ("14-Mar-17", False, "2017-03-14"),
        ("infinity", False, ""),
        ("epoch", False, ""),
        ("12345-01-01", False, ""),
        ("0044-03-15 (BC)", False, ""),
        ("42808", False, ""),
        ("unknown", False, ""),
    ],
)
def test_a_cell_is_taken_or_refused_with_the_likely_value(
    cell: str, is_taken: bool, likely: str
) -> None:
    found = broken(not_a_date, contract(FIELD, field("filled")), [[cell, "x"]])

    assert (found == ()) is is_taken
    assert is_taken or found[0].examples[0].suggestion == likely


@pytest.mark.parametrize(
    ("order", "cell", "is_taken"),
    [
        (MDY, "3/14/2017", True),
        (MDY, "14/3/2017", False),
        (MDY, "03.14.2017", True),
        (MDY, "03-14-2017 0:00", True),
        (MDY, "3/14/17", False),
        (DMY, "14/3/2017", True),
        (DMY, "3/14/2017", False),
        (DMY, "2017-03-14", True),
        (DMY, "14/3-2017", False),
    ],
)
def test_the_order_of_days_is_the_files(order: DateOrder, cell: str, is_taken: bool) -> None:
    found = broken(not_a_date, contract(FIELD), [[cell]], dates=order)

    assert (found == ()) is is_taken

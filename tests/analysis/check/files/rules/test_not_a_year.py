"""Years."""

from __future__ import annotations

import pytest

from fourfold.analysis.check.files.rules.not_a_year import not_a_year
from tests.analysis.check.files.made import broken, contract, field

FIELD = field("cell", "year")


@pytest.mark.parametrize(
    ("cell", "is_taken", "likely"),
    [
        ("2017", True, ""),
        ("2017.0", True, ""),
        (" 2017", True, ""),
        ("17", False, ""),
        ("2,017", False, ""),
        ("0999", False, ""),
        ("20170", False, ""),
        ("FY 2017", False, "2017"),
        ("2016-2017", False, ""),
    ],
)
def test_a_cell_is_taken_or_refused_with_the_likely_value(
    cell: str, is_taken: bool, likely: str
) -> None:
    found = broken(not_a_year, contract(FIELD, field("filled")), [[cell, "x"]])

    assert (found == ()) is is_taken
    assert is_taken or found[0].examples[0].suggestion == likely

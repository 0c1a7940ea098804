"""Numbers."""

from __future__ import annotations

import pytest

from fourfold.analysis.check.files.rules.not_a_number import not_a_number
from tests.analysis.check.files.made import broken, contract, field

FIELD = field("cell", "number")


@pytest.mark.parametrize(
    ("cell", "is_taken", "likely"),
    [
        ("346.18", True, ""),
        ("8,344", True, ""),
        ("-0.5", True, ""),
        (".5", False, ""),
        ("5.", True, ""),
        ("1,234.50", True, ""),
        ("0.0000000001", True, ""),
        ("0.00000000001", False, ""),
        ("$8,344.00", False, "8344.00"),
        ("12 %", False, "12"),
        ("1e3", False, ""),
        ("inf", False, ""),
        ("12..5", False, ""),
        ("1,23", False, ""),
    ],
)
def test_a_cell_is_taken_or_refused_with_the_likely_value(
    cell: str, is_taken: bool, likely: str
) -> None:
    found = broken(not_a_number, contract(FIELD, field("filled")), [[cell, "x"]])

    assert (found == ()) is is_taken
    assert is_taken or found[0].examples[0].suggestion == likely


def test_a_file_with_decimal_commas_is_read_so() -> None:
    found = broken(not_a_number, contract(FIELD), [["346,18"], ["1.234,5"], ["1.5"]], decimal=",")

    assert [each.row for each in found[0].examples] == [4]

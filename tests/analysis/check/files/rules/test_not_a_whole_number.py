"""Whole numbers."""

from __future__ import annotations

import pytest

from fourfold.analysis.check.files.rules.not_a_whole_number import not_a_whole_number
from tests.analysis.check.files.made import broken, contract, field

FIELD = field("cell", "integer")


@pytest.mark.parametrize(
    ("cell", "is_taken", "likely"),
    [
        ("12", True, ""),
        ("-3", True, ""),
        ("+3", True, ""),
        ("007", True, ""),
        ("", True, ""),
        ("   ", True, ""),
        (" 12 ", True, ""),
        ("1,234", True, ""),
        ("1 234 567", True, ""),
        ("15.0", True, ""),
        ("−2", True, ""),
        ("12,34", False, ""),
        ("1.5", False, ""),
        ("1e3", False, ""),
        ("0x10", False, ""),
        ("twelve", False, ""),
        ("three", False, "3"),
        ("none", False, "0"),
        ("12 people", False, "12"),
        ("<3", False, ""),
        ("about 190", False, "190"),
        ("1234567890123456", False, ""),
        ("١٢", False, ""),
        ("NaN", False, ""),
    ],
)
def test_a_cell_is_taken_or_refused_with_the_likely_value(
    cell: str, is_taken: bool, likely: str
) -> None:
    found = broken(not_a_whole_number, contract(FIELD, field("filled")), [[cell, "x"]])

    assert (found == ()) is is_taken
    assert is_taken or found[0].examples[0].suggestion == likely


def test_a_decimal_comma_is_no_separator_of_thousands() -> None:
    kept = broken(not_a_whole_number, contract(FIELD), [["1.234"], ["5,0"]], decimal=",")
    refused = broken(not_a_whole_number, contract(FIELD), [["1,234"]], decimal=",")

    assert kept == ()
    assert refused[0].count == 1


def test_a_group_names_the_heading_of_the_file() -> None:
    (found,) = broken(not_a_whole_number, contract(FIELD), [["x"]], headings={"cell": "How many"})

    assert found.heading == "How many"
    assert "How many" in found.why

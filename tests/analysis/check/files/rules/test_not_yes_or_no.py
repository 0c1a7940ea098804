"""Yes or no."""

from __future__ import annotations

import pytest

from fourfold.analysis.check.files.rules.not_yes_or_no import not_yes_or_no
from tests.analysis.check.files.made import broken, contract, field

FIELD = field("cell", "boolean")


@pytest.mark.parametrize(
    ("cell", "is_taken", "likely"),
    [
        ("yes", True, ""),
        ("No", True, ""),
        ("TRUE", True, ""),
        ("false", True, ""),
        ("1", True, ""),
        ("0", True, ""),
        ("sí", True, ""),
        ("SI", True, ""),
        ("y", True, ""),
        (" n ", True, ""),
        ("2", False, ""),
        ("maybe", False, ""),
        ("unknown", False, ""),
        ("oui", False, ""),
    ],
)
def test_a_cell_is_taken_or_refused_with_the_likely_value(
    cell: str, is_taken: bool, likely: str
) -> None:
    found = broken(not_yes_or_no, contract(FIELD, field("filled")), [[cell, "x"]])

    assert (found == ()) is is_taken
    assert is_taken or found[0].examples[0].suggestion == likely

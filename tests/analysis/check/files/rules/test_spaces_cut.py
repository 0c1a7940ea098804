"""Spaces around a cell."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.spaces_cut import spaces_cut
from fourfold.reference import Severity
from tests.analysis.check.files.made import TOWNS, broken, contract, field, rows_of


def test_cells_with_outer_spaces_are_noted_and_blanks_are_not() -> None:
    of = contract(field("name"), field("number", "integer"), field("town", choices=TOWNS))
    rows = [
        [" a", "1", "LYME"],
        ["a b", " 1", "LYME "],
        ["a\u00a0", "1", "Lyme"],
        [" ", "", "LYME"],
    ]

    found = broken(spaces_cut, of, rows)

    assert rows_of(found) == [("name", [2, 4]), ("number", [3]), ("town", [3])]
    assert {each.severity for each in found} == {Severity.WARNING}

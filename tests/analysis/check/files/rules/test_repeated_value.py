"""Values that stand once."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.repeated_value import repeated_value
from tests.analysis.check.files.made import broken, contract, field, rows_of


def test_every_row_of_a_repeated_value_is_found_and_blanks_are_let_be() -> None:
    of = contract(field("number", "integer", unique=True), field("filled"))
    cells = ["1", "2", "1.0", "", "", "3", "2"]

    found = broken(repeated_value, of, [[cell, "x"] for cell in cells])

    assert rows_of(found) == [("number", [2, 3, 4, 8])]
    assert found[0].count == 4

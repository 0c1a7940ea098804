"""What every row needs."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.required import NO_COLUMN, required
from tests.analysis.check.files.made import broken, contract, field, rows_of

OF = contract(field("needed", required=True), field("other"))


def test_an_empty_cell_is_found_by_its_row() -> None:
    found = broken(required, OF, [["a", "b"], ["", "b"], ["", ""], ["  ", "b"]])

    assert rows_of(found) == [("needed", [3, 5])]


def test_a_column_that_is_not_there_is_said_once() -> None:
    (found,) = broken(required, OF, [["b"], ["c"]], columns=["other"])

    assert (found.code, found.column, found.count) == (NO_COLUMN, "needed", 1)
    assert found.examples[0].row == 0

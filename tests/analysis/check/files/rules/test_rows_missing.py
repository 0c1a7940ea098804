"""Files without rows."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.rows_missing import CODE, rows_missing
from tests.analysis.check.files.made import broken, contract, field

OF = contract(field("a"), field("b"))


def test_headings_alone_are_no_answer() -> None:
    assert [each.code for each in broken(rows_missing, OF, [])] == [CODE]


def test_blank_rows_are_no_rows() -> None:
    assert [each.code for each in broken(rows_missing, OF, [["", ""], [" ", "\u00a0"]])] == [CODE]


def test_one_row_is_enough() -> None:
    assert broken(rows_missing, OF, [["", "x"]]) == ()

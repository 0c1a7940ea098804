"""Patterns."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.wrong_form import wrong_form
from tests.analysis.check.files.made import broken, contract, field, rows_of


def test_a_text_fits_its_pattern_as_a_whole() -> None:
    of = contract(field("number", pattern="[0-9]{2}-[A-Z]'?"), field("filled"))

    found = broken(wrong_form, of, [["12-A", "x"], ["12-A'", "x"], ["x12-A", "x"], ["", "x"]])

    assert rows_of(found) == [("number", [4])]

"""Long texts."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.too_long import too_long
from tests.analysis.check.files.made import broken, contract, field, rows_of


def test_letters_are_counted_and_not_bytes() -> None:
    of = contract(field("name", max_length=4))

    found = broken(too_long, of, [["abcd"], ["éééé"], [" abcd "], ["abcde"]])

    assert rows_of(found) == [("name", [5])]

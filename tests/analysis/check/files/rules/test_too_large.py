"""Limits."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.too_large import too_large
from tests.analysis.check.files.made import broken, contract, field, rows_of

OF = contract(
    field("number", "integer", maximum="4"),
    field("day", "date", maximum="2017-03-14"),
    field("amount", "number", maximum="0.25"),
)


def test_the_limit_itself_is_allowed() -> None:
    assert (
        broken(too_large, OF, [["4", "2017-03-14", "0.25"], ["", "", "0.25"], ["x", "y", "z"]])
        == ()
    )


def test_what_lies_beyond_is_found() -> None:
    found = broken(too_large, OF, [["5", "2017-03-15", "0.26"]])

    assert rows_of(found) == [("number", [2]), ("day", [2]), ("amount", [2])]
    assert "after 2017-03-14" in found[1].why

"""Limits."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.too_small import too_small
from tests.analysis.check.files.made import broken, contract, field, rows_of

OF = contract(
    field("number", "integer", minimum="4"),
    field("day", "date", minimum="2017-03-14"),
    field("amount", "number", minimum="0.25"),
)


def test_the_limit_itself_is_allowed() -> None:
    assert (
        broken(too_small, OF, [["4", "2017-03-14", "0.25"], ["", "", "0.25"], ["x", "y", "z"]])
        == ()
    )


def test_what_lies_beyond_is_found() -> None:
    found = broken(too_small, OF, [["3", "2017-03-13", "0.24"]])

    assert rows_of(found) == [("number", [2]), ("day", [2]), ("amount", [2])]
    assert "before 2017-03-14" in found[1].why

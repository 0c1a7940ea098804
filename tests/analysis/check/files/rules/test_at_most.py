"""A rule between fields."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.at_most import at_most
from fourfold.reference import RuleKind
from tests.analysis.check.files.made import broken, contract, field, rows_of, rule

OF = contract(
    field("a", "integer"),
    field("b", "integer"),
    field("all", "integer"),
    rules=[rule(RuleKind.AT_MOST, "a", "b", against="all")],
)


def test_rows_that_keep_it_are_let_be() -> None:
    assert broken(at_most, OF, [["1", "2", "2"], ["9", "9", ""], ["", "", "1"]]) == ()


def test_rows_that_break_it_are_found() -> None:
    found = broken(at_most, OF, [["1", "3", "2"], ["3", "3", "2"]])

    assert rows_of(found) == [("a", [3]), ("b", [2, 3])]
    assert (found[0].code, found[0].why, found[0].fix) == ("MADE_AT_MOST", "It is off.", "Mend it.")

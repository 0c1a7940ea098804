"""A rule between fields."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.adds_up import adds_up
from fourfold.reference import RuleKind
from tests.analysis.check.files.made import broken, contract, field, rows_of, rule

OF = contract(
    field("a", "integer"),
    field("b", "number"),
    field("all", "number"),
    rules=[rule(RuleKind.ADDS_UP, "a", "b", against="all")],
)


def test_rows_that_keep_it_are_let_be() -> None:
    assert (
        broken(adds_up, OF, [["1", "0.1", "1.1"], ["1", "", "5"], ["1", "2", ""], ["x", "2", "3"]])
        == ()
    )


def test_rows_that_break_it_are_found() -> None:
    found = broken(adds_up, OF, [["1", "2", "3"], ["1", "2", "4"]])

    assert rows_of(found) == [("all", [3])]
    assert (found[0].code, found[0].why, found[0].fix) == ("MADE_ADDS_UP", "It is off.", "Mend it.")

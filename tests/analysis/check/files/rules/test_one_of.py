"""A rule between fields."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.one_of import one_of
from fourfold.reference import RuleKind
from tests.analysis.check.files.made import broken, contract, field, rows_of, rule

OF = contract(field("a"), field("b"), field("c"), rules=[rule(RuleKind.ONE_OF, "a", "b")])


def test_rows_that_keep_it_are_let_be() -> None:
    assert broken(one_of, OF, [["x", "", ""], ["", "x", ""]]) == ()


def test_rows_that_break_it_are_found() -> None:
    found = broken(one_of, OF, [["", " ", "x"]])

    assert rows_of(found) == [("", [2])]
    assert (found[0].code, found[0].why, found[0].fix) == ("MADE_ONE_OF", "It is off.", "Mend it.")

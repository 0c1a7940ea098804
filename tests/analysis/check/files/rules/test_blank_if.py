"""A rule between fields."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.blank_if import blank_if
from fourfold.reference import RuleKind
from tests.analysis.check.files.made import broken, contract, field, rows_of, rule

OF = contract(
    field("flag", "boolean"),
    field("a"),
    rules=[rule(RuleKind.BLANK_IF, "a", where="flag", values=("no",))],
)


def test_rows_that_keep_it_are_let_be() -> None:
    assert broken(blank_if, OF, [["no", ""], ["yes", "x"], ["", "x"]]) == ()


def test_rows_that_break_it_are_found() -> None:
    found = broken(blank_if, OF, [["No", "x"], ["0", "x"], ["false", ""]])

    assert rows_of(found) == [("a", [2, 3])]
    assert (found[0].code, found[0].why, found[0].fix) == (
        "MADE_BLANK_IF",
        "It is off.",
        "Mend it.",
    )


def test_a_list_calls_for_it_by_any_of_its_codes() -> None:
    kinds = field("kinds", "list", choices={"A": "One", "B": "Two"})
    of = contract(
        kinds, field("a"), rules=[rule(RuleKind.BLANK_IF, "a", where="kinds", values=("B",))]
    )

    found = broken(blank_if, of, [["A", "x"], ["one; two", "x"]])

    assert rows_of(found) == [("a", [3])]

"""A rule between fields."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.needed_if import needed_if
from fourfold.reference import RuleKind
from tests.analysis.check.files.made import TOWNS, broken, contract, field, rows_of, rule

OF = contract(
    field("town", choices=TOWNS),
    field("a"),
    field("flag", "boolean"),
    rules=[rule(RuleKind.NEEDED_IF, "a", "flag", where="town", values=("LYME",))],
)


def test_rows_that_keep_it_are_let_be() -> None:
    assert broken(needed_if, OF, [["LYME", "x", "yes"], ["Norwich", "", ""], ["", "", "no"]]) == ()


def test_rows_that_break_it_are_found() -> None:
    found = broken(needed_if, OF, [["Lyme", "", "no"], [" lyme ", "x", ""]])

    assert rows_of(found) == [("a", [2]), ("flag", [3])]
    assert (found[0].code, found[0].why, found[0].fix) == (
        "MADE_NEEDED_IF",
        "It is off.",
        "Mend it.",
    )


def test_a_missing_column_counts_as_blank() -> None:
    found = broken(needed_if, OF, [["LYME", "x"]], columns=["town", "a"])

    assert rows_of(found) == [("flag", [2])]

"""A rule between fields."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.not_after import not_after
from fourfold.reference import RuleKind
from tests.analysis.check.files.made import broken, contract, field, rows_of, rule

OF = contract(
    field("start", "date"), field("end", "date"), rules=[rule(RuleKind.NOT_AFTER, "start", "end")]
)


def test_rows_that_keep_it_are_let_be() -> None:
    assert (
        broken(
            not_after, OF, [["2017-01-01", "2017-01-01"], ["2017-01-01", ""], ["x", "2017-01-01"]]
        )
        == ()
    )


def test_rows_that_break_it_are_found() -> None:
    found = broken(not_after, OF, [["2017-01-02", "2017-01-01"]])

    assert rows_of(found) == [("end", [2])]
    assert (found[0].code, found[0].why, found[0].fix) == (
        "MADE_NOT_AFTER",
        "It is off.",
        "Mend it.",
    )

"""What stands in another dataset."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.found_in import NOT_COMPARED, found_in
from fourfold.analysis.check.files.rules.given import Expected
from fourfold.reference import RuleKind, Severity
from tests.analysis.check.files.made import broken, contract, field, rows_of, rule

OF = contract(
    field("place"), field("filled"), rules=[rule(RuleKind.FOUND_IN, "place", against="places")]
)


def test_a_value_that_nobody_sent_before_is_found() -> None:
    expected = Expected(known={"places": {"place": frozenset({"Inn", "Bob's"})}})
    rows = [["Inn", "x"], ["Bob's", "x"], ["Hall", "x"], ["", "x"]]

    found = broken(found_in, OF, rows, expected=expected)

    assert rows_of(found) == [("place", [4])]


def test_what_cannot_be_compared_is_said() -> None:
    (found,) = broken(found_in, OF, [["Inn", "x"]])

    assert (found.code, found.severity) == (NOT_COMPARED, Severity.WARNING)


def test_where_nothing_was_accepted_yet_nothing_is_strange() -> None:
    expected = Expected(known={"places": {"place": frozenset()}})

    assert broken(found_in, OF, [["Inn", "x"]], expected=expected) == ()

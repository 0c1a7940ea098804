"""Rows that are a part of other rows."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.at_most_among import at_most_among
from fourfold.reference import RuleKind
from tests.analysis.check.files.made import broken, contract, field, rows_of, rule

KINDS = {"MINORS": "Minors", "ADULTS": "Adults", "ALL": "All"}
RULE = rule(
    RuleKind.AT_MOST_AMONG,
    "count",
    where="group",
    values=("MINORS", "ADULTS", "ALL"),
    alike=("year",),
)
OF = contract(
    field("year", "year"), field("group", choices=KINDS), field("count", "integer"), rules=[RULE]
)


def test_a_part_that_is_more_than_the_whole_is_found() -> None:
    rows = [["2017", "Minors", "9"], ["2017", "ADULTS", "8"], ["2017", "all", "8"]]

    assert rows_of(broken(at_most_among, OF, rows)) == [("count", [2])]


def test_rows_of_one_part_add_up() -> None:
    rows = [["2017", "MINORS", "5"], ["2017", "MINORS", "4"], ["2017", "ALL", "8"]]

    assert rows_of(broken(at_most_among, OF, rows)) == [("count", [2, 3])]


def test_rows_that_are_not_alike_are_not_compared() -> None:
    assert broken(at_most_among, OF, [["2017", "MINORS", "9"], ["2018", "ALL", "8"]]) == ()


def test_without_a_number_of_the_whole_nothing_is_compared() -> None:
    assert broken(at_most_among, OF, [["2017", "MINORS", "9"], ["2017", "ALL", ""]]) == ()


def test_a_file_without_the_column_that_tells_parts_is_let_be() -> None:
    assert broken(at_most_among, OF, [["2017", "9"]], columns=["year", "count"]) == ()

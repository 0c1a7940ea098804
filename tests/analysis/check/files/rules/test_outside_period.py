"""The call's period."""

from __future__ import annotations

from datetime import date

from fourfold.analysis.check.files.rules.given import Expected
from fourfold.analysis.check.files.rules.outside_period import outside_period
from tests.analysis.check.files.made import broken, contract, field, rows_of

YEAR_2017 = Expected(from_on=date(2017, 1, 1), until_on=date(2018, 1, 1))


def test_days_before_and_after_are_found_and_the_last_day_is_in() -> None:
    rows = [["2016-12-31"], ["2017-01-01"], ["2017-12-31"], ["2018-01-01"], ["x"]]

    found = broken(outside_period, contract(field("day", "date")), rows, expected=YEAR_2017)

    assert rows_of(found) == [("day", [2, 5])]
    assert "from 2017-01-01 to 2017-12-31 only" in found[0].fix


def test_years_are_compared_as_years() -> None:
    rows = [["2016"], ["2017"], ["2018"]]

    found = broken(outside_period, contract(field("year", "year")), rows, expected=YEAR_2017)

    assert rows_of(found) == [("year", [2, 4])]


def test_without_a_call_nothing_is_asked() -> None:
    assert broken(outside_period, contract(field("year", "year")), [["1999"]]) == ()

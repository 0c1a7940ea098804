from __future__ import annotations

from datetime import date
from typing import Any

from fourfold.analysis.check import Finding, Severity
from fourfold.analysis.check.period_is_plausible import period_is_plausible
from tests.analysis.made import figure, table

ISSUED = {"2017": date(2018, 6, 30)}


def check(*figures: Any, **more: Any) -> list[Finding]:
    return period_is_plausible(table(*figures), issued_on=ISSUED, **more)


def printed_2007(**changes: Any) -> Any:
    plain = {"period": "[2007]", "from_": date(2007, 1, 1), "until": date(2008, 1, 1)}
    return figure("F002", 59, **plain | changes)


def test_a_bracketed_year_beside_one_that_differs_in_one_digit_is_a_warning() -> None:
    (found,) = check(figure("F001", 190), printed_2007())

    assert found.severity is Severity.WARNING
    assert found.figures == ("F002",)
    assert "59 (F002, figures.csv line 3) is printed for 2007" in found.what
    assert "prints 2017 beside it (F001, figures.csv line 2)" in found.what
    assert found.why == "The years differ in one digit: 2007 may be a slip for 2017."


def test_a_bracketed_year_alone_is_a_note() -> None:
    elsewhere = figure("F001", 190, geography="YY")
    theirs = figure("F003", 190, reported_by="ORG002")
    other_source = figure("F004", 190, source=("leaflet",))
    far_year = figure("F005", 190, period="1996", from_=None, until=None)

    (found,) = check(elsewhere, theirs, other_source, far_year, printed_2007())

    assert found.severity is Severity.NOTE


def test_a_period_that_runs_backwards_is_an_error() -> None:
    (found,) = check(figure("F001", 5, until=date(2016, 12, 31)))

    assert found.severity is Severity.ERROR
    assert "starts on 2017-01-01 and is over before 2016-12-31" in found.what


def test_a_period_without_a_day_is_an_error() -> None:
    (found,) = check(figure("F001", 5, until=date(2017, 1, 1)))

    assert found.severity is Severity.ERROR


def test_a_period_may_end_on_the_day_of_the_report_and_no_later() -> None:
    assert check(figure("F001", 5, until=date(2018, 7, 1))) == []

    (found,) = check(figure("F001", 5, until=date(2018, 7, 2)))

    assert found.severity is Severity.WARNING
    assert "runs to 2018-07-01, but the report for 2017 was issued on 2018-06-30" in found.what


def test_a_call_without_an_issue_day_is_not_compared() -> None:
    assert check(figure("F001", 5, call="2030", until=date(2031, 1, 1))) == []


def test_a_period_before_anything_could_be_counted_is_an_error() -> None:
    first = {"REFERRALS": date(2018, 1, 1)}

    (found,) = check(figure("F001", 5), first_days=first)

    assert found.severity is Severity.ERROR
    assert "ends before 2018-01-01" in found.what
    assert check(figure("F001", 5), first_days={"REFERRALS": date(2017, 12, 31)}) == []


def test_days_that_are_not_known_are_not_judged() -> None:
    unknown = figure("F001", 5, period="all time", from_=None, until=None)
    open_end = figure("F002", 5, period="from 2016", until=None)

    assert check(unknown, open_end, first_days={"REFERRALS": date(2030, 1, 1)}) == []

"""What is counted of a case, and which periods there are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.cases.rules import counting

TODAY = date(2018, 2, 3)


@pytest.mark.parametrize(
    "period", ["", "17", "2017-01", "2017/18", "20177", "1999", "2019", "all", "２０１７", "-201"]
)
def test_an_unknown_period_is_refused_with_what_to_do(period):
    with pytest.raises(counting.NoSuchPeriod, match=r"2017|2018"):
        counting.year_of(period, today=TODAY)


@pytest.mark.parametrize("period", ["2000", "2017", "2018"])
def test_a_year_that_has_begun_is_a_period(period):
    assert counting.year_of(period, today=TODAY) == int(period)


@pytest.mark.parametrize(
    ("born_on", "group"),
    [
        (date(2007, 2, 3), "0-10"),
        (date(2007, 2, 2), "11-12"),
        (date(2005, 2, 2), "13-14"),
        (date(2002, 6, 1), "15-16"),
        (date(2000, 2, 2), "17-18"),
        (date(1980, 1, 1), "OVER_18"),
        (date(2020, 1, 1), ""),
        (None, ""),
    ],
)
def test_an_age_is_a_band_on_the_day_the_case_was_opened(born_on, group):
    assert counting.age_group(born_on, on=date(2018, 2, 2)) == group


def test_refused_unknown_and_not_asked_are_three_answers():
    found = counting.row(
        opened_on=TODAY,
        facts={},
        unanswered={"gender": "REFUSED", "born_on": "UNKNOWN"},
        region="",
        concern="",
        determined=False,
    )

    assert found == (
        *("2018-02", "UNKNOWN", "REFUSED", "NOT_ASKED"),
        *("UNKNOWN", "NOT_ASSESSED", "NO"),
    )


ROWS = st.lists(st.tuples(*[st.sampled_from("AB") for _ in counting.COLUMNS]), max_size=30)


@given(ROWS)
def test_the_totals_of_each_field_add_up_and_no_month_is_told(rows):
    totals = counting.totals(rows)

    assert totals[0] == ("all", "ALL", len(rows))
    for name in set(counting.COLUMNS) - {"month"}:
        assert sum(number for field, _code, number in totals if field == name) == len(rows)
    assert not [each for each in totals if each[0] == "month"]

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.submissions.rules.periods import NoSuchPeriod, PeriodKind, kind_of, period


@pytest.mark.parametrize(
    ("kind", "number", "first", "after"),
    [
        (PeriodKind.YEAR, 1, date(2029, 1, 1), date(2030, 1, 1)),
        (PeriodKind.QUARTER, 1, date(2029, 1, 1), date(2029, 4, 1)),
        (PeriodKind.QUARTER, 4, date(2029, 10, 1), date(2030, 1, 1)),
        (PeriodKind.MONTH, 2, date(2029, 2, 1), date(2029, 3, 1)),
        (PeriodKind.MONTH, 12, date(2029, 12, 1), date(2030, 1, 1)),
    ],
)
def test_a_period_ends_where_the_next_begins(kind, number, first, after):
    assert period(kind, year=2029, number=number) == (first, after)
    assert kind_of(first, after) == (kind, number)


@pytest.mark.parametrize(
    ("kind", "year", "number"),
    [
        (PeriodKind.QUARTER, 2029, 5),
        (PeriodKind.MONTH, 2029, 0),
        (PeriodKind.YEAR, 1999, 1),
        (PeriodKind.DAYS, 2029, 1),
    ],
)
def test_a_period_that_does_not_exist_is_refused(kind, year, number):
    with pytest.raises(NoSuchPeriod):
        period(kind, year=year, number=number)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 800))
def test_days_that_are_no_period_are_free_days(first, length):
    kind, number = kind_of(first, first + timedelta(days=length))

    if kind is not PeriodKind.DAYS:
        assert period(kind, year=first.year, number=number)[0] == first

"""When a duty is due, as a social worker can read it, and what must hold for every deadline."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.cases.rules import clocks
from fourfold.apps.cases.rules.clock_rules import calendar_of
from fourfold.apps.cases.rules.clocks import Calendar, Unit
from fourfold.apps.cases.states.clocks import MOVES, ClockState
from fourfold.reference import load_pack

ZONE = ZoneInfo("America/New_York")
FILE = Path(__file__).parents[1] / "clocks_expected.csv"
EXPECTED = list(csv.DictReader(FILE.read_text("utf-8").splitlines()))
DAY = timedelta(days=1)


def local(words: str) -> datetime:
    return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


@pytest.mark.parametrize("row", EXPECTED, ids=[row["what"] for row in EXPECTED])
def test_a_duty_is_due_when_the_table_says(row: dict[str, str]) -> None:
    due = clocks.due_at(
        local(row["started"]),
        amount=int(row["amount"]),
        unit=Unit(row["unit"]),
        calendar=calendar_of(load_pack("zz")),
    )

    assert f"{due.astimezone(ZONE):%Y-%m-%d %H:%M}" == row["due"], row["why"]


def test_the_table_has_every_unit() -> None:
    assert {row["unit"] for row in EXPECTED} == set(Unit)


# ------------------------------------------------------------------ what must always hold
MOMENTS = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2029, 6, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
DAYS = st.dates(date(2029, 6, 1), date(2032, 12, 31))
CALENDARS = st.builds(
    Calendar,
    zone=st.sampled_from(["America/New_York", "America/Phoenix", "America/Havana", "UTC"]).map(
        ZoneInfo
    ),
    holidays=st.frozensets(DAYS, max_size=40),
    closes=st.times(time(8), time(22)).map(lambda at: at.replace(second=0, microsecond=0)),
)
AMOUNTS = st.integers(1, 60)
UNITS = st.sampled_from(Unit)


@given(MOMENTS, AMOUNTS, UNITS, CALENDARS)
def test_nothing_is_due_before_it_starts(
    start: datetime, amount: int, unit: Unit, calendar: Calendar
) -> None:
    assert clocks.due_at(start, amount=amount, unit=unit, calendar=calendar) > start


@given(MOMENTS, st.timedeltas(timedelta(), 9 * DAY), AMOUNTS, UNITS, CALENDARS)
def test_what_starts_later_is_never_due_earlier(
    start: datetime, later: timedelta, amount: int, unit: Unit, calendar: Calendar
) -> None:
    first = clocks.due_at(start, amount=amount, unit=unit, calendar=calendar)
    second = clocks.due_at(start + later, amount=amount, unit=unit, calendar=calendar)

    assert first <= second


@given(MOMENTS, AMOUNTS, UNITS, CALENDARS, DAYS)
def test_one_more_holiday_never_brings_a_due_date_nearer(
    start: datetime, amount: int, unit: Unit, calendar: Calendar, holiday: date
) -> None:
    more = Calendar(calendar.zone, calendar.holidays | {holiday}, calendar.closes)

    assert clocks.due_at(start, amount=amount, unit=unit, calendar=more) >= clocks.due_at(
        start, amount=amount, unit=unit, calendar=calendar
    )


@given(MOMENTS, AMOUNTS, CALENDARS)
def test_business_days_are_as_many_as_a_calendar_on_the_wall_counts(
    start: datetime, amount: int, calendar: Calendar
) -> None:
    due = clocks.due_at(start, amount=amount, unit=Unit.BUSINESS_DAYS, calendar=calendar)
    came, ends = start.astimezone(calendar.zone), due.astimezone(calendar.zone)
    wall = [came.date() + nth * DAY for nth in range((ends.date() - came.date()).days + 1)]
    working = [day for day in wall if day.weekday() < 5 and day not in calendar.holidays]
    if came.date() in working and came.time() >= calendar.closes:
        working.remove(came.date())

    assert len(working) == amount + 1
    assert working[-1] == ends.date()
    assert ends.time() == calendar.closes


@given(MOMENTS, st.integers(1, 9_999), CALENDARS)
def test_hours_are_hours_whatever_the_clocks_on_the_wall_do(
    start: datetime, amount: int, calendar: Calendar
) -> None:
    due = clocks.due_at(start, amount=amount, unit=Unit.HOURS, calendar=calendar)

    assert due - start == timedelta(hours=amount)


@given(MOMENTS, AMOUNTS, CALENDARS)
def test_a_day_counts_to_its_end(start: datetime, amount: int, calendar: Calendar) -> None:
    due = clocks.due_at(start, amount=amount, unit=Unit.CALENDAR_DAYS, calendar=calendar)
    before, after = due.astimezone(calendar.zone), (due + timedelta(microseconds=1))

    assert before.date() == start.astimezone(calendar.zone).date() + amount * DAY
    assert after.astimezone(calendar.zone).date() == before.date() + DAY


@pytest.mark.parametrize("amount", [0, -1])
def test_a_deadline_of_no_time_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        clocks.due_at(
            local("2030-01-07 10:00"),
            amount=amount,
            unit=Unit.HOURS,
            calendar=calendar_of(load_pack("zz")),
        )


def test_a_year_without_listed_holidays_is_known_as_such() -> None:
    calendar = calendar_of(load_pack("zz"))

    assert calendar.knows(date(2030, 5, 1))
    assert not calendar.knows(date(2040, 5, 1))


# ------------------------------------------------------------------ how it stands
START = local("2030-01-08 08:00")
DUE = START + timedelta(hours=24)
STANDS = [
    ("at the start", {"now": START}, "RUNNING"),
    ("a minute before the last quarter", {"now": START + timedelta(hours=17.98)}, "RUNNING"),
    ("in the last quarter", {"now": START + timedelta(hours=18)}, "DUE_SOON"),
    ("at the very moment it is due", {"now": DUE}, "DUE_SOON"),
    ("a second after", {"now": DUE + timedelta(seconds=1)}, "OVERDUE"),
    ("done in time, looked at late", {"now": DUE + DAY, "met_at": DUE}, "MET"),
    ("done a second late", {"now": DUE + DAY, "met_at": DUE + timedelta(seconds=1)}, "MET_LATE"),
    ("no longer needed in time", {"now": DUE, "dropped_at": DUE}, "DROPPED"),
    (
        "no longer needed, too late",
        {"now": DUE + DAY, "dropped_at": DUE + timedelta(hours=1)},
        "MISSED",
    ),
]


@pytest.mark.parametrize(("when", "facts", "stands"), STANDS, ids=[row[0] for row in STANDS])
def test_a_clock_stands_as_the_table_says(
    when: str, facts: dict[str, datetime], stands: str
) -> None:
    assert clocks.state_of(started_at=START, due_at=DUE, **facts) == ClockState(stands)


def test_every_state_stands_in_the_table() -> None:
    assert {row[2] for row in STANDS} == set(ClockState)


@given(st.lists(st.timedeltas(timedelta(), 3 * DAY), min_size=2, max_size=9))
def test_time_moves_a_clock_only_as_its_states_allow(after: list[timedelta]) -> None:
    seen = [
        clocks.state_of(started_at=START, due_at=DUE, now=START + each) for each in sorted(after)
    ]

    for earlier, later in pairwise(seen):
        assert later in _from(earlier)


def _from(state: ClockState) -> set[ClockState]:
    return {state}.union(*(_from(then) for then in MOVES[state]))


def test_late_says_by_how_much() -> None:
    assert clocks.late_by(due_at=DUE, ended_at=DUE + timedelta(hours=3)) == timedelta(hours=3)
    assert clocks.late_by(due_at=DUE, ended_at=START) == timedelta()

"""Which reminder goes on which day, against a table that a person can read."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.submissions.rules.reminders import (
    FURTHEST,
    STALE,
    USUAL,
    BadSchedule,
    Told,
    check_schedule,
    moment,
)

TABLE = Path(__file__).parents[1] / "reminders_expected.csv"


def rows():
    with TABLE.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def day(text):
    return date.fromisoformat(text) if text else None


def told(text):
    parts = (each.partition("@") for each in text.split())
    return [Told(None if d == "OPENING" else int(d), day(on)) for d, _, on in parts]


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row["why"])
def test_an_office_gets_what_the_table_says(row):
    found = moment(
        on=day(row["on"]),
        asked_on=day(row["asked"]),
        due_on=day(row["due"]),
        schedule=USUAL,
        told=told(row["told"]),
    )

    said = "" if found is None else "OPENING" if found.days is None else str(found.days)
    assert said == row["gets"]


DAYS = st.dates(date(2030, 1, 1), date(2030, 12, 31))


@given(DAYS, DAYS, st.integers(0, 200))
def test_whoever_runs_it_every_day_sends_each_reminder_once(asked_on, due_on, first):
    sent = []
    for number in range(first, 400):
        on = date(2030, 1, 1) + timedelta(days=number)
        found = moment(
            on=on,
            asked_on=asked_on,
            due_on=due_on,
            schedule=USUAL,
            told=[Told(each.days, due_on) for each in sent],
        )
        if found is not None:
            assert asked_on <= found.on <= on <= found.on + STALE
            sent.append(found)

    assert len({each.days for each in sent}) == len(sent)


@pytest.mark.parametrize("days", [[3, 3], [None, None], [FURTHEST + 1], [-FURTHEST - 1]])
def test_a_schedule_that_reminds_of_nothing_is_refused(days):
    with pytest.raises(BadSchedule):
        check_schedule(days)

"""Which reminder goes on which day, against a table that a person can read."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.submissions.rules.reminder_words import About, words_of
from fourfold.apps.submissions.rules.reminders import (
    FURTHEST,
    STALE,
    USUAL,
    BadSchedule,
    Told,
    check_schedule,
    moment,
)
from fourfold.apps.submissions.states import Answered

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


def about(**changes):
    given = {
        "office": "Made-up Police Department of Andover",
        "title": "Yearly report",
        "council": "Made-up Council",
        "from_on": date(2029, 1, 1),
        "until_on": date(2030, 1, 1),
        "due_on": date(2030, 3, 1),
        "answered": Answered.NOT_YET,
        "signs_in": False,
    }
    return About(**(given | changes))


@pytest.mark.parametrize(
    ("on", "subject", "said"),
    [
        (date(2030, 2, 15), "please answer by March 1, 2030", "That is in 14 days."),
        (date(2030, 2, 28), "please answer by March 1, 2030", "That is in 1 day."),
        (date(2030, 3, 1), "please answer by March 1, 2030", "That is today."),
        (date(2030, 3, 4), "your answer is missing", "March 1, 2030, 3 days ago"),
    ],
)
def test_a_reminder_says_its_day_as_people_do(on, subject, said):
    words = words_of(about(), on=on)

    assert words.subject == f"Yearly report: {subject}"
    assert said in words.body
    assert "January 1, 2029 to December 31, 2029" in words.body


def test_a_title_of_two_lines_makes_a_subject_of_one():
    words = words_of(about(title="Yearly\r\nBcc: all@police.example"), on=date(2030, 2, 15))

    assert words.subject.splitlines() == [words.subject]


@pytest.mark.parametrize(
    ("answered", "said"),
    [(Answered.DRAFT, "has not been sent yet"), (Answered.RETURNED, "given back")],
)
def test_a_reminder_knows_what_is_begun(answered, said):
    assert said in words_of(about(answered=answered), on=date(2030, 2, 15)).body


def test_a_call_without_days_names_none():
    words = words_of(about(due_on=None, from_on=None, until_on=None), on=date(2030, 2, 15))

    assert "2029" not in words.body
    assert words.subject == "Yearly report: your answer is asked for"

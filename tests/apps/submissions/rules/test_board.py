"""Where an office stands, against a table that a person can read."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.submissions.rules.board import (
    MISSING,
    WHOLE,
    WITH_COUNCIL,
    Standing,
    Version,
    answered,
    tally,
)
from fourfold.apps.submissions.states import Answered, BatchState

TABLE = Path(__file__).parents[1] / "board_expected.csv"
ON = date(2030, 3, 1)
SENT_AT = datetime(2030, 2, 1, tzinfo=UTC)
NOTHING = {
    "no": None,
    "stands": SENT_AT + timedelta(days=1),
    "before it was sent": SENT_AT - timedelta(days=1),
}
DUE = {"ahead": ON + timedelta(days=1), "today": ON, "past": ON - timedelta(days=1)}


def rows():
    with TABLE.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def standing(row):
    states = [BatchState(each) for each in row["versions"].split()]
    return Standing(
        versions=tuple(
            Version(number, state, None if state is BatchState.RECEIVED else SENT_AT)
            for number, state in enumerate(states, start=1)
        ),
        nothing_at=NOTHING[row["nothing"]],
        excused=row["excused"] == "yes",
        due_on=DUE[row["due"]],
    )


def test_an_office_stands_where_the_table_says():
    wrong = [row for row in rows() if answered(standing(row), on=ON) != row["answered"]]

    assert wrong == []


def test_the_table_holds_every_answer():
    assert {row["answered"] for row in rows()} == {each.value for each in Answered}


def test_every_answer_has_one_whose_turn_it_is():
    assert sorted([*WHOLE, *WITH_COUNCIL, *MISSING]) == sorted(Answered)


def test_without_a_due_day_nobody_is_late():
    assert answered(Standing(), on=date(2199, 1, 1)) is Answered.NOT_YET


@given(st.lists(st.tuples(st.sampled_from(Answered), st.booleans()), max_size=200))
def test_every_office_is_counted_once(stands):
    counted = tally(stands)

    assert counted.asked == len(stands)
    assert counted.whole + counted.missing + counted.of[Answered.SENT] == len(stands)
    assert counted.late <= counted.missing


@pytest.mark.parametrize("where", [*WHOLE, *WITH_COUNCIL])
def test_what_is_answered_is_never_late(where):
    assert tally([(where, True)]).late == 0

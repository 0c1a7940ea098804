from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourfold.apps.submissions import queries
from fourfold.apps.submissions.actions import asking
from fourfold.apps.submissions.queries import boards as reading
from fourfold.apps.submissions.queries import calls as lists
from fourfold.apps.submissions.queries import reminders
from fourfold.apps.submissions.states import Answered, BatchState
from tests.make import calls
from tests.make.calls import CALL, DUE, NOW, STAFF

pytestmark = pytest.mark.django_db
ON = NOW.date()


def asked(run):
    with CaptureQueriesContext(connection) as seen:
        run()
    return len(seen)


READS = {
    "board": lambda: queries.board(CALL, viewer=STAFF, on=ON),
    "year": lambda: reading.year_board(2029, viewer=STAFF, on=ON),
    "list": lambda: lists.calls(viewer=STAFF, on=ON),
    "reminders": lambda: reminders.planned(viewer=STAFF, on=ON),
    "letters": lambda: reminders.missing(CALL, viewer=STAFF, on=ON),
}


@pytest.mark.parametrize("name", READS)
def test_many_offices_ask_the_database_no_more_often_than_a_few(name):
    offices = calls.offices(40)
    calls.call(*offices[:2])
    before = asked(READS[name])
    asking.ask(CALL, respondents=offices, by=STAFF, at=NOW)
    for office in offices[:20]:
        calls.batch(office, BatchState.SENT)

    assert asked(READS[name]) == before <= 6


def test_the_board_shows_every_office_and_counts_where_they_stand():
    sent, draft, none, accepted = calls.offices(4)
    calls.call(sent, draft, none, accepted)
    calls.batch(sent, BatchState.SENT)
    calls.batch(draft, BatchState.RECEIVED)
    calls.batch(accepted, BatchState.ACCEPTED)
    calls.batch(accepted, BatchState.SENT, version=2)

    found = queries.board(CALL, viewer=STAFF, on=DUE + timedelta(days=1))

    lines = {each.organization: each for each in found.lines}
    assert lines[sent].answered is Answered.SENT
    assert (lines[draft].answered, lines[draft].past) == (Answered.DRAFT, True)
    assert (lines[none].answered, lines[none].past) == (Answered.LATE, True)
    assert (lines[accepted].answered, lines[accepted].correction) == (Answered.ACCEPTED, True)
    assert (lines[accepted].version, lines[accepted].in_time) == (1, True)
    assert (found.tally.asked, found.tally.whole, found.tally.late) == (4, 1, 2)


def test_an_answer_that_came_after_its_day_says_so():
    (office,) = calls.offices(1)
    calls.call(office)
    calls.batch(office, BatchState.ACCEPTED, sent_at=NOW + timedelta(days=90))

    (line,) = queries.board(CALL, viewer=STAFF, on=ON).lines

    assert line.in_time is False


def test_a_year_shows_an_office_once_with_a_cell_for_each_call():
    first, second = calls.offices(2)
    calls.call(first, second)
    calls.call(first, code="another-2029")

    found = reading.year_board(2029, viewer=STAFF, on=ON)

    assert len(found.calls) == 2
    cells = {line.organization: [c is not None for c in row] for line, row in found.rows}
    assert sorted(cells[first]) == [True, True]
    assert sorted(cells[second]) == [False, True]


def test_the_first_due_call_stands_first():
    calls.call(code="later", due_on=DUE + timedelta(days=1))
    calls.call(code="sooner", due_on=DUE)
    calls.call(code="never", due_on=None)

    assert [each.call.code for each in lists.calls(viewer=STAFF, on=ON)] == [
        "sooner",
        "later",
        "never",
    ]


def test_a_plain_name_has_no_clock():
    calls.call()

    with pytest.raises(ValueError, match="which day"):
        list(queries.board(CALL, viewer=STAFF).lines)

from datetime import date, timedelta

import pytest

from fourfold.apps.submissions import queries
from fourfold.apps.submissions.actions import asking, respondents
from fourfold.apps.submissions.actions import calls as actions
from fourfold.apps.submissions.models import DataCall
from fourfold.apps.submissions.queries import calls as reading
from fourfold.apps.submissions.rules import calls as rules
from fourfold.apps.submissions.rules.reminders import USUAL, BadSchedule
from fourfold.apps.submissions.states import Answered, BatchState, CallStep
from tests.make import calls, people
from tests.make.calls import CALL, DUE, NOW, STAFF

pytestmark = pytest.mark.django_db
ON = NOW.date()
WHO = {"by": STAFF, "at": NOW}


def where(office, on=ON):
    found = queries.board(CALL, viewer=STAFF, on=on)
    return next(each for each in found.lines if each.organization == office)


def test_a_call_is_opened_with_its_contract_period_and_schedule():
    calls.call(*calls.offices())

    found = reading.call_of(CALL, viewer=STAFF)

    assert (found.due_on, found.contract_version) == (DUE, 1)
    assert reading.schedule_of(CALL, viewer=STAFF) == list(USUAL)
    assert [each.step for each in reading.story_of(CALL, viewer=STAFF)] == [
        CallStep.ASKED,
        CallStep.OPENED,
    ]


def test_a_code_is_opened_once():
    calls.call()

    with pytest.raises(rules.CallAlreadyOpen):
        calls.call()


@pytest.mark.parametrize(
    "given",
    [
        {"from_on": date(2029, 1, 1)},
        {"from_on": date(2029, 2, 1), "until_on": date(2029, 2, 1)},
        {"due_on": date(2029, 12, 31)},
    ],
)
def test_days_that_cannot_be_are_refused(given):
    with pytest.raises(rules.BadDays):
        actions.open_call("x", dataset="FIGURES", year=2029, **given, **WHO)

    assert not DataCall.objects.exists()


def test_a_closed_call_takes_no_change_until_it_is_opened_again():
    (office,) = calls.offices(1)
    calls.call(office)
    actions.close_call(CALL, why="All is in.", **WHO)

    for refused in (
        lambda: actions.close_call(CALL, why="Again.", **WHO),
        lambda: actions.change_call(CALL, due_on=DUE, words="", reminders=(), **WHO),
        lambda: asking.ask(CALL, respondents=[office], **WHO),
        lambda: asking.nothing_to_report(CALL, organization=office, **WHO),
        lambda: asking.excuse(CALL, organization=office, why="x", **WHO),
    ):
        with pytest.raises(rules.CallClosed, match=r"closed on January 7, 2030"):
            refused()
    actions.reopen_call(CALL, why="A department wrote late.", **WHO)

    with pytest.raises(rules.CallIsOpen):
        actions.reopen_call(CALL, why="x", **WHO)
    assert [each.why for each in reading.story_of(CALL, viewer=STAFF)][:2] == [
        "A department wrote late.",
        "All is in.",
    ]


def test_closing_needs_a_reason():
    calls.call()

    with pytest.raises(rules.NoReason):
        actions.close_call(CALL, why="  ", **WHO)


def test_a_bad_schedule_changes_nothing():
    calls.call()

    with pytest.raises(BadSchedule):
        actions.change_call(CALL, due_on=DUE, words="New", reminders=(3, 3), **WHO)

    assert reading.call_of(CALL, viewer=STAFF).words == ""


def test_who_was_asked_before_stays_as_it_is():
    first, second, third = calls.offices()
    calls.call(first)
    asking.nothing_to_report(CALL, organization=first, **WHO)

    found = asking.ask(CALL, respondents=[first, second, third], **WHO)

    assert found == asking.NowAsked(new=2, before=1)
    assert where(first).answered is Answered.NOTHING


def test_an_unknown_or_inactive_office_stops_the_asking_of_all():
    first, second, _ = calls.offices()
    calls.call()
    respondents.set_active(second, is_active=False, **WHO)

    with pytest.raises(asking.NoSuchOffice):
        asking.ask(CALL, respondents=[first, "NOBODY"], **WHO)
    with pytest.raises(asking.OfficeIsClosed):
        asking.ask(CALL, respondents=[first, second], **WHO)
    assert queries.board(CALL, viewer=STAFF, on=ON).lines == ()


def test_a_later_day_is_the_offices_own():
    first, second, _ = calls.offices()
    calls.call(first, second)
    later = DUE + timedelta(days=14)

    asking.grant_later_day(CALL, organization=first, due_on=later, **WHO)

    after = DUE + timedelta(days=1)
    assert (where(first, after).answered, where(first, after).due_on) == (Answered.NOT_YET, later)
    assert where(second, after).answered is Answered.LATE
    asking.grant_later_day(CALL, organization=first, due_on=None, **WHO)
    assert where(first, after).past


def test_an_excused_office_owes_nothing_until_it_is_asked_again():
    (office,) = calls.offices(1)
    calls.call(office)

    asking.excuse(CALL, organization=office, why="It was founded this year.", **WHO)

    assert where(office).answered is Answered.EXCUSED
    with pytest.raises(asking.AlreadyExcused):
        asking.excuse(CALL, organization=office, why="x", **WHO)
    asking.no_longer_excuse(CALL, organization=office, **WHO)
    assert where(office).answered is Answered.NOT_YET
    with pytest.raises(asking.NotExcused):
        asking.no_longer_excuse(CALL, organization=office, **WHO)


def test_nothing_to_report_is_an_answer_and_can_be_taken_back():
    (office,) = calls.offices(1)
    calls.call(office)

    asking.nothing_to_report(CALL, organization=office, **WHO)
    asking.nothing_to_report(CALL, organization=office, by="another", at=NOW + timedelta(hours=1))

    assert (where(office).answered, where(office).answered_at) == (Answered.NOTHING, NOW)
    asking.something_to_report(CALL, organization=office, **WHO)
    assert where(office).answered is Answered.NOT_YET
    with pytest.raises(asking.NothingWasSaid):
        asking.something_to_report(CALL, organization=office, **WHO)


@pytest.mark.parametrize("state", [BatchState.SENT, BatchState.ACCEPTED])
def test_who_sent_a_file_cannot_say_nothing_beside_it(state):
    (office,) = calls.offices(1)
    calls.call(office)
    calls.batch(office, state)

    with pytest.raises(asking.AlreadyAnswered):
        asking.nothing_to_report(CALL, organization=office, **WHO)
    with pytest.raises(asking.AlreadyAnswered):
        asking.excuse(CALL, organization=office, why="x", **WHO)


def test_nothing_said_again_after_a_file_was_given_back_counts():
    (office,) = calls.offices(1)
    calls.call(office)
    asking.nothing_to_report(CALL, organization=office, **WHO)
    calls.batch(office, BatchState.RETURNED, sent_at=NOW + timedelta(hours=1))
    assert where(office).answered is Answered.RETURNED

    asking.nothing_to_report(CALL, organization=office, by=STAFF, at=NOW + timedelta(hours=2))

    assert where(office).answered is Answered.NOTHING


@pytest.mark.parametrize(
    ("role", "of", "may"),
    [
        ("STEWARD", people.DCF, True),
        ("STEWARD", people.PROVIDER, False),
        ("STAFF", people.PROVIDER, True),
        ("CARELINE", people.DCF, False),
    ],
)
def test_a_steward_answers_for_their_own_offices_alone(role, of, may):
    office, other = calls.offices(2, agency=people.DCF)
    calls.call(office, other)
    viewer = people.viewer("Stella", role, of=of)

    assert [each.line.organization for each in queries.calls_for(viewer=viewer)] == (
        [office, other] if role == "STAFF" else [office] if may else []
    )
    if may:
        asking.nothing_to_report(CALL, organization=office, by=viewer, at=NOW)
        assert where(office).answered is Answered.NOTHING
        if role == "STEWARD":
            with pytest.raises(asking.NotAsked):
                asking.nothing_to_report(CALL, organization=other, by=viewer.account, at=NOW)
    else:
        with pytest.raises(asking.NotAsked):
            asking.nothing_to_report(CALL, organization=office, by=viewer, at=NOW)
        if role == "CARELINE":
            with pytest.raises(rules.NoSuchCall):
                queries.board(CALL, viewer=viewer)


def test_same_as_last_time_leaves_out_who_is_inactive():
    first, second, third = calls.offices()
    calls.call(first, second, third)
    respondents.set_active(second, is_active=False, **WHO)
    dataset = reading.call_of(CALL, viewer=STAFF).dataset

    assert reading.asked_last_time(dataset, viewer=STAFF) == [first, third]
    assert reading.asked_last_time("nothing", viewer=STAFF) == []

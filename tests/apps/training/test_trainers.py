"""Trainers are moved step by step; a step can be undone; two people at once do it once."""

from datetime import date

import pytest

from fourfold.apps.training.access import NotYours
from fourfold.apps.training.actions import trainers as actions
from fourfold.apps.training.models import TrainerName
from fourfold.apps.training.queries import trainers as queries
from fourfold.apps.training.rules.sessions import BadSession
from fourfold.apps.training.rules.trainers import (
    AccountTaken,
    BadMove,
    MovedMeanwhile,
    NothingToUndo,
    OnTheList,
)
from fourfold.apps.training.states import MoveNotAllowed, Stage
from tests.make import training
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WAY = [
    (Stage.COURSE_DAY_1, date(2029, 2, 1), None),
    (Stage.COURSE_DAY_2, date(2029, 2, 2), None),
    (Stage.CLASSROOM_TEACH_BACK, date(2029, 3, 1), None),
    (Stage.LIVE_TEACH_BACK, date(2029, 5, 1), 4),
    (Stage.TEACHES, date(2029, 5, 2), None),
]


def page(who, viewer):
    return queries.trainer(who, viewer=viewer, on=TODAY, stuck_after=180)


def walk(who, lead, steps):
    for nth, (stage, on, score) in enumerate(steps):
        actions.move(who, to=stage, seen=nth, on=on, score=score, by=lead)


def test_somebody_walks_the_whole_way_and_teaches(lead):
    who = training.trainer(lead)
    walk(who, lead, WAY)
    found = page(who, lead)

    assert found.line.stage is Stage.TEACHES
    assert [(each.stage, each.on, each.score) for each in found.steps] == WAY[::-1]
    assert found.steps[0].by == "Lena"


def test_an_undone_step_leads_back_to_where_they_were_and_stays_written(lead):
    who = training.trainer(lead)
    walk(who, lead, WAY[:2])
    actions.undo(who, nth=2, by=lead)
    actions.undo(who, nth=1, by=lead)
    found = page(who, lead)

    assert (found.line.stage, found.line.moved_on) == (Stage.JOINED, date(2029, 1, 2))
    assert all(each.undone_at for each in found.steps)
    with pytest.raises(NothingToUndo):
        actions.undo(who, nth=1, by=lead)
    actions.move(who, to=Stage.COURSE_DAY_1, seen=2, on=date(2029, 2, 3), by=lead)
    assert page(who, lead).line.stage is Stage.COURSE_DAY_1


def test_a_step_noted_meanwhile_is_not_noted_twice(lead):
    who = training.trainer(lead)
    walk(who, lead, WAY[:1])

    with pytest.raises(MovedMeanwhile):
        actions.move(who, to=Stage.COURSE_DAY_1, seen=0, on=date(2029, 2, 1), by=lead)
    with pytest.raises(MovedMeanwhile):
        actions.undo(who, nth=2, by=lead)


def test_a_jump_a_day_to_come_and_a_day_before_the_last_are_refused(lead):
    who = training.trainer(lead)

    with pytest.raises(MoveNotAllowed):
        actions.move(who, to=Stage.TEACHES, seen=0, on=TODAY, by=lead)
    for day in (date(2031, 1, 1), date(2028, 1, 1)):
        with pytest.raises(BadMove):
            actions.move(who, to=Stage.COURSE_DAY_1, seen=0, on=day, by=lead)


def test_the_board_counts_every_stage_and_shows_who_waits_longest(lead):
    first, second, third = (training.trainer(lead, f"Made-up {each}") for each in "ABC")
    walk(first, lead, WAY)
    actions.move(second, to=Stage.COURSE_DAY_1, seen=0, on=TODAY, by=lead)
    board = queries.board(viewer=lead, on=TODAY, stuck_after=180)

    assert {each: n for each, n in board.counts.items() if n} == {
        Stage.TEACHES: 1,
        Stage.COURSE_DAY_1: 1,
        Stage.JOINED: 1,
    }
    assert [each.id for each in board.lines] == [third, second, first]
    assert [each.stuck for each in board.lines] == [True, False, False]


def test_the_same_person_is_on_the_list_once_and_an_account_is_one_trainers(lead, tara):
    training.trainer(lead, account=tara.account)

    with pytest.raises(OnTheList):
        training.trainer(lead, "MADE-UP tess")
    with pytest.raises(AccountTaken):
        training.trainer(lead, "Made-up Two", account=tara.account)
    with pytest.raises(AccountTaken):
        training.trainer(lead, "Made-up Two", account="NOBODY")


def test_who_left_gives_no_session_and_their_name_begins_to_run_out(lead):
    who = training.trainer(lead)
    actions.move(who, to=Stage.LEFT, seen=0, on=TODAY, by=lead)

    assert queries.choices(viewer=lead, on=TODAY) == []
    assert TrainerName.objects.get(trainer=who).left_at == NOW
    with pytest.raises(BadSession):
        training.session(lead, trainers=(who,))


def test_a_faculty_meeting_noted_twice_is_one(lead):
    who = training.trainer(lead)
    for _time in range(2):
        actions.hold_meeting("A made-up theme", held_on=TODAY, present=[who], by=lead)

    assert queries.meetings(viewer=lead) == [(TODAY, "A made-up theme", 1)]
    assert page(who, lead).meetings == ((TODAY, "A made-up theme"),)


def test_a_trainer_sees_themselves_and_moves_nobody(lead, tara):
    own = training.trainer(lead, account=tara.account)
    other = training.trainer(lead, "Made-up Two")

    assert page(own, tara) is not None
    assert page(other, tara) is None
    with pytest.raises(NotYours):
        actions.move(own, to=Stage.COURSE_DAY_1, seen=0, on=TODAY, by=tara)

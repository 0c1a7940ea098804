"""Who may follow whom on a trainer's way, and who is stuck."""

from datetime import date, timedelta

import pytest

from fourfold.apps.training.rules.trainers import BadMove, check_details, days_waiting, is_stuck
from fourfold.apps.training.states import MOVES, ON_THE_WAY, MoveNotAllowed, Stage, check_move

TODAY = date(2030, 1, 7)


def test_the_way_is_walked_step_by_step_and_never_jumped():
    way = [*Stage][:-1]
    for nth, stage in enumerate(way[:-1]):
        check_move(stage, way[nth + 1])
        for later in way[nth + 2 :]:
            with pytest.raises(MoveNotAllowed):
                check_move(stage, later)


def test_from_everywhere_one_can_leave_and_come_back_only_to_the_beginning():
    assert all(Stage.LEFT in MOVES[each] for each in Stage if each is not Stage.LEFT)
    assert MOVES[Stage.LEFT] == (Stage.JOINED,)


@pytest.mark.parametrize("stage", Stage)
def test_only_who_is_on_the_way_waits(stage):
    waits = days_waiting(stage, moved_on=TODAY - timedelta(days=200), today=TODAY)

    assert waits == (200 if stage in ON_THE_WAY else None)


@pytest.mark.parametrize(("days", "stuck"), [(None, False), (180, False), (181, True)])
def test_somebody_is_stuck_after_the_days_of_the_setting(days, stuck):
    assert is_stuck(days, after=180) is stuck


@pytest.mark.parametrize(
    ("then", "score", "fits"),
    [
        (Stage.LIVE_TEACH_BACK, None, False),
        (Stage.LIVE_TEACH_BACK, 0, False),
        (Stage.LIVE_TEACH_BACK, 1, True),
        (Stage.LIVE_TEACH_BACK, 5, True),
        (Stage.LIVE_TEACH_BACK, 6, False),
        (Stage.TEACHES, None, True),
        (Stage.TEACHES, 3, False),
    ],
)
def test_a_live_teach_back_and_nothing_else_has_a_score_from_one_to_five(then, score, fits):
    def check():
        check_details(then, on=TODAY, today=TODAY, score=score)

    if fits:
        check()
    else:
        with pytest.raises(BadMove):
            check()

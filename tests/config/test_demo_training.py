"""The made-up year of training: every stage is to be seen, and no minor has a name."""

from datetime import UTC, datetime

import pytest

from fourfold.apps.training.models import AttendeeName
from fourfold.apps.training.queries import sessions, trainers
from fourfold.apps.training.states import Stage
from fourfold.config.demo.fill import fill_people
from fourfold.config.demo.training import fill_training
from fourfold.reference import load_pack

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2030, 1, 7, 15, tzinfo=UTC)


def test_the_year_shows_every_stage_a_list_to_confirm_and_groups_without_names():
    staff = fill_people(load_pack("ct"), at=NOW)

    fill_training(staff)

    lena, tara = staff.viewer("lena"), staff.viewer("tara")
    board = trainers.board(viewer=lena, on=NOW.date(), stuck_after=180)
    assert {each for each, count in board.counts.items() if count} == {*Stage} - {Stage.LEFT}
    assert board.stuck
    found = sessions.sessions(viewer=lena)
    assert [each.waits for each in found if each.waits] == [5]
    assert any(each.off_at for each in found)
    youth = [each for each in found if each.counts_only]
    assert sum(each.people for each in youth) > 50
    assert not AttendeeName.objects.filter(attendance__session__counts_only=True).exists()
    assert any(each.waits for each in sessions.sessions(viewer=tara))

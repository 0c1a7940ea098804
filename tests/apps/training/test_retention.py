"""Names go by the state's schedule, with their keys; lines, counts, steps and certificates stay."""

from datetime import timedelta

import pytest

from fourfold.apps.training.actions import attendance, certificates, trainers
from fourfold.apps.training.models import (
    Attendance,
    AttendeeName,
    Certificate,
    Trainer,
    TrainerName,
)
from fourfold.apps.training.queries import sessions
from fourfold.apps.training.queries import trainers as trainer_queries
from fourfold.apps.training.states import Stage
from fourfold.security import retention
from fourfold.security.retention import errors
from tests.make import people, training
from tests.make.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _outside(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("FOURFOLD_JURISDICTION", "ct")
    settings.TOMBSTONES = tmp_path / "tombstones.jsonl"


def run(at):
    operator, privacy = (people.account(f"{each}{at:%d}", each) for each in ("OPERATOR", "PRIVACY"))
    by = people.viewer_of(operator.id, at=at, second_factor=True, stepped_up=True)
    second = people.viewer_of(privacy.id, at=at, second_factor=True, stepped_up=True)
    kept = retention.keep_preview(by=by)
    retention.agree_to_preview(kept.id, digest=kept.digest, by=second)
    done = retention.run(kept.id, by=by)
    return done.outcomes["GONE"], done.shredded


def test_a_name_goes_three_years_later_and_the_count_and_the_certificate_stay(lead):
    found = training.session(lead)
    attendance.bring(found.id, people=[("Made-up Ann", "Made-up Inn", "")], by=lead)
    later = people.viewer("Lena", of="COUNCIL", at=NOW + timedelta(hours=3))
    certificates.issue(found.id, by=later)

    with pytest.raises(errors.NothingDue):
        run(NOW + timedelta(days=3 * 365 - 2))
    assert run(NOW + timedelta(days=3 * 365 + 2)) == (1, 1)
    assert not AttendeeName.objects.exists()
    assert Attendance.objects.count() == Certificate.objects.count() == 1
    assert sessions.session(found.id, viewer=lead).people == 1
    assert [each.name for each in sessions.listed(found.id, viewer=lead)] == [""]


def test_a_trainers_name_goes_three_years_after_they_left_and_never_before(lead):
    gone, stays = training.trainer(lead), training.trainer(lead, "Made-up Two")
    trainers.move(gone, to=Stage.LEFT, seen=0, on=NOW.date(), by=lead)

    assert run(NOW + timedelta(days=3 * 365 + 2)) == (1, 1)
    assert TrainerName.objects.get().trainer_id == stays
    assert Trainer.objects.count() == 2
    page = trainer_queries.trainer(gone, viewer=lead, on=NOW.date(), stuck_after=180)
    assert (page.line.name, page.line.stage) == ("", Stage.LEFT)
    assert [each.stage for each in page.steps] == [Stage.LEFT]

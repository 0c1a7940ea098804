"""The made-up sheets of paper: typed once, and the first waits for another person's typing."""

from datetime import UTC, datetime

import pytest

from fourfold.apps.surveys.models import Wave
from fourfold.apps.surveys.queries.paper import paper_counts
from fourfold.config.demo.fill import fill_people
from fourfold.config.demo.sheets import SHEETS
from fourfold.config.demo.surveys import fill_surveys
from fourfold.reference import load_pack

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2030, 1, 7, 15, tzinfo=UTC)


def test_a_newcomer_finds_typed_sheets_and_one_to_type_again():
    staff = fill_people(load_pack("ct"), at=NOW)

    fill_surveys(staff, load_pack("ct"))

    wave = Wave.objects.get(study__title="Made-up feedback on trainings")
    found = paper_counts(wave.id, viewer=staff.viewer("lena"))
    assert (found.typed, found.checked, found.unreadable) == (SHEETS, 0, 1)
    assert 1 in found.again
    assert found.mine is None, "the newcomer typed none of them, so may type any again"

"""The made-up year of calls: every state is to be seen, and every office is marked made up."""

from datetime import UTC, datetime, timedelta

import pytest

from fourfold.apps.submissions import queries
from fourfold.apps.submissions.models import Respondent
from fourfold.apps.submissions.queries import calls as reading
from fourfold.apps.submissions.states import Answered
from fourfold.config.demo.calls import POLICE, fill_calls
from fourfold.config.demo.fill import fill_people
from fourfold.reference import load_pack

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2030, 1, 7, 15, tzinfo=UTC)


def test_the_calls_show_every_state_and_only_made_up_offices():
    pack = load_pack("ct")
    staff = fill_people(pack, at=NOW)

    fill_calls(staff, pack)

    rows = reading.calls(viewer="demo", on=NOW.date())
    closed = [each for each in rows if each.call.closed_at]
    assert (len(rows) - len(closed), len(closed)) == (3, 2)
    seen = {where for each in rows for where, count in each.tally.of.items() if count}
    assert seen == set(Answered) - {Answered.DRAFT}
    assert Respondent.objects.filter(kind="POLICE").count() == POLICE
    assert not Respondent.objects.exclude(name__startswith="Made-up").exists()
    stella = queries.calls_for(viewer=staff.viewer("stella", before=timedelta()))
    assert len([each for each in stella if each.call.closed_at is None]) == 2

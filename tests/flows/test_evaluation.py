"""A training office looks at what changed, on a desk and on a phone; no page is amiss."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import timezone

from fourfold.apps.surveys.actions.evaluating import work_out
from fourfold.apps.surveys.models import Wave
from fourfold.config.demo.fill import fill_people
from fourfold.config.demo.team_years import fill_years
from fourfold.reference import load_pack
from fourfold.security.models import Account
from tests.make import people
from tests.make.desk import key_of_session
from tests.make.evaluation import trained
from tests.make.people import NOW

from .conftest import DESK
from .test_survey import PHONE, complaints

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SIZES = {"desk": DESK, "phone": PHONE}


@pytest.fixture
def site(live_server, monkeypatch) -> str:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return str(live_server.url)


@pytest.mark.parametrize("size", SIZES)
def test_waves_side_by_side_are_clean(site, visit, size):
    staff = fill_people(load_pack("ct"), at=NOW)
    fill_years(staff, load_pack("ct"))
    waves = list(Wave.objects.order_by("moved_at").values_list("id", "study_id"))
    one = visit(SIZES[size])
    key = key_of_session(Account.objects.get(id=staff.accounts["lena"]), at=NOW)
    one.page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": one.url}]
    )
    one.open(f"/desk/surveys/{waves[0][1]}/compare/?" + "&".join(f"wave={w}" for w, _ in waves))
    found = complaints(one.page, "compared")
    one.picture(f"compare-{size}")

    assert found == []


@pytest.mark.parametrize("size", SIZES)
def test_the_page_is_clean_closed_and_open(site, visit, size):
    study = trained(before=44, after=40)
    work_out(study, by="staff", at=NOW)
    one = visit(SIZES[size])
    key = key_of_session(people.account("Lea", "TRAINING_LEAD"), at=NOW)
    one.page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": one.url}]
    )
    one.open(f"/desk/surveys/{study}/evaluation/")
    found = complaints(one.page, "closed")
    one.picture(f"evaluation-{size}")
    for each in one.page.locator("details.fold > summary").all():
        each.click()
    found += complaints(one.page, "open")
    one.picture(f"evaluation-open-{size}")

    assert found == []

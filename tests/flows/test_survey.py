"""Somebody answers a survey on a phone, with a training office that makes it; no page is amiss."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from fourfold.apps.surveys.models import Response
from fourfold.apps.surveys.states import WavePart
from tests.make import people, surveys
from tests.make.desk import key_of_session
from tests.make.looks import complaints
from tests.make.people import NOW

from .conftest import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 375, "height": 740}
SIZES = {"desk": DESK, "phone": PHONE}
REFUSED = "Failed to load resource: the server responded with a status of 4"


@pytest.fixture
def site(live_server, monkeypatch) -> str:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return str(live_server.url)


@pytest.fixture
def waves(site):
    study = surveys.study(
        WavePart.BEFORE, WavePart.AFTER, of="pack:training_survey", pairs=True, asked=40
    )
    return surveys.opened(study)


@pytest.mark.parametrize("size", SIZES)
def test_somebody_answers_before_a_training_and_every_page_is_clean(waves, visit, size):
    one = visit(SIZES[size])
    page, found = one.page, []

    def look(name: str) -> None:
        page.wait_for_load_state("networkidle")  # the page of a click, not the one before
        found.extend(complaints(page, name))
        one.picture(f"survey-{name}-{size}")

    one.open(f"/survey/{waves[0].code}/")
    look("start")
    page.get_by_label("Your code").fill("ma07er")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Education").check()
    look("first")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("level of knowledge")
    page.get_by_role("radio", name="3 Knowledgeable").first.check()
    look("knowledge")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("radio", name="1 Completely False").first.check(force=True)
    page.keyboard.press("ArrowRight")
    look("beliefs")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Stop and go on later").click()
    expect(page.get_by_role("button", name="Go on now")).to_be_visible()
    look("later")
    page.get_by_role("button", name="Go on now").click()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    look("thanks")
    assert found == []
    kept = Response.objects.get()
    assert {name: text for name, text in kept.answers.items() if text} == {
        "field": "education",
        "k1": "3",
        "b1": "2",
    }
    assert kept.pair


@pytest.mark.parametrize("size", SIZES)
def test_the_training_office_sees_its_pages_clean(waves, visit, size):
    surveys.answered(surveys.opened(surveys.study(once="two"))[0])
    one = visit(SIZES[size])
    page, found = one.page, []
    key = key_of_session(people.account("Lea", "TRAINING_LEAD"), at=NOW)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": key, "url": one.url}])
    study, wave = waves[0].study_id, waves[0].id
    for label, address in {
        "list": "/desk/surveys/",
        "new": "/desk/surveys/new/",
        "forms": "/desk/surveys/forms/",
        "study": f"/desk/surveys/{study}/",
        "poster": f"/desk/surveys/{study}/waves/{wave}/",
    }.items():
        one.open(address)
        found.extend(complaints(page, label))
        one.picture(f"survey-staff-{label}-{size}")

    assert found == []

"""Somebody types what a youth told, the session ends, they sign in again: the words are there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from fourfold.apps.cases.actions import missing
from fourfold.apps.cases.models import Draft
from fourfold.security.models import Session
from tests.make import cases, people
from tests.make.desk import key_of_session
from tests.make.people import NOW

from .conftest import DESK, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS = "She left because of the noise at night, and"


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def luis():
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def talk(luis) -> str:
    """Return the address of the return talk of somebody who came back today."""
    case = cases.case(luis, given_name="Marisol")
    episode = missing.report_missing(case, known_at=NOW, by=luis)
    missing.returned(episode, case=case, returned_at=NOW, found_where="", by=luis)
    return f"/desk/cases/{case}/missing/{episode}/talk/"


def sign_in(one: Visit) -> None:
    key = key_of_session(people.account("Luis"), at=NOW)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": one.url}
    one.page.context.add_cookies([cookie])


def test_what_was_typed_is_there_after_the_session_ended(
    visit: Callable[..., Visit], talk: str
) -> None:
    one = visit(DESK)
    sign_in(one)
    one.open(talk)
    one.page.locator("[name=why_left]").fill(WORDS)
    expect(one.page.locator("[data-draft-said]")).to_contain_text("kept for you", timeout=15_000)

    Session.objects.all().delete()
    one.page.get_by_role("button", name="Keep what they told").click()
    expect(one.page).to_have_url(re.compile("/sign-in/"))
    sign_in(one)
    one.open("/desk/")
    one.page.get_by_role("link", name="Go on with it").click()
    expect(one.page.locator("[name=why_left]")).to_have_value(WORDS)
    one.page.get_by_text("They told it").first.click()
    one.page.get_by_role("button", name="Keep what they told").click()

    expect(one.page.get_by_text(WORDS)).to_be_visible()
    assert not Draft.objects.exists()

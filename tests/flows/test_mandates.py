"""Mandates and budget in a real browser: staff write, a second person reads, the public sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from fourfold.security.models import RoleGrant
from tests.make import people
from tests.make.desk import key_of_session
from tests.make.looks import complaints

from .conftest import DESK, SMALLEST, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DUTY = "/desk/council/mandates/CGS_46A_170_UPDATES/"


@pytest.fixture
def site(live_server) -> str:
    return str(live_server.url)


@pytest.fixture
def signed_in(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    accounts = {
        name: people.account(name, role) for name, role in (("Sam", "STAFF"), ("Max", "MEMBER"))
    }
    RoleGrant.objects.update(from_at=timezone.now() - timedelta(days=1))

    def start(name: str, size: dict[str, int] = DESK) -> Visit:
        one = visit(size)
        key = key_of_session(accounts[name], at=timezone.now())
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": one.url}
        one.page.context.add_cookies([cookie])
        return one

    return start


def faults(one: Visit, address: str) -> list[str]:
    one.open(address)
    one.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    return complaints(one.page, address)


def test_a_word_on_a_duty_is_public_once_a_second_person_read_it(signed_in, visit) -> None:
    sam, max_ = signed_in("Sam"), signed_in("Max", SMALLEST)
    sam.open(DUTY)
    sam.page.get_by_label("Where does it stand?").select_option("Met")
    sam.page.get_by_label("Why?").fill("An update was given at each meeting.")
    sam.page.get_by_role("button", name="Write it down").click()
    expect(sam.page.get_by_role("region", name="Waits for a second person")).to_be_visible()

    max_.open(DUTY)
    max_.page.get_by_role("button", name="I read it, and agree").click()
    expect(max_.page.get_by_role("heading", level=2).first).to_contain_text("met")
    stranger = visit(DESK)
    stranger.open("/council/mandates/")
    expect(stranger.page.get_by_text("An update was given at each meeting.")).to_be_visible()

    sam.open("/desk/council/budget/")
    sam.page.get_by_label("Code").fill("PRINT")
    sam.page.get_by_label("What is the money for?").fill("Posters")
    sam.page.get_by_label("Which P?").select_option("Prevention")
    sam.page.get_by_role("button", name="Open the line").click()
    expect(sam.page.get_by_role("heading", level=1)).to_have_text("Posters")
    line = sam.page.url.removeprefix(sam.url)
    found = []
    for address in (line, "/desk/council/budget/", DUTY, "/desk/council/mandates/"):
        found += faults(sam, address)
    for address in ("/desk/council/budget/", "/desk/council/mandates/", "/council/mandates/"):
        found += faults(max_, address)
    assert found == []

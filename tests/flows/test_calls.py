"""The staff's pages of calls in a real browser: from opening to a reminder, desk and phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from fourfold.apps.submissions.states import BatchState
from tests.make import calls, people
from tests.make.calls import CALL
from tests.make.desk import key_of_session
from tests.make.looks import complaints

from .conftest import DESK, PHONE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def site(live_server) -> str:
    return str(live_server.url)


@pytest.fixture
def sam(visit: Callable[..., Visit], monkeypatch) -> Callable[..., Visit]:
    """Open a browser in which somebody of the Council's staff has signed in."""
    monkeypatch.setattr(timezone, "now", lambda: people.NOW)
    account = people.account("Sam", "STAFF")

    def start(size: dict[str, int]) -> Visit:
        one = visit(size)
        cookie = key_of_session(account, at=people.NOW)
        one.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": one.url}]
        )
        return one

    return start


def check_page(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    assert complaints(page) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_call_is_opened_followed_reminded_of_and_closed(sam, size):
    calls.offices(3)
    one = sam(size)
    page = one.page

    one.open("/desk/calls/")
    page.get_by_role("link", name="Open a call").click()
    page.get_by_role("link", name="Ask for this").first.click()
    check_page(page)
    due = page.get_by_role("group", name="Answers are due on")
    for label, value in (("Month", "3"), ("Day", "1"), ("Year", "2030")):
        due.get_by_label(label).fill(value)
    page.get_by_text("Police department (3)").click()
    page.get_by_role("button", name="Look at it first").click()
    check_page(page)
    page.get_by_role("button", name="Open the call for 3 offices").click()
    expect(page.get_by_text("The call is open.")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Reminders and letters").click()
    check_page(page)
    page.get_by_role("button", name="Send 3 reminders now").click()
    expect(page.get_by_text("Mailed: 3. Letters to post: 0.")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Made-up Police Department 000").first.click()
    page.get_by_role("link", name="Excuse this office").click()
    page.get_by_label("Why?").fill("Founded this year.")
    page.get_by_role("button", name="Excuse it").click()
    expect(page.get_by_text("The office is excused.")).to_be_visible()
    check_page(page)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_boards_and_lists_can_be_read_by_everyone(sam, size):
    offices = calls.offices(6)
    calls.call(*offices)
    for office, state in zip(offices, BatchState, strict=True):
        calls.batch(office, state)
    one = sam(size)

    for address in (f"{CALL}/", "", "offices/", "offices/new/", "offices/list/", "year/2029/"):
        one.open(f"/desk/calls/{address}")
        expect(one.page.locator("h1")).to_be_visible()
        check_page(one.page)

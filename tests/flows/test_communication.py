"""The communication plan in a real browser: a step from its planning to what was published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from fourfold.security.models import RoleGrant
from tests.make import council, people
from tests.make.desk import key_of_session
from tests.make.looks import complaints

from .conftest import SMALLEST, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def fill_day(page: Page, label: str, away: int) -> None:
    """Type a day into its three boxes. away: in days from today."""
    day = timezone.localdate() + timedelta(days=away)
    boxes = page.get_by_role("group", name=label)
    for name, value in (("Month", day.month), ("Day", day.day), ("Year", day.year)):
        boxes.get_by_label(name, exact=True).fill(str(value))


def test_a_step_is_planned_done_and_found_again_with_what_was_published(
    live_server, visit: Callable[..., Visit]
) -> None:
    council.message(approved=True)
    account = people.account("Sam Otero", "STAFF")
    RoleGrant.objects.update(from_at=timezone.now() - timedelta(days=1))
    one = visit(SMALLEST)
    page, key = one.page, key_of_session(account, at=timezone.now())
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": one.url}])

    page.goto(f"{one.url}/desk/council/communication/")
    page.get_by_role("link", name="Plan a step").click()
    page.get_by_label("What is done?").fill("Made-up posters in lodgings")
    page.get_by_label("Channel").select_option("PRINT")
    page.get_by_label("Who owns it?").select_option(index=1)
    fill_day(page, "Until when?", 0)
    page.get_by_label("Message").select_option(index=1)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="Made-up posters in lodgings")).to_be_visible()
    page.get_by_role("button", name="Note that it is under way").click()
    page.get_by_role("button", name="Note that it is done").click()
    expect(page.get_by_role("button", name="Note that it is under way")).to_be_visible()

    page.goto(f"{one.url}/desk/council/communication/coverage/new/")
    fill_day(page, "When?", 0)
    page.get_by_label("Outlet", exact=True).fill("The Made-up Courier")
    page.get_by_label("Channel").select_option("PRINT")
    page.get_by_label("Title", exact=True).fill("What hotel staff notice")
    page.get_by_label("Step it came of").select_option(index=1)
    page.get_by_role("button", name="Keep it").click()

    page.goto(f"{one.url}/desk/council/communication/")
    page.get_by_label("Where it stands").select_option("DONE")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("link", name="Made-up posters in lodgings")).to_be_visible()
    expect(page.get_by_role("link", name="What hotel staff notice")).to_be_visible()
    assert complaints(page) == []
    page.get_by_label("Channel").select_option("RADIO")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("No step is due in this year.")).to_be_visible()

    page.goto(f"{one.url}/desk/council/campaigns/{council.campaign('flow')}/")
    page.get_by_text("Enter a before and an after").click()
    page.get_by_label("What was asked?").fill("Paying for sex harms somebody")
    fill_day(page, "When before?", -40)
    page.get_by_label("Before: how many said yes?").fill("48")
    page.get_by_label("Before: how many answered?").fill("80")
    fill_day(page, "When after?", 0)
    page.get_by_label("After: how many said yes?").fill("56")
    page.get_by_label("After: how many answered?").fill("70")
    page.get_by_label("Where are the answers?").fill("A made-up survey")
    page.get_by_role("button", name="Keep both").click()
    expect(page.get_by_text("95% interval +5.2 to +33.4")).to_be_visible()
    assert complaints(page) == []

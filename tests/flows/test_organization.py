"""An organization applies in a browser, is looked at, is found, goes stale and is checked again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from fourfold.apps.directory.actions import checking
from fourfold.security import outbox
from tests.make import people
from tests.make.desk import key_of_session
from tests.make.looks import complaints
from tests.make.people import NOW

from .conftest import DESK, SMALLEST, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def site(live_server) -> str:
    return str(live_server.url)


@pytest.fixture
def clock(monkeypatch) -> Callable[[timedelta], datetime]:
    """Return a function that lets time pass."""

    def to(later: timedelta = timedelta()) -> datetime:
        monkeypatch.setattr(timezone, "now", lambda: NOW + later)
        return NOW + later

    to()
    return to


def test_an_organization_from_its_application_to_its_last_day_in_the_list(
    site, visit: Callable[..., Visit], clock
) -> None:
    theirs = visit(SMALLEST)
    page = theirs.page
    theirs.open("/find-help/")
    page.get_by_role("link", name=re.compile("List your service here")).click()
    page.get_by_label("Name of your organization").fill("Made-up Haven")
    page.get_by_label("Name of the service").fill("Quiet rooms")
    page.get_by_text("Choose kinds of help").click()
    page.locator("label", has_text="Housing").first.click()
    page.get_by_role("button", name="Look at it before you send it").click()
    expect(page.get_by_text("Give an email, or choose another way.").first).to_be_visible()
    found = complaints(page, "the form")
    theirs.complaints.clear()  # the browser says that the page was a 422
    page.locator("#id_mailbox").fill("desk@haven.example")
    page.get_by_role("button", name="Look at it before you send it").click()
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    found += complaints(page, "the look")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("Your number:")).to_be_visible()

    curator = people.account("Cora", "CURATOR")
    desk = visit(DESK)
    cookie = key_of_session(curator, at=NOW)
    desk.page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": desk.url}]
    )
    desk.open("/desk/")
    desk.page.get_by_role("link", name="Look at them").click()
    desk.page.get_by_role("link", name="Quiet rooms").click()
    for each in desk.page.get_by_role("region", name="Checklist").get_by_role("combobox").all():
        each.select_option("YES")
    desk.page.get_by_role("button", name="Keep what you found").click()
    expect(desk.page.get_by_role("link", name="Write it down and list it")).to_be_visible()
    found += complaints(desk.page, "an application")
    desk.page.get_by_role("link", name="Write it down and list it").click()
    found += complaints(desk.page, "writing it down")
    desk.page.get_by_role("button", name="List it").click()
    expect(desk.page.get_by_role("link", name="Its listing")).to_be_visible()

    theirs.open("/find-help/")
    expect(page.get_by_role("heading", name="Quiet rooms")).to_be_visible()

    half = clock(timedelta(days=200))
    assert checking.ask_due(f"{site}/", by="job", at=half) == 1
    theirs.open("/find-help/")
    expect(page.get_by_text("Last checked more than six months ago")).to_be_visible()
    outbox.send(at=half)
    link = next(
        links[0]
        for each in mail.outbox
        if (links := re.findall(r"https?://\S+/listing-check/\S+", str(each.body)))
    )
    page.goto(link)
    page.get_by_role("button", name="Yes, it is right").click()
    expect(page.get_by_text("Thank you. We have your answer.")).to_be_visible()
    found += complaints(page, "a check by mail")
    theirs.open("/find-help/")
    expect(page.get_by_role("heading", name="Quiet rooms")).to_be_visible()
    expect(page.get_by_text("Last checked more than six months ago")).to_have_count(0)

    clock(timedelta(days=200 + 366))
    theirs.open("/find-help/")
    expect(page.get_by_role("heading", name="Quiet rooms")).to_have_count(0)
    assert found == []

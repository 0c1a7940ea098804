"""
Two people code a transcript alone, with the keyboard only, settle where they differ, and one
clears a quote the other proposed; each page is looked at by axe at a desk and on a phone.
"""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from fourfold.apps.surveys.models import ClearedQuote, FocusGroup
from fourfold.security.models import Account
from tests.make import focus as make
from tests.make import looks
from tests.make.desk import key_of_session
from tests.make.people import NOW

from .conftest import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 375, "height": 740}


def complaints(page: Page) -> list[str]:
    """Return what is wrong with a page on a phone and at a desk."""
    found: list[str] = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        found += looks.complaints(page, page.url)
    return found


def browser_of(account: str, browser: Browser, url: str) -> Page:
    """Return a signed-in page of somebody."""
    key = key_of_session(Account.objects.get(id=account), at=timezone.now())
    context = browser.new_context(viewport=DESK)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
    return context.new_page()


def check(page: Page, label: str) -> None:
    """Check a box with the keyboard."""
    page.get_by_label(label).first.focus()
    page.keyboard.press("Space")


def press(page: Page, button: str) -> None:
    """Press a button with the keyboard."""
    page.get_by_role("button", name=button).focus()
    page.keyboard.press("Enter")


def give(page: Page, turn: str, code: str) -> None:
    """Give one turn one code, or none, with the keyboard only."""
    check(page, turn)
    if code:
        check(page, code)
    press(page, "Give these codes" if code else "No code fits")
    page.wait_for_load_state()


def test_two_people_code_alone_settle_and_clear_a_quote(live_server, browser, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    room, url, noted = make.Room(), str(live_server.url), []
    room.to_transcript()
    here = f"{url}/desk/surveys/{room.study}/focus/{room.group}/"
    lead, first, second = (
        browser_of(who.account, browser, url) for who in (room.lead, room.first, room.second)
    )

    given = (("What is missing", ""), ("A bed", "Safe housing"), ("Teachers", "Training"))
    for page, last in ((first, "Court"), (second, "")):
        page.goto(f"{here}coding/")
        for turn, code in (*given, ("Judges", last), ("Nothing else", "")):
            give(page, turn, code)
        expect(page.get_by_text("You looked at 5 of 5 turns.")).to_be_visible()
        noted += complaints(page)
        press(page, "I have finished")
        expect(page.get_by_text("You have finished. Thank you.")).to_be_visible()

    first.goto(f"{here}differences/")
    expect(first.get_by_role("heading", name="1 difference left to settle")).to_be_visible()
    noted += complaints(first)
    check(first, "Court")
    first.get_by_label("Why").fill("Waiting for a court is what the code means.")
    first.keyboard.press("Enter")
    expect(first.get_by_text("Everything is settled.")).to_be_visible()
    assert FocusGroup.objects.get().state == "CODED"

    lead.goto(f"{here}transcript/")
    noted += complaints(lead)
    lead.locator("a[href$='?turn=t2']").click()
    lead.get_by_label("What does it speak of?").select_option("housing")
    lead.get_by_label("Words to print").fill("A bed tonight. Not a list […].")
    noted += complaints(lead)
    lead.get_by_role("button", name="Propose it").click()
    expect(lead.get_by_text("waits for somebody else")).to_be_visible()
    expect(lead.get_by_role("button", name="Clear it for print")).to_have_count(0)

    second.goto(f"{here}quotes/")
    noted += complaints(second)
    press(second, "Clear it for print")
    expect(second.get_by_text("Check all three before you clear it")).to_be_visible()
    for label in ("There is no name in it", "There is no place", "There is no rare combination"):
        check(second, label)
    press(second, "Clear it for print")
    expect(second.get_by_text("Cleared. It may be printed.")).to_be_visible()
    assert ClearedQuote.objects.get().words == "A bed tonight. Not a list […]."

    for address in ("", "guide/", "memos/", "bring/", "plan/"):
        lead.goto(here + address)
        noted += complaints(lead)
    for address in ("", "new/", "book/", "codes/", "codes/housing/"):
        lead.goto(f"{url}/desk/surveys/{room.study}/focus/{address}")
        noted += complaints(lead)
    assert noted == []

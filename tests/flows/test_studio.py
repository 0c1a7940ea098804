"""
An annual report from an empty page to the packet for the clerks: a member tells what was done, a
figure changes, two people write one block, a second person approves, and it is handed over.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from fourfold.apps.council.actions import studio
from fourfold.apps.council.models import StudioBlock
from fourfold.catalog import put_tables
from tests.apps.council.test_studio_issue import carried
from tests.make import catalog, council, people
from tests.make.desk import key_of_session
from tests.make.looks import complaints
from tests.make.people import NOW

from .conftest import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def signed_in(browser: Browser, url: str, name: str, role: str, **how: object) -> Page:
    account = people.account(name, role, of="COUNCIL")
    key = key_of_session(account, at=timezone.now())
    context = browser.new_context(viewport=DESK, accept_downloads=True, **how)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
    return context.new_page()


def test_a_report_goes_from_an_empty_page_to_the_clerks(live_server, browser, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    table = catalog.table(catalog.NUMBER)
    put_tables.put(table, at=NOW)
    code = table.figures[0].code
    url, noted = str(live_server.url), []
    sam = signed_in(browser, url, "Sam", "STAFF")
    max_ = signed_in(browser, url, "Max", "MEMBER", java_script_enabled=False)

    # Begin, and write two blocks.
    sam.goto(f"{url}/desk/council/annual/")
    sam.get_by_label("Year", exact=True).nth(0).fill("2031")
    sam.get_by_label("Title").fill("The made-up year 2031")
    for box, value in (("Month", "12"), ("Day", "31"), ("Year", "2031")):
        sam.get_by_role("group", name="Day of the report").get_by_label(box).fill(value)
    sam.get_by_text("Empty", exact=True).click()
    sam.get_by_role("button", name="Begin").click()
    expect(sam.get_by_role("heading", name="The made-up year 2031")).to_be_visible()
    report_url = sam.url
    report = report_url.rstrip("/").rpartition("/")[2]
    council.studio_block(report, "Made up: what was counted", kind=studio.Kind.HEADING, once="h")
    council.studio_block(report, "", kind=studio.Kind.ACTIVITIES, once="a")
    sam.goto(f"{report_url}new/text/")
    sam.get_by_label("English").fill(f"There were {{{code}}} referrals, and 7 more.")
    sam.get_by_role("button", name="Add it").click()
    expect(sam.get_by_text("Not bound to a figure: 7")).to_be_visible()

    # While it is typed, it is shown beside.
    sam.get_by_role("link", name=re.compile("Write Text")).click()
    sam.get_by_label("English").fill(f"There were **{{{code}}}** referrals.")
    expect(sam.locator("[data-preview-here] strong")).to_have_count(1)
    expect(sam.locator("[data-preview-here]")).not_to_contain_text("7 more")
    noted += complaints(sam)

    # Somebody else saves the same block meanwhile: both texts stay.
    block = StudioBlock.objects.get(kind=studio.Kind.TEXT.value)
    told = {"english": f"The count was {{{code}}}."}
    studio.change_block(block.id, told=told, version=1, by="a colleague", at=NOW)
    sam.get_by_role("button", name="Save").click()
    expect(sam.get_by_role("heading", name="Two texts of this block")).to_be_visible()
    noted += complaints(sam)
    sam.get_by_role("button", name="Take the text of Sam").click()
    expect(sam.locator("main")).not_to_contain_text("two texts")

    # A member is asked, and answers without a script.
    sam.goto(f"{report_url}activities/")
    sam.get_by_label("Who answers?").select_option(label="Max")
    for box, value in (("Month", "12"), ("Day", "1"), ("Year", "2031")):
        sam.get_by_label(box).fill(value)
    sam.get_by_role("button", name="Ask by mail").click()
    expect(sam.get_by_text("0 of 1 answered")).to_be_visible()
    noted += complaints(sam)
    max_.goto(f"{url}/desk/council/annual/")
    max_.get_by_role("link", name=re.compile("What .* did in 2031")).click()
    max_.get_by_label("Prevention: what did you do?").fill("Made up: we trained drivers.")
    max_.get_by_role("button", name="Send it to the Council's staff").click()
    expect(max_.get_by_text("Made up: we trained drivers.")).to_be_visible()
    sam.goto(f"{report_url}activities/")
    sam.locator("tbody a").click()
    sam.get_by_role("button", name="Take it into the report").click()
    expect(sam.get_by_text("taken", exact=True)).to_be_visible()

    # A published figure changes: the report says so, and waits.
    first = replace(table.figures[0], value=Decimal(99999))
    put_tables.put(replace(table, figures=(first, *table.figures[1:])), at=NOW)
    sam.goto(report_url)
    expect(sam.get_by_role("heading", name="1 figure needs a look")).to_be_visible()
    expect(sam.get_by_text("Made up: we trained drivers.")).to_be_visible()
    noted += complaints(sam)
    max_.goto(report_url)
    expect(max_.get_by_role("button", name=re.compile("approve it"))).to_have_count(0)
    sam.get_by_role("button", name=re.compile("Take 99,999")).click()
    expect(sam.get_by_text("A second person approves it")).to_be_visible()

    # The Council voted for it. A second person approves; it is published, and handed over.
    vote = carried()
    max_.goto(report_url)
    max_.get_by_label("The vote behind it").select_option(vote)
    max_.get_by_role("button", name=re.compile("approve it")).click()
    expect(max_.get_by_role("link", name=re.compile("motion 1 of the meeting"))).to_be_visible()
    sam.goto(report_url)
    sam.get_by_role("button", name="Publish the edition: English").click()
    expect(sam.get_by_text("published; it never changes")).to_be_visible()
    with sam.expect_download() as packet:
        sam.get_by_role("link", name=re.compile("The packet for the clerks")).click()
    assert packet.value.suggested_filename == "annual-report-filing.zip"
    sam.get_by_role("button", name="Note that it was handed over today").click()
    expect(sam.get_by_text("Handed over on")).to_be_visible()
    sam.set_viewport_size({"width": 375, "height": 740})
    noted += complaints(sam)
    sam.goto(f"{url}/reports/annual-report-2031/")
    expect(sam.get_by_text("Made up: we trained drivers.")).to_be_visible()
    assert noted == []

"""A meeting from its notice to its published minutes: a quorum lost and back, and a split vote."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from fourfold.apps.council.queries.seats import seats
from fourfold.apps.council.states.votes import Stage
from tests.make import council, people
from tests.make.desk import key_of_session
from tests.make.looks import complaints
from tests.make.people import NOW

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 375, "height": 740}
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
STARTS = NOW + 3 * DAY


class Desk:
    """Sam's browser, with a clock that the test moves on; what is wrong with pages is noted."""

    def __init__(self, browser: Browser, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.url, self.now, self.wrong = url, NOW, list[str]()
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        self.sam = people.account("Sam", "STAFF", of="COUNCIL")
        self.context = browser.new_context(viewport=PHONE)
        self.page: Page = self.context.new_page()

    def at(self, moment: datetime) -> None:
        """Let it be that time, and sign in anew."""
        self.now = moment
        key = key_of_session(self.sam, at=moment)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.url}
        self.context.add_cookies([cookie])  # type: ignore[list-item]

    def press(self, name: str, *, within: Locator | None = None) -> None:
        """Press a button, and wait for the page that comes."""
        with self.page.expect_navigation():
            (within or self.page).get_by_role("button", name=name).first.click()

    def look(self, name: str) -> None:
        self.wrong += complaints(self.page, name)


def when(page: Page, name: str, moment: datetime) -> None:
    """Type a moment in its boxes."""
    here = timezone.localtime(moment)
    boxes = page.get_by_role("group", name=name)
    for label, value in (("Month", here.month), ("Day", here.day), ("Year", here.year)):
        boxes.get_by_label(label).fill(str(value))
    boxes.get_by_label("Time").fill(f"{here:%H:%M}")


def planned(desk: Desk, starts: datetime) -> str:
    """Plan a meeting with a topic, and post its notice and agenda; returns its address."""
    page = desk.page
    page.goto(f"{desk.url}/desk/council/meetings/")
    page.get_by_label("What kind of meeting?").select_option("REGULAR")
    when(page, "It begins", starts)
    when(page, "It ends", starts + 120 * MINUTE)
    page.get_by_label("Where?").fill("A made-up room")
    desk.press("Plan it")
    page.get_by_role("textbox", name="Topic").fill("Recommendations of this year")
    page.get_by_label("Minutes planned").fill("40")
    desk.press("Add the topic")
    desk.press("Post the notice")
    desk.press("Post the agenda")
    return page.url


def test_a_meeting_goes_from_its_notice_to_its_minutes_with_a_split_vote(
    live_server, browser, monkeypatch
) -> None:
    desk = Desk(browser, str(live_server.url), monkeypatch)
    page, codes = desk.page, [f"SEAT0{nth}" for nth in range(1, 6)]
    for code in codes:
        council.sits(code, f"Made-up {code}", is_public=True)
    held = {each.code: each for each in seats(viewer="test", on=STARTS.date())}
    agency = {code: held[code].organization_name or held[code].name for code in codes}
    recommended = council.recommendation(stage=Stage.COMMENT)

    # Before: the notice and the agenda are posted, and a second meeting is planned.
    desk.at(NOW)
    meeting = planned(desk, STARTS)
    desk.look("agenda")
    later = planned(desk, STARTS + 30 * DAY)

    # In the meeting: three seats are a quorum of five; one leaves, and another one comes.
    desk.at(STARTS + MINUTE)
    page.goto(f"{meeting}attendance/")
    for code in codes[:3]:
        desk.press("In the room", within=page.locator(f"#seat-{code}"))
    expect(page.get_by_text("There is a quorum")).to_be_visible()
    desk.now += 5 * MINUTE
    desk.press("Left", within=page.locator(f"#seat-{codes[2]}"))
    expect(page.get_by_text("There is no quorum")).to_be_visible()
    desk.look("attendance")

    # A motion is made; without a quorum it is not put to the vote.
    page.goto(f"{meeting}motions/")
    page.get_by_label("What is it about?").select_option(f"RECOMMENDATION:{recommended}")
    page.get_by_label("Topic of the agenda").select_option(label="Recommendations of this year")
    page.get_by_label("The motion, in the words it was made").fill("To approve it as sent.")
    page.get_by_label("Which seat makes it?").select_option(codes[0])
    page.get_by_label("Which seat seconds it?").select_option(codes[1])
    desk.press("Write it down")
    motion = page.url
    desk.press("Put it to the vote")
    expect(page.get_by_text("There is no quorum at that time: 2 are there")).to_be_visible()
    desk.look("no quorum")
    page.goto(f"{meeting}attendance/")
    desk.now += 2 * MINUTE
    for code in codes[3:]:
        desk.press("Phone or video", within=page.locator(f"#seat-{code}"))

    # The roll call is split, and decided.
    page.goto(motion)
    desk.press("Put it to the vote")
    desk.press("Against", within=page.locator(f"#seat-{codes[3]}"))
    desk.press("Abstain", within=page.locator(f"#seat-{codes[4]}"))
    expect(page.get_by_text("not there when the vote was taken")).to_have_count(1)
    desk.look("roll call")
    desk.press("All others: for")
    desk.press("Close the vote")
    expect(page.get_by_text("carried")).to_be_visible()
    expect(page.get_by_text(agency[codes[3]]).first).to_be_visible()
    desk.look("decided")
    page.goto(meeting.replace("/desk/council/", "/council/"))
    expect(page.get_by_text("2 for, 1 against")).to_be_visible()
    expect(page.get_by_text(f"Opposed by: {agency[codes[3]]}")).to_be_visible()
    desk.look("votes for everyone")

    # Afterwards: the minutes are written, sent, approved by the next meeting, and published.
    desk.at(STARTS + DAY)
    page.goto(f"{meeting}minutes/")
    desk.press("Begin the minutes")
    for nth in range(page.get_by_role("link", name="Write").count()):
        page.get_by_role("link", name="Write").nth(nth).click()
        said = page.get_by_role("textbox", name="What was said or decided")
        said.fill(f"Made up: words of topic {nth + 1}.")
        desk.press("Save")
        page.goto(f"{meeting}minutes/")
    desk.look("draft")
    desk.press("Send to the members")
    desk.at(STARTS + 30 * DAY + 10 * MINUTE)
    page.goto(f"{meeting}minutes/")
    approved = page.get_by_label("Which meeting approved them?")
    approved.select_option(later.rstrip("/").rpartition("/")[2])
    page.get_by_label("How?").fill("without objection")
    desk.press("Write down the approval")
    desk.press("Publish")
    desk.look("published")

    # Everybody reads who was there, the vote, and who dissented.
    page.context.clear_cookies()
    page.goto(meeting.replace("/desk/council/", "/council/"))
    expect(page.get_by_text("To approve it as sent.").first).to_be_visible()
    expect(page.get_by_text(agency[codes[3]]).first).to_be_visible()
    expect(page.get_by_text("Made up: words of topic 2.")).to_be_visible()
    desk.look("public")
    page.goto(f"{desk.url}/council/recommendations/{recommended}/")
    expect(page.get_by_text("2 for").first).to_be_visible()
    expect(page.get_by_text("Opposed by")).to_be_visible()

    assert desk.wrong == []

"""
A training of twelve made-up people, from the invitation to what it changed: mails by the outbox,
the survey before on a phone, the list by QR code, the survey after, the evaluation, a certificate
that anybody checks, the trainer a step further. One person in a browser, the rest by its forms.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from fourfold.apps.surveys.models import Response
from fourfold.apps.surveys.states import WavePart
from fourfold.apps.training.actions import trainers
from fourfold.apps.training.models import Certificate, InvitedAddress
from fourfold.apps.training.queries import numbers
from fourfold.apps.training.rules.certificates import code_in_groups
from fourfold.apps.training.states import Stage
from fourfold.security import outbox
from tests.make import people, surveys, training
from tests.make.desk import key_of_session
from tests.make.looks import complaints
from tests.make.people import NOW

from .conftest import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 375, "height": 740}
TWELVE = tuple(
    f"Made-up {each}"
    for each in ["Ana", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal", "Ivy", "Jo", "Kit", "Lou"]
)
BEGINS = NOW + timedelta(hours=2)
ENDS = BEGINS + timedelta(hours=2)
KEY = re.compile(r'name="key" value="(\w+)"')
ONWARDS = re.compile("Next|Send my answers")
PLACE = re.compile(r'name="page" value="(\d+)"')
CHOICE = re.compile(r'<input [^>]*type="radio"[^>]* name="([^"]+)" value="([^"]+)"')


class Room:
    """What happens in the office and on the phones, and what axe says of each page."""

    def __init__(self, url: str, browser: Browser) -> None:
        self.url, self.browser, self.noted = url, browser, list[str]()
        self.phone = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()

    def desk(self) -> Page:
        """Return a page of the training office, signed in now."""
        key = key_of_session(people.account("Lena", of="COUNCIL"), at=timezone.now())
        context = self.browser.new_context(viewport=DESK)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": key, "url": self.url}])
        return context.new_page()

    def look(self, page: Page, name: str) -> None:
        """Note what axe finds, and whether the page is too wide."""
        self.noted += complaints(page, name)

    def answer(self, address: str, person: int, *, is_after: bool) -> None:
        """Answer a survey as the pages' forms do, without a browser."""
        client, code = Client(), f"ma{person:02}er"
        page = client.post(f"{address}answer/", {"do": "begin", "pair": code}).content.decode()
        for _turn in range(9):
            key, place = KEY.search(page), PLACE.search(page)
            if key is None or place is None:
                break
            steps: dict[str, list[str]] = {}
            for name, value in CHOICE.findall(page):
                steps.setdefault(name, []).append(value)
            told = {
                name: each[min(len(each) - 1, (person + len(name)) % 3 + 2 * is_after)]
                for name, each in steps.items()
            }
            sent = told | {"key": key[1], "page": place[1], "do": "next", "language": "en"}
            page = client.post(f"{address}answer/", sent).content.decode()
        assert "Thank you" in page, re.sub("<[^>]+>|\\s+", " ", page.split("<main")[1])[:900]

    def answer_on_a_phone(self, address: str, person: int) -> None:
        """Answer a survey in a browser of a phone's size, without JavaScript."""
        self.phone.goto(self.url + address)
        self.phone.get_by_label("Your code").fill(f"ma{person:02}er")
        with self.phone.expect_navigation():
            self.phone.get_by_role("button", name="Begin").click()
        while self.phone.get_by_role("heading", name="Thank you").count() == 0:
            for group in self.phone.locator("fieldset").all():
                group.get_by_role("radio").nth(1).check(force=True)
            # A click may return before the next page is there: the turn of the loop must not.
            with self.phone.expect_navigation():
                self.phone.get_by_role("button", name=ONWARDS).last.click()


def test_twelve_people_are_trained_and_it_is_known_what_changed(
    live_server, browser, monkeypatch
) -> None:
    now = [NOW]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    lead = people.viewer("Lena", "TRAINING_LEAD", of="COUNCIL")
    who = training.trainer(lead)
    for nth, stage in enumerate(list(Stage)[1:4]):
        trainers.move(who, to=stage, seen=nth, on=NOW.date() - timedelta(days=9 - nth), by=lead)
    found = training.session(lead, trainers=(who,), starts_at=BEGINS, is_public=True)
    study = surveys.study(WavePart.BEFORE, WavePart.AFTER, of="pack:training_survey", pairs=True)
    surveys.opened(study)
    room = Room(str(live_server.url), browser)
    desk, here = room.desk(), f"{room.url}/desk/training/sessions/{found.id}/"

    # The office ties the surveys and invites twelve people.
    desk.goto(here)
    desk.get_by_label("Surveys before and after").select_option(study)
    desk.get_by_role("button", name="Tie to this session").click()
    desk.get_by_role("link", name="Invite people").click()
    room.look(desk, "invite")
    mails = [f"{each.split()[1].casefold()}@made-up.example" for each in TWELVE]
    desk.get_by_label("E-mail addresses").fill("\n".join(mails))
    desk.get_by_role("button", name="Look at the invitation").click()
    room.look(desk, "invitation")
    desk.get_by_role("button", name="Send the invitations").click()
    expect(desk.get_by_text("12 invitations go by mail.")).to_be_visible()
    outbox.send(at=now[0])
    assert sorted(each.to[0] for each in mail.outbox) == sorted(mails)
    assert not InvitedAddress.objects.exists()
    link = re.search(r"/survey/\S+/", mail.outbox[0].body)
    assert link is not None

    # Before the session they answer by the link of the mail.
    room.answer_on_a_phone(link[0], 0)
    for person in range(1, 12):
        room.answer(link[0], person, is_after=False)

    # They sign in with the QR code, and are confirmed.
    now[0] = BEGINS
    for name in TWELVE[:1]:
        room.phone.goto(f"{room.url}/train/{found.token}/")
        room.phone.get_by_label("Your name").fill(name)
        room.phone.get_by_label("Where you work").fill("Made-up School")
        room.phone.get_by_role("button", name="Sign in").click()
        expect(room.phone.get_by_role("link", name="Answer the survey")).to_be_visible()
    for name in TWELVE[1:]:
        training.sign_in(found, name, at=now[0])
    assert room.phone.context.cookies() == []
    desk = room.desk()
    desk.goto(here)
    desk.get_by_role("button", name="Confirm all 12").click()

    # At the end the room shows the survey after.
    now[0] = ENDS + timedelta(minutes=5)
    desk = room.desk()
    desk.goto(f"{here}surveys/after/")
    room.look(desk, "survey after")
    address = desk.locator(".ff-train-qr__address").first.inner_text().removeprefix(room.url)
    for person in range(12):
        room.answer(address, person, is_after=True)

    # What changed, and certificates.
    desk.goto(here)
    room.look(desk, "session")
    assert Response.objects.exclude(occasion=None).count() == 24
    desk.get_by_role("link", name="What changed, in all sessions").click()
    desk.get_by_role("button", name="Work it out").click()
    expect(desk.get_by_text("Take it along")).to_be_visible()
    room.look(desk, "evaluation")
    desk.goto(here)
    desk.get_by_role("button", name="Issue 12 certificates").click()
    paper = Certificate.objects.order_by("id")[0]
    owner = next(
        each for each in training.names(found, viewer=lead) if each.id == paper.attendance_id
    )
    room.phone.goto(f"{room.url}/certificate/")
    room.phone.get_by_label("Code on the certificate").fill(code_in_groups(paper.code))
    room.phone.get_by_label("Holder’s name").fill(owner.name)
    room.phone.get_by_role("button", name="Check").click()
    expect(room.phone.get_by_role("heading", name="This certificate is valid")).to_be_visible()

    # The trainer moves on; the year says that the session was evaluated.
    desk.goto(f"{room.url}/desk/training/trainers/{who}/")
    desk.get_by_label("Observer’s score").select_option("5")
    desk.get_by_role("button", name="Note the step").click()
    expect(desk.get_by_text("observer’s score 5 of 5")).to_be_visible()
    rows = list(numbers.rows_to_send(NOW.year, viewer=lead, on=now[0].date()))
    assert [each[-1] for each in rows] == ["evaluated", "yes"]
    room.phone.goto(f"{room.url}/trainings/")
    expect(room.phone.get_by_text("No public training is planned just now.")).to_be_visible()
    assert room.noted == []

"""
A training from the QR code to a checked certificate and a trainer's next step, in real browsers:
the trainer at a desk, whoever comes on a phone without JavaScript.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from fourfold.apps.training.actions import trainers
from fourfold.apps.training.models import Certificate, Session
from fourfold.apps.training.rules.certificates import code_in_groups
from fourfold.apps.training.states import Stage
from tests.make import people, training
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


def at_the_desk(browser: Browser, url: str) -> Page:
    """Return a page of the training office, signed in."""
    lena = people.account("Lena", of="COUNCIL")
    key = key_of_session(lena, at=timezone.now())
    context = browser.new_context(viewport=DESK)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
    return context.new_page()


def test_twelve_people_sign_in_are_confirmed_and_certified_and_their_trainer_moves_on(
    live_server, browser, monkeypatch
):
    now = [NOW]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    lead = people.viewer("Lena", "TRAINING_LEAD", of="COUNCIL")
    who = training.trainer(lead)
    for nth, stage in enumerate(list(Stage)[1:4]):
        trainers.move(who, to=stage, seen=nth, on=NOW.date() - timedelta(days=9 - nth), by=lead)
    found = training.session(lead, trainers=(who,))
    url, noted = str(live_server.url), []
    desk = at_the_desk(browser, url)
    here = f"{url}/desk/training/sessions/{found.id}/"

    desk.goto(here)
    desk.get_by_role("link", name="Show the QR code").click()
    address = desk.locator(".ff-train-qr__address").inner_text()
    noted += complaints(desk)

    phone = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    for name in (*TWELVE, TWELVE[0]):
        phone.goto(address)
        phone.get_by_label("Your name").fill(name)
        phone.get_by_label("Where you work").fill("Made-up School")
        phone.get_by_role("button", name="Sign in").click()
        expect(phone.get_by_role("heading", name="You are on the list")).to_be_visible()
    assert phone.context.cookies() == []

    desk.goto(here)
    desk.get_by_role("button", name="Confirm all 12").click()
    expect(desk.get_by_text("12 people were there.")).to_be_visible()
    now[0] = NOW + timedelta(hours=3)
    desk = at_the_desk(browser, url)
    desk.goto(here)
    desk.get_by_role("button", name="Issue 12 certificates").click()
    expect(desk.get_by_role("link", name="Print 12 certificates")).to_be_visible()
    noted += complaints(desk)

    paper = Certificate.objects.all()[0]
    owner = next(
        each for each in training.names(found, viewer=lead) if each.id == paper.attendance_id
    )
    phone.goto(f"{url}/certificate/")
    phone.get_by_label("Code on the certificate").fill(code_in_groups(paper.code))
    phone.get_by_label("Holder’s name").fill(owner.name.upper())
    phone.get_by_role("button", name="Check").click()
    expect(phone.get_by_role("heading", name="This certificate is valid")).to_be_visible()

    desk.goto(f"{url}/desk/training/trainers/{who}/")
    desk.get_by_label("Observer’s score").select_option("5")
    desk.get_by_role("button", name="Note the step").click()
    expect(desk.get_by_text("observer’s score 5 of 5")).to_be_visible()
    noted += complaints(desk)
    desk.goto(f"{url}/desk/training/numbers/")
    noted += complaints(desk)

    assert Session.objects.get().attendance.filter(stands="CONFIRMED").count() == len(TWELVE)
    assert noted == []

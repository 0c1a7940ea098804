"""An estimate of the undetected in a browser: from a roll to the public page, by four people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from fourfold.apps.studies.jobs.working import work_once
from fourfold.security.models import RoleGrant
from tests.make import people
from tests.make.desk import key_of_session
from tests.make.looks import complaints
from tests.make.studies import TEXT

from .conftest import DESK, SMALLEST, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WHO = (("Ines", "ANALYST"), ("Oskar", "ANALYST"), ("Sam", "STAFF"), ("Paul", "PRIVACY"))


@pytest.fixture
def site(live_server) -> str:
    return str(live_server.url)


@pytest.fixture
def signed_in(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    accounts = {name: people.account(name, role) for name, role in WHO}
    RoleGrant.objects.update(from_at=timezone.now() - timedelta(days=1))

    def start(name: str, size: dict[str, int] = DESK) -> Visit:
        one = visit(size)
        key = key_of_session(accounts[name], at=timezone.now())
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": one.url}
        one.page.context.add_cookies([cookie])
        return one

    return start


def test_a_roll_becomes_a_public_sentence_that_four_people_answer_for(signed_in, visit) -> None:
    ines = signed_in("Ines", SMALLEST)
    ines.open("/desk/studies/rolls/new/")
    page = ines.page
    for label, words in (
        ("Name of the roll", "Made-up roll"),
        ("Who was counted?", "Made-up people under 18"),
        ("How was it found out", "By keyed digests"),
        ("Whose lists are they?", "Made-up agencies"),
    ):
        page.get_by_label(label).fill(words)
    for group, day in (("First day", ("1", "1", "2029")), ("Last day", ("12", "31", "2029"))):
        for box, value in zip(("Month", "Day", "Year"), day, strict=True):
            page.get_by_role("group", name=group).get_by_label(box).fill(value)
    page.get_by_label("Or paste the lines").fill(TEXT.replace("120", "-1"))
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("'-1' is below 0", exact=False).first).to_be_visible()
    found = complaints(page, "/desk/studies/rolls/new/")
    ines.complaints.clear()  # the browser says that the page was a 422
    page.get_by_label("Or paste the lines").fill(TEXT)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="338 people are known, on 3 lists")).to_be_visible()
    found += complaints(page, "a roll")

    page.get_by_role("link", name="Ask for a study").click()
    page.get_by_label("Samples for the intervals").select_option("1000")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("It waits for the machine.")).to_be_visible()
    found += complaints(page, "a study that waits")
    address = page.url
    assert work_once()
    expect(page.get_by_role("region", name="What may be said")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("another of the researchers signs it off")).to_be_visible()
    found += complaints(page, "a study that is done")

    oskar = signed_in("Oskar")
    oskar.open("/desk/")
    oskar.page.get_by_role("link", name="Look at them").click()
    oskar.page.get_by_role("link", name="Made-up roll").first.click()
    expect(oskar.page).to_have_url(address)
    oskar.page.get_by_label("What did you look at?").fill("One definition, one year.")
    oskar.page.get_by_role("button", name="Sign it off").click()
    oskar.page.get_by_role("button", name="Hand it on for release").click()
    expect(oskar.page.get_by_text("It is handed on.", exact=False)).to_be_visible()
    oskar.page.get_by_role("link", name="Releases", exact=True).click()
    oskar.page.get_by_role("link", name="Propose it").click()
    oskar.page.get_by_role("button", name="Propose it").click()
    expect(oskar.page.get_by_text("so two others agree", exact=False)).to_be_visible()
    release = oskar.page.url
    found += complaints(oskar.page, "a release")

    for name in ("Sam", "Paul"):
        other = signed_in(name)
        other.page.goto(release)
        other.page.get_by_role("button", name="I have looked at it and agree").focus()
        other.page.keyboard.press("Enter")
        expect(other.page.get_by_text("You have agreed.")).to_be_visible()
    oskar.page.reload()
    oskar.page.get_by_role("button", name="Publish it").click()
    expect(oskar.page.get_by_text("It is public now.")).to_be_visible()

    anyone = visit(SMALLEST)
    anyone.open("/figures/UNDETECTED_ESTIMATE/")
    expect(anyone.page.get_by_role("heading", level=1)).to_contain_text("At least 338 people")
    expect(anyone.page.get_by_text("95% interval", exact=False).first).to_be_visible()
    found += complaints(anyone.page, "the public page")
    assert found == []

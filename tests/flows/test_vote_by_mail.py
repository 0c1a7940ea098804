"""A vote by mail in a browser: staff open it, a member votes by keyboard, the result stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from fourfold.apps.council.models import RecommendationVote, SeatTerm
from fourfold.apps.council.states.votes import Stage
from fourfold.security.models import RoleGrant
from tests.make import council, people
from tests.make.desk import key_of_session
from tests.make.looks import complaints

from .conftest import DESK, SMALLEST, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def site(live_server) -> str:
    return str(live_server.url)


@pytest.fixture
def signed_in(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    accounts = {
        name: people.account(name, role) for name, role in (("Sam", "STAFF"), ("Max", "MEMBER"))
    }
    RoleGrant.objects.update(from_at=timezone.now() - timedelta(days=1))
    council.sits("SEAT01", "Max Madeup", account=accounts["Max"].id)
    SeatTerm.objects.update(from_on=timezone.localdate() - timedelta(days=9))

    def start(name: str, size: dict[str, int] = DESK) -> Visit:
        one = visit(size)
        key = key_of_session(accounts[name], at=timezone.now())
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": one.url}
        one.page.context.add_cookies([cookie])
        return one

    return start


def test_a_vote_by_mail_from_the_opening_to_the_result(signed_in) -> None:
    code = council.recommendation(stage=Stage.COMMENT)
    address = f"/desk/council/recommendations/{code}/"
    sam, max_ = signed_in("Sam"), signed_in("Max", SMALLEST)
    sam.open(address)
    region = sam.page.get_by_role("region", name="Who would get a mail")
    expect(region).to_contain_text("1 seat is reached by mail.")
    until = timezone.localdate() + timedelta(days=5)
    boxes = sam.page.get_by_role("group", name="Last day to vote")
    for label, value in (("Month", until.month), ("Day", until.day), ("Year", until.year)):
        boxes.get_by_label(label).fill(str(value))
    sam.page.get_by_role("button", name="Open the vote").click()
    expect(sam.page.get_by_role("region", name="Mails about the vote")).to_be_visible()
    found = complaints(sam.page, address)

    max_.open("/desk/")
    max_.page.get_by_role("link", name="Vote", exact=False).first.focus()
    max_.page.keyboard.press("Enter")
    expect(max_.page.get_by_role("region", name="Your vote")).to_be_visible()
    found += complaints(max_.page, address)
    max_.page.get_by_label("For", exact=True).focus()
    max_.page.keyboard.press("ArrowDown")
    max_.page.keyboard.press("Tab")
    max_.page.keyboard.type("It costs more than we have.")
    max_.page.keyboard.press("Tab")
    max_.page.keyboard.press("Enter")
    expect(max_.page.get_by_text("You voted. You can change it")).to_be_visible()

    RecommendationVote.objects.update(closes_at=timezone.now())
    max_.open(address)
    expect(max_.page.get_by_role("region", name="The deadline has passed")).to_be_visible()
    sam.open(address)
    sam.page.get_by_role("button", name="Close the vote").click()
    dissent = sam.page.get_by_role("region", name="Dissent")
    expect(dissent).to_contain_text("Opposed by")
    sam.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert found + complaints(sam.page, address) == []
    for one, name in ((sam, "vote-result"), (max_, "vote-late")):
        one.picture(name)

"""A report card in a real browser: a member publishes it, and everyone reads its curve."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from fourfold.security.models import RoleGrant
from tests.make import cards, people
from tests.make.desk import key_of_session
from tests.make.looks import complaints

from .conftest import SMALLEST, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def site(live_server) -> str:
    return str(live_server.url)


def test_a_member_publishes_a_card_and_everyone_reads_its_curve(
    site: str, visit: Callable[..., Visit]
) -> None:
    cards.report_card()
    account = people.account("Max Orr", "MEMBER")
    RoleGrant.objects.update(from_at=timezone.now() - timedelta(days=1))
    one = visit(SMALLEST)
    page, key = one.page, key_of_session(account, at=timezone.now())
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": one.url}])

    page.goto(f"{one.url}/desk/council/report-cards/talks/")
    page.get_by_role("button", name="I read it: publish it").click()
    expect(page.get_by_text("Everyone can read it now")).to_be_visible()
    page.get_by_role("link", name="The public page").click()

    expect(page.get_by_role("heading", name="Is anyone better off?")).to_be_visible()
    page.get_by_text("The numbers as a table").first.click()
    expect(page.get_by_role("cell", name="if nothing changes").first).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("link", name="En español").click()
    expect(page.get_by_role("heading", name="¿Alguien está mejor?")).to_be_visible()

    page.goto(f"{one.url}/council/demand/")
    page.locator("[name='DAYS.base']").fill("150")
    page.get_by_role("button", name="Work it out").first.click()
    expect(page.get_by_text("456 × 1 × 150")).to_be_visible()
    assert complaints(page) == []

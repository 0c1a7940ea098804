"""Minutes and materials in a real browser: two texts of one block, and what everybody reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from fourfold.apps.council.actions import attendance
from fourfold.apps.council.actions import minutes as writing
from fourfold.apps.council.queries.minutes import minutes_page
from fourfold.apps.council.states.attendance import Mark
from fourfold.security.models import RoleGrant
from tests.make import council, people
from tests.make.council import BY
from tests.make.desk import key_of_session
from tests.make.looks import complaints

from .conftest import SMALLEST, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def site(live_server) -> str:
    return str(live_server.url)


def test_staff_choose_between_two_texts_and_everybody_reads_what_was_posted(
    site: str, visit: Callable[..., Visit]
) -> None:
    now = timezone.now()
    starts = now - timedelta(days=3)
    met = council.meeting(starts=starts)
    council.topic(met, "Training of hotels")
    council.post(met)
    council.sits("SEAT01", "Mary Madeup", is_public=True, from_on=timezone.localdate(starts))
    how: Any = {"what": Mark.ROOM, "moment": starts, "once": "came", "by": BY, "at": now}
    attendance.mark(met, seat="SEAT01", **how)
    council.material(met)
    council.minutes(met, words="Said in the room.", at=now)
    found = minutes_page(met, viewer=BY)
    assert found is not None
    topic = found.blocks[1][0]
    told: Any = {"told": {"words": "Heard from afar."}, "version": 1, "by": "other", "at": now}
    assert writing.change_block(topic.id, **told) is not None

    account = people.account("Sam Orr", "STAFF")
    RoleGrant.objects.update(from_at=now - timedelta(days=1))
    one = visit(SMALLEST)
    page, key = one.page, key_of_session(account, at=now)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": one.url}])

    page.goto(f"{one.url}/desk/council/meetings/{met}/materials/")
    assert complaints(page) == []
    page.goto(f"{one.url}/desk/council/meetings/{met}/minutes/")
    expect(page.get_by_text("two texts: choose")).to_be_visible()
    assert complaints(page) == []
    page.locator(f"#at-{topic.id}").get_by_role("link", name="Write").click()
    expect(page.get_by_role("heading", name="As it is saved")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name="Take the text of other").click()
    expect(page.get_by_text("Heard from afar.")).to_be_visible()
    page.get_by_role("button", name="Send to the members").click()
    expect(page.get_by_text("with the members, not approved")).to_be_visible()
    page.get_by_role("button", name="Post for everybody").click()
    expect(page.get_by_text("Posted, not approved yet", exact=True)).to_be_visible()

    page.goto(f"{one.url}/council/meetings/{met}/")
    expect(page.get_by_text("Nobody approved these minutes yet")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    expect(page.get_by_text("Mary Madeup")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("link", name="En español").click()
    expect(page.get_by_role("heading", name="Qué se dijo y se decidió")).to_be_visible()
    assert complaints(page) == []

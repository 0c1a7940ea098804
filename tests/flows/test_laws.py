"""Laws in a real browser: staff assess one, a member reviews it, everyone reads it; and bills."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from fourfold.security.models import RoleGrant
from tests.make import council, people
from tests.make.desk import key_of_session
from tests.make.looks import complaints, too_wide

from .conftest import DESK, SMALLEST, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LAW = "CGS_53A_192A"
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true })"


@pytest.fixture
def of(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    def start(name: str, role: str, size: dict[str, int] = DESK) -> Visit:
        account = people.account(name)
        if not RoleGrant.objects.filter(account=account).exists():
            people.account(name, role)
            RoleGrant.objects.update(from_at=timezone.now() - timedelta(days=1))
        one = visit(size)
        key = key_of_session(account, at=timezone.now())
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": one.url}
        one.page.context.add_cookies([cookie])
        return one

    return start


def test_a_law_is_assessed_by_two_people_and_then_everyone_reads_it(of, visit) -> None:
    staff, member, public = of("Sam", "STAFF"), of("Max", "MEMBER"), visit()

    staff.open(f"/desk/council/laws/{LAW}/")
    staff.page.get_by_text("Assess it").click()
    staff.page.get_by_text("does it in part").click()
    staff.page.get_by_label("What is missing?").fill("Made-up: no count of charges.")
    staff.page.get_by_label("Reasons").fill("Made-up: two convictions in ten years.")
    staff.page.get_by_role("button", name="Keep the draft").click()
    expect(staff.page.get_by_text("wrote nothing in it reviews it next")).to_be_visible()
    member.open(f"/desk/council/laws/{LAW}/")
    member.page.get_by_role("button", name="I reviewed it").click()
    expect(member.page.get_by_text("Everyone can read it now")).to_be_visible()

    public.open(f"/council/laws/{LAW}/")
    expect(public.page.get_by_text("Made-up: two convictions in ten years.")).to_be_visible()
    public.page.get_by_label("From the version of").select_option(label="P.A. 17-32")
    public.page.get_by_role("button", name="Set side by side").click()
    expect(public.page.locator("ins").filter(has_text="anything of value").last).to_be_visible()
    public.page.get_by_role("link", name="En español").click()
    expect(public.page.get_by_role("heading", level=1)).to_have_text("Trata de personas")


def test_the_pages_of_laws_and_bills_are_accessible_and_never_too_wide(of) -> None:
    bill = council.bill()
    council.assessment()
    public = ("laws/", f"leyes/{LAW}/", "laws/compare/?on=2016-09-30")
    own = ("laws/", f"laws/{LAW}/", "bills/", "bills/bring/", f"bills/{bill}/")
    addresses = [f"/council/{each}" for each in public]
    addresses += [f"/desk/council/{each}" for each in own]
    found = []
    for size in (DESK, SMALLEST):
        one = of("Sam", "STAFF", size)
        for address in addresses:
            one.open(address)
            one.page.evaluate(OPEN_ALL)
            if size is DESK:
                found += complaints(one.page, address)
            elif wide := too_wide(one.page):
                found.append(f"{address} is {wide} px too wide")

    assert found == []

"""The law board in a real browser: a screener answers what to ask next, a body decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from fourfold.apps.cases.actions import law
from fourfold.apps.cases.models import Case, Determination
from fourfold.security.access.viewer import viewer_of
from fourfold.security.models import RoleGrant
from tests.make import cases, people
from tests.make.desk import key_of_session
from tests.make.looks import complaints

from .conftest import DESK, SMALLEST, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def site(live_server) -> str:
    return str(live_server.url)


@pytest.fixture
def case(site: str) -> str:
    now = timezone.now()
    account = people.account("Luis Hartwell", "LIAISON")
    RoleGrant.objects.update(from_at=now - timedelta(days=1))
    by = viewer_of(account.id, at=now, second_factor=True, stepped_up=True)
    with transaction.atomic():
        made = cases.case(by, given_name="Marisol")
    law.state_facts(made, facts={"UNDER_18": "yes", "RECRUITS": "yes"}, by=by)
    return made


@pytest.fixture
def luis(visit: Callable[..., Visit], case: str) -> Callable[..., Visit]:
    def start(size: dict[str, int] = DESK) -> Visit:
        one = visit(size)
        key = key_of_session(people.account("Luis Hartwell"), at=timezone.now())
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": one.url}
        one.page.context.add_cookies([cookie])
        return one

    return start


def type_day(page: Page, group: str, *boxes: str) -> None:
    for label, value in zip(("Month", "Day", "Year"), boxes, strict=True):
        page.get_by_role("group", name=group).get_by_label(label).fill(value)


def test_what_is_asked_next_decides_and_a_body_decides_otherwise(luis, case: str) -> None:
    one = luis()
    one.open(f"/desk/cases/{case}/")
    asked = one.page.get_by_role("group", name="Was it for a sex act")

    asked.get_by_label("Yes").focus()
    one.page.keyboard.press("Space")
    one.page.get_by_role("button", name="Keep these answers").click()

    federal = one.page.get_by_role("listitem").filter(has_text="Sex trafficking, federal")
    expect(federal.first).to_contain_text("Met")
    expect(federal.first).to_contain_text("not asked: under 18")
    one.page.get_by_role("link", name="Write down a decision").click()
    one.page.get_by_label("Who decided?").select_option(
        label="State of Connecticut Judicial Branch"
    )
    one.page.get_by_label("By which definition?").select_option(
        label="Trafficking in persons, Connecticut"
    )
    one.page.get_by_text("No, it is not met").click()
    type_day(one.page, "When did it happen?", "12", "1", "2016")
    type_day(one.page, "When was it decided?", "9", "28", "2018")
    one.page.get_by_role("button", name="Keep the decision").click()

    decided = one.page.get_by_role("region", name="What bodies decided")
    expect(decided).to_contain_text("by the text of P.A. 16-71 for December 1, 2016")
    assert Determination.objects.get().decision == "NOT_MET"


def test_the_pages_of_the_law_are_accessible_and_never_too_wide(luis, case: str) -> None:
    pages = ["", "law/", "law/decide/"]
    found = []
    by = viewer_of(people.account("Luis Hartwell").id, at=timezone.now(), second_factor=True)
    with transaction.atomic():
        record = Case.objects.get(pk=case)
        law.take(record, said=[("RECRUITS", "no")], source="report:7Q", by=by)
    for size in (DESK, SMALLEST):
        one = luis(size)
        for address in [*(f"/desk/cases/{case}/{each}" for each in pages), "/desk/law/"]:
            one.open(address)
            one.page.evaluate(
                "document.querySelectorAll('details').forEach(d => { d.open = true })"
            )
            found += complaints(one.page, address)

    assert found == []

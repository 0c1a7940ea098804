"""The people who help one youth, each in a browser of their own, and small deeds of a hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from fourfold.config.demo.people import PEOPLE
from fourfold.security.models import Account
from tests.make.desk import key_of_session

from .conftest import DESK, Visit

EMAILS = {person.key: person.email for person in PEOPLE}


@dataclass
class Office:
    """Everybody's browser, opened when they first come in. case, report: numbers, once known."""

    visit: Callable[..., Visit]
    open: dict[str, Visit] = field(default_factory=dict)
    case: str = ""
    report: str = ""

    def at(self, key: str, address: str = "") -> Page:
        """Return somebody's page, at an address if one is given."""
        if key not in self.open:
            one = self.open[key] = self.visit(DESK)
            account = Account.objects.get(email=EMAILS[key])
            cookie = key_of_session(account, at=timezone.now())
            one.page.context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": one.url}]
            )
        if address:
            self.open[key].open(address)
        return self.open[key].page

    def on_case(self, key: str) -> Page:
        """Return somebody's page, on the case."""
        return self.at(key, f"/desk/cases/{self.case}/")

    def picture(self, key: str, name: str, *, whole: bool = True) -> None:
        """Keep what somebody sees, for the guides."""
        self.open[key].picture(f"youth-{name}", whole=whole)

    def said_to(self, key: str, addresses: tuple[str, ...]) -> str:
        """Return what these pages say to somebody, by the key of their own browser."""
        page, url = self.at(key), self.open[key].url
        return "".join(page.request.get(url + address).text() for address in addresses)

    def status(self, key: str, address: str) -> int:
        """Return how an address answers somebody."""
        return self.at(key).request.get(self.open[key].url + address).status


def press(page: Page, name: str) -> None:
    """Press the button of this name."""
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def go(page: Page, name: str) -> None:
    """Follow the first link of this name."""
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


def tick(scope: Page | Locator, words: str) -> None:
    """Tick the box or circle whose words begin so; its own input stands outside of the page."""
    scope.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(words)}")).first.click()


def fill_day(page: Page, legend: str, *, on: date | None = None, time: str = "") -> None:
    """Type a day, today if none is given, into three boxes, and a time if there is a box for it."""
    day = on or timezone.localdate()
    boxes = page.get_by_role("group", name=re.compile(legend))
    boxes.get_by_label("Month").fill(str(day.month))
    boxes.get_by_label("Day").fill(str(day.day))
    boxes.get_by_label("Year").fill(str(day.year))
    if time:
        boxes.get_by_label("Time").fill(time)


def see(page: Page, words: str) -> None:
    """Make sure that the page's own part says this."""
    expect(page.get_by_role("main")).to_contain_text(words)

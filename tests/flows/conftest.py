from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route

from tests.make import catalog

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
SMALLEST = {"width": 320, "height": 640}
EXIT_HOST = "www.weather.gov"
SCREENSHOTS = Path(settings.VAR) / "screenshots"


@dataclass
class Visit:
    """A reader's browser: its page, what it asked of others, and what its console complained of."""

    page: Page
    url: str
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    exits: list[dict[str, str]] = field(default_factory=list)

    def open(self, address: str) -> None:
        self.page.goto(self.url + address)

    def picture(self, name: str, *, whole: bool = True) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)

    def answer(self, route: Route) -> None:
        """Let our own site through, answer for the exit site, refuse everybody else."""
        host = urlsplit(route.request.url).netloc
        if host == urlsplit(self.url).netloc:
            route.continue_()
        elif host == EXIT_HOST:
            self.exits.append(route.request.headers)
            route.fulfill(content_type="text/html", body="<title>Weather</title><h1>Sun</h1>")
        else:
            self.strangers.append(route.request.url)
            route.abort()


@pytest.fixture
def site(live_server) -> str:
    """Return the address of a running site with some figures and a report."""
    catalog.fill()
    return str(live_server.url)


@pytest.fixture
def visit(site: str, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open browsers; afterwards none may have asked another host or complained."""
    made: list[Visit] = []

    def start(size: dict[str, int] = DESK, **options: object) -> Visit:
        context = browser.new_context(viewport=size, accept_downloads=True, **options)
        one = Visit(context.new_page(), site)
        context.route("**/*", one.answer)
        one.page.on(
            "console",
            lambda said: (
                one.complaints.append(said.text) if said.type in {"error", "warning"} else None
            ),
        )
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        made.append(one)
        return one

    yield start

    for one in made:
        one.page.context.close()
    assert [host for one in made for host in one.strangers] == []
    assert [said for one in made for said in one.complaints] == []

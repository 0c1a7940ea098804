"""The consent pages in a real browser, on a desk and on a phone: accessible, and never too wide."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone

from tests.make import desk
from tests.security.pages.test_consenting import given as given
from tests.security.pages.test_consenting import person as person
from tests.security.pages.test_consenting import worker as worker

SIZES = {"desk": (1280, 900), "phone": (375, 740)}
SCREENSHOTS = Path(settings.VAR) / "screenshots"


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_and_nothing_is_too_wide(
    live_server, browser, transactional_db, worker, person, given, size
):
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    key = desk.key_of_session(worker, at=timezone.now())
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}]
    )
    pages = {
        "forms": "/desk/consent/forms/",
        "ask": f"/desk/consent/ask/{person}/",
        "one": f"/desk/consent/{given.id}/",
        "stop": f"/desk/consent/{given.id}/stop/",
    }

    found = {}
    for name, path in pages.items():
        answer = page.goto(live_server.url + path)
        assert answer is not None
        assert answer.status == 200
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"consent-{name}-{size}.png", full_page=True)
        found[name] = [
            (each["id"], each["nodes"][0]["html"])
            for each in Axe().run(page).response["violations"]
        ]
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    assert found == dict.fromkeys(pages, [])
    page.context.close()

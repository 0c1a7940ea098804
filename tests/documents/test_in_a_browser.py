from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def opened(browser: Browser, sample_page: str, tmp_path: Path) -> Iterator[Page]:
    file = tmp_path / "report.html"
    file.write_text(sample_page, encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    yield page
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_breaks_no_rule_of_accessibility(opened: Page, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 900})
    opened.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    results = Axe().run(opened)

    assert results.response["violations"] == [], results.generate_report()


def test_a_phone_needs_no_scrolling_sideways(opened: Page) -> None:
    opened.set_viewport_size({"width": 320, "height": 800})

    assert opened.evaluate("document.documentElement.scrollWidth") == 320


def test_a_number_leads_to_its_row(opened: Page) -> None:
    opened.locator("p.lead a.num").first.click()

    assert opened.evaluate("document.querySelector(':target').id") == "F020"
    assert opened.locator("#F020").is_visible()

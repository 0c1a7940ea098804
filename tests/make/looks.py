"""What is wrong with a page as a browser shows it."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTH = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
SETTLED = f"document.fonts.ready.then(() => {WIDTH} - innerWidth)"


def too_wide(page: Page) -> int:
    """Return how many pixels a page is wider than its window, once its styles are there.

    A word can be found on a page before its style sheets came: then it has another width.
    """
    page.wait_for_load_state("load")
    return max(0, int(page.evaluate(SETTLED)))


def complaints(page: Page, name: str = "") -> list[str]:
    """Return what axe finds on a page with its place, and whether the page is too wide."""
    width = too_wide(page)
    found = [
        f"{name} {each['id']} at {[node['target'] for node in each['nodes']][:3]}".strip()
        for each in Axe().run(page).response["violations"]
    ]
    return [*found, f"{name} is {width} px too wide".strip()] if width > 0 else found

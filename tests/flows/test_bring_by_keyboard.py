"""A file is brought, mended, sent and accepted with the keyboard alone; axe finds nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from fourfold.apps.submissions.models import Batch

from .test_bring import CALL, OFFICE, as_role, called  # noqa: F401 - fixtures of this test

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MOST_TABS = 60
FILE = """from,until,measure,group,count
01/02/2025,03/04/2025,SIGNALS,ALL,190
01/02/2025,03/04/2025,CALLS,ALL,{calls}
"""
NOW = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const label = one.labels && one.labels.length ? one.labels[0].innerText : "";
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  return {
    name: (one.getAttribute("aria-label") || label || one.innerText || "").trim(),
    seen: box.width > 0 && box.height > 0 && style.visibility !== "hidden",
    ring: style.outlineStyle !== "none" || style.boxShadow !== "none",
  };
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until something of this name has the focus; all on the way must be seen."""
    way = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        now = page.evaluate(NOW)
        if now is None:
            continue
        way.append(now["name"])
        assert now["seen"], f"{now['name']!r} has the focus and is not to be seen at {page.url}"
        if re.match(re.escape(name), now["name"]):
            assert now["ring"], f"nothing shows that {name!r} has the focus at {page.url}"
            return
    pytest.fail(f"{name!r} is not reached with Tab at {page.url}: {way}")


def enter(page: Page, name: str) -> None:
    """Tab to a link or button, press Enter, and wait for the next page."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose_file(page: Page, file: Path) -> None:
    page.wait_for_load_state()
    for is_last in (False, False, True):  # a busy browser may lose the key that opens the chooser
        tab_to(page, "File")
        try:
            with page.expect_file_chooser(timeout=10_000) as chooser:
                page.keyboard.press("Space")
        except PlaywrightTimeout:
            if is_last:
                raise
            continue
        chooser.value.set_files(file)
        return


def bring(page: Page, file: Path, *, by: str = "Bring it") -> None:
    choose_file(page, file)
    tab_to(page, by)
    here = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address != here)
    page.wait_for_url(re.compile("/(columns|problems)/"))
    page.wait_for_load_state()


def test_a_file_is_brought_and_accepted_with_the_keyboard_alone(as_role, tmp_path):  # noqa: F811
    found: list[str] = []

    def look(page: Page, name: str) -> None:
        found.extend(f"{name}: {each['id']}" for each in Axe().run(page).response["violations"])

    file = tmp_path / "counts.csv"
    file.write_text(FILE.format(calls="-3"), encoding="utf-8")
    stew = as_role("STEWARD", "Stew")
    page = stew.page
    stew.open("/desk/bring/")
    enter(page, "Hotline counts for 2025")
    look(page, "call")
    enter(page, "Bring a file")
    look(page, "bring")
    bring(page, file)

    assert "columns" in page.url
    look(page, "columns")
    tab_to(page, "month")
    page.keyboard.press("Space")
    enter(page, "Look at the rows")

    look(page, "problems")
    file.write_text(FILE.format(calls="200"), encoding="utf-8")
    bring(page, file, by="Bring the mended file")
    if "columns" in page.url:
        tab_to(page, "month")
        page.keyboard.press("Space")
        enter(page, "Look at the rows")
    look(page, "warned")
    tab_to(page, "What should the Council know")
    page.keyboard.type("The calls of a second line are in it.")
    enter(page, "Keep this version")
    look(page, "version")
    enter(page, "Send it to the Council")
    look(page, "sent")

    sally = as_role("STAFF", "Sally")
    council = sally.page
    sally.open("/desk/answers/")
    enter(council, "Made-up help line")
    look(council, "answer")
    enter(council, "See the rows")
    look(council, "rows")
    council.go_back()
    enter(council, "Accept it")
    look(council, "accepted")

    batch = Batch.objects.get(organization=OFFICE, call__code=CALL)
    assert batch.state == "ACCEPTED"
    assert batch.note == "The calls of a second line are in it."
    assert found == []

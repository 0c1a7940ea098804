"""A stack of paper is typed with the keyboard alone, and typed again; no page is amiss."""

from __future__ import annotations

import pytest
from django.conf import settings
from playwright.sync_api import expect

from fourfold.apps.surveys.models import PaperSheet, Response
from tests.make import people
from tests.make.desk import key_of_session
from tests.make.people import NOW

from .test_survey import SIZES, complaints, site, waves  # noqa: F401 - fixtures of this test

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ITEMS = 23


@pytest.mark.parametrize("size", SIZES)
def test_a_sheet_of_23_questions_is_typed_checked_and_every_page_is_clean(waves, visit, size):  # noqa: F811
    one = visit(SIZES[size])
    page, found, wave = one.page, [], waves[0]
    key = key_of_session(people.account("Lea", "TRAINING_LEAD"), at=NOW)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": key, "url": one.url}])
    start = f"/desk/surveys/{wave.study_id}/waves/{wave.id}"

    def look(name: str) -> None:
        page.wait_for_load_state("networkidle")
        found.extend(complaints(page, name))
        one.picture(f"paper-{name}-{size}")

    def sheet(*cells: str) -> None:
        for each in cells:
            page.keyboard.type(each)
            page.keyboard.press("Enter")

    one.open(f"{start}/paper/")
    look("start")
    one.open(f"{start}/paper/type/")
    expect(page.locator("#pair")).to_be_focused()
    sheet("ma07er", "9")
    expect(page.locator("#id-field")).to_be_focused()
    expect(page.locator("#id-field-says")).to_contain_text("not on the scale: 1–5")
    look("refused")
    sheet("2", *["3"] * (ITEMS - 2), "x")
    expect(page.locator(".ff-typing__made")).to_contain_text("Write 1 on the sheet.")
    expect(page.locator("#pair")).to_be_focused()
    look("made")
    kept = Response.objects.get()
    assert (kept.way, kept.answers["field"], kept.answers["c5"]) == ("PAPER", "education", "3")
    assert PaperSheet.objects.get().unreadable == ["c6"]

    # The second typing is somebody else's.
    key = key_of_session(people.account("Ada", "TRAINING_LEAD"), at=NOW)
    page.context.add_cookies([{"name": name, "value": key, "url": one.url}])
    one.open(f"{start}/paper/check/")
    sheet("1", "2", "4", *["3"] * (ITEMS - 3), "10")
    expect(page.get_by_role("heading", level=2)).to_contain_text("2 cells differ")
    look("differ")
    page.get_by_text("4 typed now").click()
    page.get_by_text("x typed first").click()
    page.get_by_role("button", name="Settle it").click()
    expect(page.locator(".ff-typing__made")).to_contain_text("2 of 23 cells differed")
    one.open(f"{start}/paper/")
    look("counts")
    one.open(f"{start}/devices/")
    page.get_by_label("Which device?").fill("blue tablet")
    page.get_by_role("button", name="Admit it").click()
    look("devices")

    assert found == []

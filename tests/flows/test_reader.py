"""Whole visits: a reader with a question, and a reader with only a keyboard."""

import csv

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.make import catalog

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FOCUS = """() => {
  const on = document.activeElement, look = getComputedStyle(on), box = on.getBoundingClientRect();
  return {
    words: (on.innerText || on.getAttribute('aria-label') || on.tagName).trim().split('\\n')[0],
    ring: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 3,
    inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""


def test_from_a_question_to_the_file_and_the_report(visit, tmp_path):
    reader = visit()
    page = reader.page
    reader.open("/")

    page.get_by_role("link", name="See the figures").click()
    page.get_by_role("link", name="Protection 4").click()
    expect(page.get_by_text("4 measures shown")).to_be_visible()
    page.get_by_role("link", name="The largest age group among referrals").click()
    table = page.get_by_role("table", name="Referrals by age")
    expect(table.get_by_role("row")).to_have_count(8)
    expect(table.get_by_role("row", name="15 to 16")).to_contain_text("84")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV, for spreadsheets").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Reports").click()
    page.get_by_role("link", name=catalog.report().title, exact=True).click()
    page.get_by_role("navigation", name="Contents").get_by_role("link").nth(3).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").first.click()
    pdf = tmp_path / "report.pdf"
    download.value.save_as(pdf)

    assert saved.name == f"{catalog.BARS}.csv"
    rows = csv.DictReader(saved.read_text(encoding="utf-8").splitlines())
    assert sum(int(row["value"]) for row in rows) == 212
    assert len(PdfReader(pdf).pages) > 3


def test_a_number_in_the_report_leads_to_its_row(visit):
    reader = visit()
    reader.open(f"/reports/{catalog.REPORT}/")

    number = reader.page.locator("a.num").first
    target = number.get_attribute("href")
    number.click()

    expect(reader.page.locator(target)).to_be_in_viewport()


def test_a_row_of_a_table_has_an_address_of_its_own(visit):
    reader = visit()
    reader.open(f"/figures/{catalog.BARS}/#F028")

    expect(reader.page.locator("#F028")).to_be_in_viewport()


@pytest.mark.parametrize("address", ["/", f"/figures/{catalog.BARS}/"])
def test_the_keyboard_reaches_everything_and_always_shows_where_it_is(visit, address):
    reader = visit()
    reader.open(address)

    stops = []
    for _ in range(80):
        reader.page.keyboard.press("Tab")
        stop = reader.page.evaluate(FOCUS)
        if stop["words"] == "BODY" or (stops and stop["words"] == stops[0]["words"]):
            break
        stops.append(stop)

    words = [stop["words"] for stop in stops]
    assert words[:3] == ["Skip to main content", "Leave this page", "Get help now"]
    assert words.index("Figures") < words.index("Reports") < words.index("About the data")
    assert words[-1] == "Accessibility"
    assert [stop["words"] for stop in stops if not (stop["ring"] and stop["inside"])] == []


def test_the_first_link_skips_to_the_words(visit):
    reader = visit()
    reader.open("/figures/")

    reader.page.keyboard.press("Tab")
    reader.picture("skip-link", whole=False)
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")

    assert reader.page.evaluate(FOCUS)["words"].startswith("All")


def test_help_is_one_tap_away_on_a_phone(visit):
    reader = visit({"width": 360, "height": 740}, has_touch=True)
    reader.open(f"/figures/{catalog.BARS}/")
    reader.page.evaluate("window.scrollTo(0, 1500)")

    help_now = reader.page.get_by_role("link", name="Get help now").first
    expect(help_now).to_be_in_viewport()
    help_now.tap()

    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Get help")
    call = reader.page.get_by_role("main").get_by_role("link", name="1-888-373-7888")
    assert call.get_attribute("href") == "tel:1-888-373-7888"

"""Every page in a real browser, on a desk and on a phone: accessible, quiet, and never too wide."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.make import catalog

from .conftest import DESK, PHONE, SMALLEST

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = {
    "home": "/",
    "figures": "/figures/",
    "figures-of-one-p": "/figures/?p=prosecution",
    "figure-bars": f"/figures/{catalog.BARS}/",
    "figure-hidden": f"/figures/{catalog.HIDDEN}/",
    "figure-before-after": f"/figures/{catalog.WAVES}/",
    "figure-ranks": f"/figures/{catalog.RANKS}/",
    "figure-number": f"/figures/{catalog.NUMBER}/",
    "reports": "/reports/",
    "report": f"/reports/{catalog.REPORT}/",
    "about": "/about/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "get-help": "/get-help/",
    "not-found": "/nothing/here/",
}


@pytest.mark.parametrize(
    ("size", "name"), [(DESK, "desk"), (PHONE, "phone")], ids=["desk", "phone"]
)
def test_axe_finds_nothing_on_any_page(visit, size, name):
    reader = visit(size)
    found = []
    for page, address in PAGES.items():
        reader.open(address)
        if page == "not-found":
            reader.complaints.clear()  # the browser reports the 404 we asked for
        reader.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        for violation in Axe().run(reader.page).response["violations"]:
            where = [node["target"] for node in violation["nodes"]][:3]
            found.append(f"{page}: {violation['id']} ({violation['impact']}) at {where}")
        reader.open(address)
        if page == "not-found":
            reader.complaints.clear()
        reader.picture(f"{page}-{name}")

    assert found == []


@pytest.mark.parametrize("size", [SMALLEST, PHONE, DESK], ids=["320", "360", "1280"])
def test_no_page_scrolls_sideways(visit, size):
    reader = visit(size)
    wide = []
    for address in PAGES.values():
        reader.open(address)
        width = reader.page.evaluate(
            "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
        )
        if width > size["width"]:
            wide.append(f"{address} is {width} wide")
    reader.complaints.clear()

    assert wide == []


def test_a_mark_beside_a_number_is_seen_without_color(visit):
    catalog.put(catalog.table("DCF_REFERRALS"))
    reader = visit(DESK)
    reader.open("/figures/DCF_REFERRALS/")

    found = Axe().run(reader.page).response["violations"]

    assert reader.page.get_by_role("link", name="added up by the editors").is_visible()
    assert [each["id"] for each in found] == []


def test_a_long_name_of_a_neighbor_breaks_on_the_smallest_phone(visit):
    for code in ("COUNCIL_MEETINGS", "COUNCIL_RECOMMENDATIONS_POLICY"):
        catalog.put(catalog.table(code))
    last = catalog.table("COUNCIL_RECOMMENDATIONS_RESEARCH")
    catalog.put(replace(last, card=replace(last.card, name="Recommendations" * 3)))
    reader = visit(SMALLEST)

    reader.open("/figures/COUNCIL_RECOMMENDATIONS_POLICY/")

    assert reader.page.evaluate("document.documentElement.scrollWidth") == SMALLEST["width"]


def test_on_paper_a_demonstration_still_says_what_it_is(visit, settings):
    settings.DEMO = True
    reader = visit({"width": 720, "height": 1000})
    reader.open(f"/figures/{catalog.BARS}/")

    reader.page.emulate_media(media="print")

    assert reader.page.get_by_text("This is not the official site").is_visible()


def test_on_paper_there_are_no_buttons_and_all_numbers(visit):
    reader = visit({"width": 720, "height": 1000})
    reader.open(f"/figures/{catalog.BARS}/")

    reader.page.emulate_media(media="print")
    reader.picture("figure-print")

    assert not reader.page.get_by_role("link", name="Leave this page").is_visible()
    assert not reader.page.get_by_role("navigation", name="Main").is_visible()
    assert reader.page.get_by_role("table", name="Referrals by age").is_visible()


def test_with_high_contrast_colors_the_way_out_still_shows(visit):
    reader = visit(DESK, forced_colors="active")
    reader.open(f"/figures/{catalog.BARS}/")
    reader.picture("figure-high-contrast", whole=False)

    assert reader.page.get_by_role("link", name="Leave this page").is_visible()


def test_a_chart_for_a_phone_is_drawn_for_a_phone(visit):
    phone, desk = visit(PHONE), visit(DESK)
    for reader in (phone, desk):
        reader.open(f"/figures/{catalog.BARS}/")

    for reader, seen, unseen in ((phone, "narrow", "wide"), (desk, "wide", "narrow")):
        assert reader.page.locator(f".ff-chart__picture--{seen}").is_visible()
        assert not reader.page.locator(f".ff-chart__picture--{unseen}").is_visible()

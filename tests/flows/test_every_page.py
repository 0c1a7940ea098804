"""Every page in a real browser, on a desk and on a phone: accessible, quiet, and never too wide."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone

from tests.make import catalog, looks, people, visits

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
    "safety": "/safety/",
    "find-help": "/find-help/",
    "find-help-es": "/buscar-ayuda/",
    "compare": f"/figures/{catalog.HIDDEN}/compare/",
    "compare-some": f"/figures/{catalog.BARS}/compare/?group=13+to+14&group=15+to+16",
    "embed": f"/embed/figures/{catalog.HIDDEN}/",
    "one-p": "/lines/protection/",
    "regions": "/services-by-region/",
    "box": "/embed/find-help/",
    "home-es": "/es/",
    "get-help-es": "/ayuda/",
    "safety-es": "/seguridad/",
    "not-found": "/nothing/here/",
}

STAFF = ("/desk/", "/account/", "/desk/people/", "/desk/roles/", "/desk/help/", "/sign-in/again/")
HEADERS = (
    *("Content-Security-Policy", "Cache-Control", "Permissions-Policy", "Referrer-Policy"),
    *("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"),
    *("X-Content-Type-Options", "X-Frame-Options"),
)
INLINE = """() => [...document.querySelectorAll("*")].flatMap(one => [
    one.matches("script:not([src]), style") ? `an inline ${one.localName}` : [],
    one.getAttributeNames().filter(name => name.startsWith("on") || name == "style"),
    /^\\s*javascript:/i.test(one.getAttribute("href") || "") ? "a script" : [],
].flat())"""
"""What runs or styles a page from inside it."""


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


def test_no_page_runs_or_styles_itself_and_every_answer_has_its_headers(visit, site, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: people.NOW)
    made = visits.world()
    wrong, answers = [], []
    for role in ("", "AGENCY_ADMIN", "PRIVACY", "CARELINE"):
        reader = visit(DESK)
        reader.page.on("response", lambda one: answers.append((one.url, {*one.headers})))
        if role:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "url": site}
            key = visits.cookie_of(made.client(role)).partition("=")[2]
            reader.page.context.add_cookies([cookie | {"value": key}])
        addresses = STAFF if role else [*PAGES.values(), "/sign-in/"]
        for address in addresses:
            reader.open(address)
            wrong += [f"{address} ({role}): {each}" for each in reader.page.evaluate(INLINE)]
        reader.complaints.clear()  # the browser reports the 404 we asked for

    # The test server gives out styles by itself; tests/security/edges/test_headers asks WhiteNoise.
    own = [each for each in answers if "/static/" not in each[0]]
    for address, headers in own:
        if lacking := {name.lower() for name in HEADERS} - headers:
            wrong.append(f"{address} lacks {sorted(lacking)}")
    assert wrong == []
    assert len(own) > 25


@pytest.mark.parametrize("size", [SMALLEST, PHONE, DESK], ids=["320", "360", "1280"])
def test_no_page_scrolls_sideways(visit, size):
    reader = visit(size)
    wide = []
    for address in PAGES.values():
        reader.open(address)
        if pixels := looks.too_wide(reader.page):
            wide.append(f"{address} is {pixels} px too wide")
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

    assert looks.too_wide(reader.page) == 0


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

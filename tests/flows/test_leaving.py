"""Leave this page: with and without script, at once, and for good."""

import pytest
from playwright.sync_api import expect

from tests.make import catalog

from .conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIGURE = f"/figures/{catalog.BARS}/"
EXIT = "https://www.weather.gov/"


def press(reader, key, times=3):
    for _ in range(times):
        reader.page.keyboard.press(key)


def test_without_script_it_is_a_plain_link(visit):
    reader = visit(java_script_enabled=False)
    reader.open(FIGURE)

    reader.page.get_by_role("link", name="Leave this page").click()

    expect(reader.page).to_have_url(EXIT)
    assert "referer" not in reader.exits[0]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_button_stays_in_sight(visit, size):
    reader = visit(size)
    reader.open(FIGURE)

    reader.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")

    button = reader.page.get_by_role("link", name="Leave this page")
    expect(button).to_be_in_viewport()
    box = button.bounding_box()
    assert box["height"] >= 44
    assert box["x"] + box["width"] <= size["width"]


@pytest.mark.parametrize("way", ["click", "Escape", "Shift"])
def test_each_way_leaves_without_a_referrer(visit, way):
    reader = visit()
    reader.open(FIGURE)

    if way == "click":
        reader.page.get_by_role("link", name="Leave this page").click()
    else:
        press(reader, way)

    expect(reader.page).to_have_url(EXIT)
    assert "referer" not in reader.exits[0]


@pytest.mark.parametrize("way", ["Escape", "Shift"])
def test_the_page_is_blank_in_the_same_turn_as_the_key(visit, way):
    reader = visit()
    reader.open(FIGURE)
    # The way out leads to this page itself, so that what it looked like can still be asked. The
    # listener runs after ours, in the same turn as the key: nothing is painted in between.
    reader.page.evaluate(
        """() => {
            document.documentElement.setAttribute('data-exit-url', '#out');
            window.looks = [];
            addEventListener('keydown', () => {
                looks.push(getComputedStyle(document.querySelector('main')).visibility);
            });
        }"""
    )

    press(reader, way)

    assert reader.page.evaluate("window.looks") == ["visible", "visible", "hidden"]
    assert reader.page.evaluate("document.title.length") == 1
    assert reader.page.url.endswith(f"{FIGURE}#out")


@pytest.mark.parametrize("key", ["Escape", "Shift"])
def test_the_spanish_page_on_safety_is_left_by_a_key(visit, key):
    reader = visit(PHONE)
    reader.open("/seguridad/")
    expect(reader.page.get_by_role("link", name="Salir de esta página")).to_be_visible()

    press(reader, key)

    expect(reader.page).to_have_url(EXIT)


@pytest.mark.parametrize("keys", [["Shift", "Shift", "a", "Shift"], ["Escape", "Shift", "Escape"]])
def test_other_keys_do_not_leave(visit, keys):
    reader = visit()
    reader.open(FIGURE)

    for key in keys:
        reader.page.keyboard.press(key)

    assert reader.page.url.endswith(FIGURE)
    assert reader.exits == []


def test_going_back_never_shows_what_was_read(visit):
    reader = visit()
    reader.open("/")
    reader.page.get_by_role("link", name="See the figures").click()
    reader.page.locator(f"a[href='{FIGURE}']").click()
    expect(reader.page.get_by_role("table", name="Referrals by age")).to_be_visible()
    press(reader, "Escape")
    expect(reader.page).to_have_url(EXIT)

    for _ in range(2):
        reader.page.go_back(wait_until="commit")
        expect(reader.page).to_have_url(EXIT)

    assert reader.page.title() == "Weather"


def test_opening_the_site_anew_works_and_nothing_is_stored(visit):
    reader = visit()
    reader.open(FIGURE)
    press(reader, "Escape")
    expect(reader.page).to_have_url(EXIT)

    reader.open("/")

    expect(reader.page.get_by_role("heading", level=1)).to_be_visible()
    assert reader.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert reader.page.context.cookies() == []


def test_reading_leaves_nothing_in_storage(visit):
    reader = visit()
    for address in ("/", "/figures/", FIGURE, "/get-help/"):
        reader.open(address)

    assert reader.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert reader.page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert reader.page.context.cookies() == []


def test_a_frozen_page_that_comes_back_leaves_again(visit):
    reader = visit()
    reader.open(FIGURE)
    reader.page.evaluate("sessionStorage.setItem('q', '1')")

    reader.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    expect(reader.page).to_have_url(EXIT)

"""
The pages where people look for help, as different people meet them: small, large, zoomed, with
colors of their own, without motion, and by ear; in both languages and in every state.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.make import directory, looks, people
from tests.make.people import NOW

from .conftest import DESK, SMALLEST

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ZOOMED = {"width": 640, "height": 450}
"""What a window of 1,280 pixels shows at 200%: the same letters, twice as large."""
SEEN = {
    "results": "/find-help/?town=NORWICH",
    "nothing": "/find-help/?town=NORWICH&kind=SV05&now=1",
    "by region": "/services-by-region/",
    "safety": "/safety/",
    "box": "/embed/find-help/",
    "resultados": "/buscar-ayuda/?town=NORWICH",
    "por región": "/servicios-por-region/",
    "cuadro": "/embed/buscar-ayuda/",
}
HEARD = {
    "get help": ("/get-help/", "body"),
    "find help": ("/find-help/?town=NORWICH", "main"),
    "buscar ayuda, nada": ("/buscar-ayuda/?town=NORWICH&kind=SV05&now=1", "main"),
    "box": ("/embed/find-help/", "main"),
}
NAMES = Path(__file__).with_name("heard.txt")
"""What a screen reader is told. To write it anew: FOURFOLD_HEARD=write, then read the change."""

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

MOVES = """() => [...document.querySelectorAll("*")].filter(one => {
    const style = getComputedStyle(one);
    return style.animationName != "none" || parseFloat(style.transitionDuration) > 0;
}).map(one => one.className || one.localName)"""
MARKED = """one => {
    const style = getComputedStyle(one);
    return [style.outlineColor, style.outlineStyle == "none" ? 0 : parseFloat(style.outlineWidth),
        style.backgroundColor];
}"""


@pytest.fixture(autouse=True)
def listed(monkeypatch):
    """Let two services stand: one with an open address, one in hiding."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cora = people.viewer("Cora", "CURATOR", of="COUNCIL")
    directory.opened(cora, "NORWICH", name="Walk-in desk")
    directory.shelter(cora)


def typed(page: Page, address: str, **said: str) -> None:
    page.goto(address)
    for name, words in said.items():
        page.locator(f"#{name}").fill(words)
    with page.expect_navigation():
        page.locator("#find button[type=submit]").click()


@pytest.mark.parametrize(
    ("size", "scale"), [(SMALLEST, 1), (DESK, 1), (ZOOMED, 2)], ids=["320", "1280", "zoomed"]
)
def test_nothing_is_in_the_way_of_anyone(visit, size, scale):
    reader = visit(size, device_scale_factor=scale)
    wrong = []
    for name, address in SEEN.items():
        reader.open(address)
        wrong += looks.complaints(reader.page, name)
    for help_, words in (("/find-help/", "sheltr"), ("/buscar-ayuda/", "lugar para dormr")):
        typed(reader.page, reader.url + help_, words=words, near="Atlantis", age="99")
        wrong += looks.complaints(reader.page, f"{help_} with what nobody knows")
        if size == SMALLEST:
            typed(reader.page, reader.url + help_, words=words, near="02903")
            wrong += looks.complaints(reader.page, f"{help_} with a slip and another state")

    assert wrong == []


def test_with_colors_of_their_own_people_see_where_they_are(visit):
    reader = visit(DESK, forced_colors="active")
    reader.open("/find-help/")
    page = reader.page
    plain = {}
    for where in ("#leave", "#words", "#kind", "#find button", ".ff-map__town", ".ff-map__choose"):
        one = page.locator(where).first
        plain[where] = one.evaluate(MARKED)
        one.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        color, wide, ground = one.evaluate(MARKED)
        assert wide >= 2, f"{where} does not say that it has the focus"
        assert color != ground, where
        assert [color, wide, ground] != plain[where], where
    reader.open("/services-by-region/")
    assert page.get_by_text("○ None").first.is_visible()
    reader.picture("regions-forced-colors")


def test_nothing_moves_for_who_asked_for_no_motion(visit):
    reader = visit(DESK, reduced_motion="reduce")
    for address in ("/find-help/", "/services-by-region/", "/embed/find-help/"):
        reader.open(address)
        assert reader.page.evaluate(MOVES) == [], address


def test_a_screen_reader_is_told_what_it_was_told_before(visit):
    reader = visit(DESK)
    told = ""
    for name, (address, part) in HEARD.items():
        reader.open(address)
        told += f"# {name}\n{reader.page.locator(part).aria_snapshot()}\n\n"
    told = ID.sub("(id)", told)
    if os.environ.get("FOURFOLD_HEARD") == "write":
        NAMES.write_text(told, encoding="utf-8")

    assert told == NAMES.read_text("utf-8")

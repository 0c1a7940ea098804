"""Every page that anyone may open has the way out, asks nobody else, and keeps nothing."""

import re

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tests.house.test_languages import NO_PAGE, STAFF, names
from tests.make import directory, people
from tests.make.people import NOW

HELP = ("get_help", "find_help", "safety", "service", "card", "embed_help")
FETCHED = re.compile(
    r"""<(?:link|script|img|image|iframe|source)\b[^>]*?\b(?:href|src)="([^"]+)\""""
)
TITLE = re.compile(r"<title>(.*?)</title>", re.S)


@pytest.fixture
def listing(db, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return directory.listed(people.viewer("Cora", "CURATOR", of="COUNCIL"), name="Beds")


def pages(listing):
    """Return the addresses of public pages that need no more than a listing, by name."""
    found = {}
    for name in sorted(set(names())):
        if NO_PAGE.search(name) or name.partition(":")[0] in STAFF:
            continue
        for gaps in ({}, {"listing": listing}):
            try:
                found[name] = reverse(name, kwargs=gaps)
            except NoReverseMatch:
                continue
    return found


def test_every_page_has_the_way_out_and_fetches_from_this_site_alone(listing, client):
    wrong, seen = [], 0
    for name, address in pages(listing).items():
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        page, seen = answer.content.decode(), seen + 1
        wrong += [f"{name} fetches {e}" for e in FETCHED.findall(page) if not e.startswith("/")]
        if answer.cookies:
            wrong.append(f"{name} sets a cookie")
        if "embed" in name:
            continue
        link = re.search(r'<a class="[^"]*ff-exit__button[^>]*>', page, re.S)
        if not link or not re.search(r'href="https://[^"]+" rel="nofollow noreferrer"', link[0]):
            wrong.append(f"{name} has no way out without a script")
        if "data-exit-url=" not in page or "fourfold/js/exit" not in page:
            wrong.append(f"{name} does not leave by a key")

    assert wrong == []
    assert seen > 30


def test_a_page_to_find_help_has_a_plain_icon_and_names_nothing_in_its_title(listing, client):
    found = {
        name: address
        for name, address in pages(listing).items()
        if name.removesuffix("_es") in {f"public:{each}" for each in HELP}
    }
    assert len(found) == 2 * len(HELP)
    for name, address in found.items():
        page = client.get(address).content.decode()
        icons = re.findall(r'<link rel="icon" href="([^"]+)"', page)
        assert [each.rpartition("/")[2][:5] for each in icons] == ["plain"], name
        title = TITLE.search(page)[1].casefold()
        for word in ("traffick", "trata", "council", "consejo", "beds", "help", "ayuda"):
            assert word not in title, name

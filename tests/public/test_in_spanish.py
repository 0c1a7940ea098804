"""Figures and reports in Spanish: no English is left unmarked, in either pack."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from fourfold.analysis.check import check_with_pack
from fourfold.catalog import queries
from fourfold.components.context import site_of
from fourfold.documents.present import present
from fourfold.reference import active_pack, load_pack
from tests.house.test_languages import names
from tests.house.test_reading import ease, hard
from tests.make import catalog, river

VOID = {"meta", "link", "input", "br", "img", "hr", "wbr"}
SEEN = ("aria-label", "alt", "title", "placeholder")
ENOUGH = 3
"""A sentence of this many words that stands on the English page too was not translated."""

WORD = re.compile(r"(?<!\S)[(“\"']?[^\W\d_]{2,}[^\w\s]*(?!\S)")


class Texts(HTMLParser):
    """Gathers the texts of a page that are in the language of the page, and of its attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.found: set[str] = set()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        language = given.get("lang") or (self.open[-1][1] if self.open else "")
        for name in SEEN:
            self._keep(given.get(name) or "", language)
        if tag not in VOID and (tag not in {"path", "rect", "line"}):
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        while self.open and tag in {each for each, _ in self.open}:
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data):
        tag, language = self.open[-1] if self.open else ("", "")
        if tag not in {"script", "style", "code"}:
            self._keep(data, language)

    def _keep(self, text, language):
        words = " ".join(text.split())
        if words and self.open and language == self.open[0][1]:
            self.found.add(words)


def texts(client, name, **where):
    answer = client.get(reverse(name, kwargs=where))
    assert answer.status_code == 200
    reader = Texts()
    reader.feed(answer.content.decode())
    return reader


def unmarked(client, name, **where):
    """
    Return the sentences of a Spanish page that its English twin has too, but for names.

    name: of the English page, with its room.
    """
    english = texts(client, name, **where).found
    site = site_of(active_pack())
    proper_names = {site.council, site.place, "Public figures and reports", active_pack().name}
    found = []
    for each in texts(client, f"{name}_es", **where).found & english:
        rest = each
        for proper in sorted(proper_names, key=len, reverse=True):
            rest = rest.replace(proper, "")
        if len(WORD.findall(rest)) >= ENOUGH:
            found.append(each)
    return sorted(found)


def pages():
    """Return each public page of what the catalog holds: its name and where it is."""
    codes = [each.code for each in queries.cards()]
    found = [(name, {}) for name in ("home", "figures", "reports", "about")]
    found += [("four_p", {"four_p": each}) for each in ("prevention", "protection")]
    found += [(name, {"code": code}) for code in codes for name in ("figure", "compare", "embed")]
    found += [("report", {"code": each.code}) for each in queries.documents()]
    return [(f"public:{name}", where) for name, where in found]


def test_no_english_is_left_unmarked_on_the_pages_of_figures(filled, client):
    left = {(name, *where.values()): unmarked(client, name, **where) for name, where in pages()}

    assert {page: found for page, found in left.items() if found} == {}


def test_a_pack_without_spanish_shows_its_figures_marked_as_english(db, client, monkeypatch):
    monkeypatch.setenv("FOURFOLD_JURISDICTION", "zz")
    cache.clear()
    river.publish()

    left = {(name, *where.values()): unmarked(client, name, **where) for name, where in pages()}
    figure = client.get("/cifras/REFERRALS/").content.decode()

    assert {page: found for page, found in left.items() if found} == {}
    assert "Por ahora, esta cifra está solo en inglés." in figure
    assert '<article class="ff-figure" lang="en">' in figure


def test_a_figure_is_told_in_spanish_with_its_chart(filled, client):
    page = client.get(f"/cifras/{catalog.BARS}/").content.decode()

    assert (
        "El grupo de edad más grande entre las remisiones fue 15 a 16 años, con 84 (2017)." in page
    )
    assert ">15 a 16 años<" in page
    assert "Cada barra es un grupo; más larga quiere decir más." in page
    assert "El mayor (2017): 15 a 16 años, 84 de 212." in page


def test_the_spanish_feed_announces_in_spanish(filled, client):
    feed = client.get("/novedades.atom").content.decode()

    assert 'xml:lang="es"' in feed
    assert "El grupo de edad más grande entre las remisiones" in feed
    assert f"/cifras/{catalog.BARS}/" in feed


@pytest.mark.parametrize("code", ["ct"])
def test_the_spanish_of_a_pack_is_read_in_the_eighth_grade(code):
    words = load_pack(code).words_in("es").values()
    said = [re.sub(r"\{\w+\}", "muchos", each) for each in words]

    assert hard(said, language="es") == []
    assert ease(said) > 75


def test_what_the_checks_say_of_the_packs_figures_has_its_spanish():
    pack, every = load_pack("ct"), catalog.every_figure()
    findings = check_with_pack(every, pack)

    said = {
        caution
        for each in every.present_indicators()
        for caution in present(each, every, places=pack.places, findings=findings).cautions
    }

    assert len(said) > 2
    assert said - pack.words_in("es").keys() == set()


def alone():
    """Return each public page that has a Spanish twin and needs nothing named."""
    found = set()
    for name in names():
        if name.endswith("_es") and not name.endswith("feed_es"):
            try:
                reverse(name)
            except NoReverseMatch:
                continue
            found.add(name.removesuffix("_es"))
    return sorted(found)


@pytest.mark.parametrize("pack", ["ct", "zz"])
def test_no_english_is_left_unmarked_on_any_page_that_stands_alone(db, client, monkeypatch, pack):
    monkeypatch.setenv("FOURFOLD_JURISDICTION", pack)
    cache.clear()
    left = {name: unmarked(client, name) for name in alone()}

    assert len(left) > 15
    assert {page: found for page, found in left.items() if found} == {}

"""What leaves the site: the feed of publications, and a figure in another site's frame."""

import runpy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from defusedxml import ElementTree as ET
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

import fourfold
from fourfold.catalog import put_tables, queries
from tests.make import catalog

ATOM = "{http://www.w3.org/2005/Atom}"
EMBED = f"/embed/figures/{catalog.BARS}/"
PARTNER = "https://partner.example.org"


def test_the_feed_lists_tables_and_reports_with_their_pages(filled, client):
    answer = client.get("/feed.atom")

    feed = ET.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    links = {each.find(f"{ATOM}link").get("href") for each in entries}
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert f"http://testserver/figures/{catalog.BARS}/" in links
    assert f"http://testserver/reports/{catalog.REPORT}/" in links
    assert len({each.findtext(f"{ATOM}id") for each in entries}) == len(entries)
    assert all(each.findtext(f"{ATOM}updated") for each in entries)
    assert client.get("/feed.atom").content == answer.content
    assert 'href="/feed.atom"' in client.get("/").content.decode()


def test_a_correction_is_a_new_entry_at_the_top(filled, client):
    table = catalog.table(catalog.BARS)
    card = replace(table.card, headline="Corrected")
    put_tables.put(replace(table, card=card), at=catalog.NOW + timedelta(days=1))

    first = ET.fromstring(client.get("/feed.atom").content).find(f"{ATOM}entry")

    assert first.findtext(f"{ATOM}title") == "Corrected"
    assert first.findtext(f"{ATOM}id").endswith("#v2")
    assert queries.newest(1)[0].version == 2


def test_nobody_frames_a_figure_unless_the_operator_names_them(filled, client):
    answer = client.get(EMBED)

    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "&lt;iframe" not in client.get(f"/figures/{catalog.BARS}/").content.decode()


def test_a_named_site_frames_the_figure_and_nothing_else(filled, client, settings):
    settings.EMBED_SITES = [PARTNER]

    answer = client.get(EMBED)
    other = client.get(f"/figures/{catalog.BARS}/")

    assert "X-Frame-Options" not in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    assert f"frame-ancestors {PARTNER}" in policy
    assert "'none'" in policy
    assert "<script" not in answer.content.decode()
    assert not answer.cookies
    assert other.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
    assert f"&lt;iframe src=&quot;http://testserver{EMBED}&quot;" in other.content.decode()


def test_a_framed_figure_says_what_is_hidden_and_what_to_know(filled, client):
    page = client.get(f"/embed/figures/{catalog.HIDDEN}/").content.decode()

    assert "Hidden is not zero" in page
    assert "The printed parts do not add up" in page
    assert client.get("/embed/figures/no-such-thing/").status_code == 404


BOX, CAJA = "/embed/find-help/", "/embed/buscar-ayuda/"


@pytest.mark.parametrize(
    ("box", "asks", "lands"),
    [(BOX, "What do you need?", "/find-help/"), (CAJA, "¿Qué necesita?", "/buscar-ayuda/")],
)
def test_the_box_is_a_form_to_our_own_page_that_a_named_site_alone_may_frame(
    db, client, settings, box, asks, lands
):
    assert "frame-ancestors 'none'" in client.get(box).headers["Content-Security-Policy"]
    assert 'id="embed"' not in client.get("/about/").content.decode()
    cache.clear()  # an operator names sites before the start

    settings.EMBED_SITES = [PARTNER]
    answer = client.get(box)
    page = answer.content.decode()
    policy = answer.headers["Content-Security-Policy"]
    assert f"frame-ancestors {PARTNER}" in policy
    assert "form-action 'self'" in policy
    assert "X-Frame-Options" not in answer.headers
    assert not answer.cookies
    assert "<script" not in page
    assert f'method="post" action="{lands}#services" target="_blank"' in page
    assert asks in page
    assert "1-888-373-7888" in page
    assert "<title>Contact" in page
    assert f'href="{CAJA if box == BOX else BOX}"' in page
    assert (
        f"&lt;iframe src=&quot;http://testserver{box}&quot;"
        in client.get("/about/").content.decode()
    )


@pytest.mark.parametrize("wrong", ["*", "partner.example.org", "http://a.example", "https://*.org"])
def test_only_whole_https_sites_may_be_named(wrong, monkeypatch):
    monkeypatch.setenv("FOURFOLD_EMBED_SITES", wrong)

    with pytest.raises(ImproperlyConfigured, match="FOURFOLD_EMBED_SITES"):
        runpy.run_path(str(Path(fourfold.__file__).parent / "config" / "settings.py"))

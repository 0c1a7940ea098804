"""The map of towns: what has an open address stands on it, and nothing else does."""

import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

import fourfold
from fourfold.public.pages import mapping
from fourfold.reference import active_pack, load_pack
from tests.make import directory, people
from tests.make.people import NOW

HELP, AYUDA = "/find-help/", "/buscar-ayuda/"
TILES = "https://tiles.example.gov/{z}/{x}/{y}.png"


@pytest.fixture
def cora(db, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return people.viewer("Cora", "CURATOR", of="COUNCIL")


def map_of(page):
    if "ff-map__picture" not in page:
        return ""
    return page[page.index('<section class="ff-map"') :].split("</section>")[0]


def test_a_town_is_a_button_and_a_row_and_a_hidden_place_is_neither(cora, client):
    directory.opened(cora, "NORWICH", name="Open one")
    directory.opened(cora, "NORWICH", name="Open two")
    directory.opened(cora, "GROTON", name="Open three")
    directory.shelter(cora)

    drawn = map_of(client.get(HELP).content.decode())
    assert 'name="near" value="Norwich" aria-label="Norwich: 2 services"' in drawn
    assert "href" not in drawn  # no choice comes into an address, and so into the history
    assert 'aria-label="Groton: 1 service"' in drawn
    assert drawn.count("<foreignObject") == 2
    assert drawn.count('form="find" name="near" value="Norwich"') == 2
    assert "1 service shows no point" in drawn
    assert directory.STREET not in drawn
    here = client.get(HELP, {"town": "GROTON"}).content.decode()
    assert "services: Groton" in here
    assert 'aria-label="Norwich: 2 services"' in here  # another town can be chosen from here


def test_the_map_shows_what_the_other_choices_leave_and_a_town_of_it_keeps_them(cora, client):
    directory.opened(cora, "NORWICH", name="Beds")
    directory.opened(cora, "GROTON", name="Counsel", kinds=("SV05",), hours="Daily 00:00-24:00")

    drawn = map_of(client.post(AYUDA, {"kind": "SV05", "now": "1"}).content.decode())
    assert "Norwich" not in re.sub(r'd="[^"]*"', "", drawn)
    assert "Groton: 1 servicio" in drawn
    typed = client.post(HELP, {"words": "counsel", "near": ["", "Groton"]}).content.decode()
    assert "1 service: Groton" in typed
    assert 'value="counsel"' in typed


def test_without_an_open_address_there_is_no_picture(cora, client):
    directory.shelter(cora)

    page = client.get(HELP).content.decode()
    assert map_of(page) == ""
    assert "1 service shows no point" in page


@given(st.lists(st.lists(st.sampled_from([t.name for t in load_pack("ct").towns]), max_size=3)))
def test_every_service_is_on_a_point_or_counted_and_all_points_lie_in_the_frame(rows):
    drawn = mapping.draw(rows, pack=load_pack("ct"))

    assert sum(e.count for e in drawn.points) == sum(len(set(towns)) for towns in rows)
    assert drawn.without == sum(not towns for towns in rows)
    for each in drawn.points:
        assert 0 < float(each.x) < 400
        assert 0 < float(each.y) < float(drawn.height)
    assert {e.words for e in drawn.words if not e.is_county} <= {e.name for e in drawn.points}


def test_east_is_right_north_is_up_and_a_pack_without_middles_has_no_map():
    drawn = mapping.draw([["Stamford", "Putnam", "Salisbury"]], pack=active_pack())
    where = {e.name: (float(e.x), float(e.y)) for e in drawn.points}

    assert where["Stamford"][0] < where["Putnam"][0]
    assert where["Salisbury"][1] < where["Stamford"][1]
    nowhere = SimpleNamespace(towns=[SimpleNamespace(code="A", lat=None, lon=None)])
    assert mapping.draw([], pack=nowhere) is None


def test_no_picture_is_fetched_unless_the_operator_names_a_server(cora, client, settings):
    directory.opened(cora, "NORWICH")
    plain = client.get(HELP)
    assert "<image" not in plain.content.decode()
    assert "tiles" not in plain["Content-Security-Policy"]

    settings.MAP_TILES, settings.MAP_TILES_BY = TILES, "Made-up Survey"
    told = client.get(HELP)
    fetched = re.findall(r'<image href="([^"]+)"', told.content.decode())
    assert 4 <= len(fetched) <= 30
    assert all(re.fullmatch(r"https://tiles\.example\.gov/9/\d+/\d+\.png", e) for e in fetched)
    assert "img-src 'self' data: https://tiles.example.gov" in told["Content-Security-Policy"]
    assert "Map: Made-up Survey." in told.content.decode()
    assert "tiles" not in client.get("/safety/")["Content-Security-Policy"]


@pytest.mark.parametrize("wrong", ["http://tiles.example.gov/{z}/{x}/{y}", "https://t.gov/{z}"])
def test_an_address_of_tiles_that_is_none_stops_the_start(monkeypatch, wrong):
    monkeypatch.setenv("FOURFOLD_MAP_TILES", wrong)

    with pytest.raises(ImproperlyConfigured, match="FOURFOLD_MAP_TILES"):
        runpy.run_path(str(Path(fourfold.__file__).parent / "config" / "settings.py"))

"""Help by kind and region: what counts, what is told apart, and what never counts."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.directory.actions import listings
from fourfold.catalog import coverage
from fourfold.reference import active_pack, list_packs, load_pack
from tests.make import directory, people, visits
from tests.make.people import NOW

DESK, PUBLIC, EN_ESPANOL = "/desk/council/help/", "/services-by-region/", "/servicios-por-region/"
EAST = 2


@pytest.fixture
def cora(db, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return people.viewer("Cora", "CURATOR", of="COUNCIL")


def table(**how):
    return coverage.coverage(pack=active_pack(), now=timezone.localtime(NOW), **how)


def cell(kind, region=EAST, **how):
    found = table(**how)
    line = next(e for e in (*found.by_law, *found.others) if e.code == kind)
    return line.by_region[region][2]


def test_region_towns_and_state_are_told_apart_and_each_counts_once(cora):
    directory.listed(cora, kinds=("SV03",), reach="LISTED", regions=("REGION_3",))
    both = {"regions": ("REGION_3",), "towns": ("NORWICH",)}
    directory.listed(cora, kinds=("SV03",), reach="LISTED", **both)
    directory.listed(cora, kinds=("SV03",), reach="LISTED", towns=("NORWICH", "GROTON"))
    directory.listed(cora, kinds=("SV03", "SV05"))
    directory.listed(cora, kinds=("SV05",), reach="")

    assert cell("SV03") == coverage.Cell(own=3, some_towns=1, whole=1, untold=4)
    assert cell("SV03", region=0).state == "WHOLE"
    assert cell("SV01").state == "NONE"
    legal = next(e for e in table().by_law if e.code == "SV05")
    assert (legal.unsaid, legal.none) == (1, 0)


def test_a_listing_whose_check_is_old_does_not_count_and_the_page_says_so(cora):
    for age in (180, 181, 400):
        directory.listed(cora, kinds=("SV03",), on=NOW.date() - timedelta(days=age))

    found = table()
    assert (found.counted, found.old, found.on) == (1, 1, timezone.localdate(NOW))
    assert cell("SV03").whole == 1


@pytest.mark.parametrize(("days", "told"), [(0, 1), (7, 1), (8, 0)])
def test_free_places_are_known_for_a_week_and_none_free_is_no_unknown(cora, days, told):
    number = directory.listed(cora, kinds=("SV03",))
    directory.listed(cora, kinds=("SV03",))
    at = NOW - timedelta(days=days)
    listings.note_capacity(number, unit="beds", free=0, version=2, by=cora, at=at)

    found = cell("SV03")
    assert (found.free, found.told, found.untold) == (0, told, 2 - told)


def test_the_ten_kinds_of_the_law_are_always_there_and_others_where_listed(cora):
    directory.shelter(cora)

    found = table()
    assert [e.code for e in found.by_law] == [f"SV{n:02}" for n in range(1, 11)]
    assert [e.code for e in found.others] == ["SV26"]
    assert (found.none, found.pairs) == (54, 60)
    assert directory.STREET not in str(found)


def test_a_shelter_is_housing_too_and_counts_there_once(cora):
    directory.listed(cora, kinds=("SV26",), reach="LISTED", regions=("REGION_3",))
    directory.listed(cora, kinds=("SV03", "SV26", "SV28"), reach="LISTED", towns=("NORWICH",))

    lines = {each.code: each for each in (*table().by_law, *table().others)}
    assert cell("SV03") == coverage.Cell(own=2, some_towns=1, untold=2)
    assert [cell(kind).own for kind in ("SV26", "SV28")] == [2, 1]
    assert lines["SV03"].parts == (lines["SV26"].name, lines["SV28"].name)
    assert lines["SV26"].part_of == lines["SV28"].part_of == "Housing"


@pytest.mark.parametrize("code", list_packs())
def test_no_kind_is_a_part_of_a_part_or_of_itself(code):
    broader = {e["code"]: e["part_of"] for e in load_pack(code).rows("service_types")}

    assert not [each for each, whole in broader.items() if whole and broader[whole]]


def test_it_can_be_sorted_by_what_is_missing_and_an_odd_wish_changes_nothing(cora):
    directory.listed(cora, kinds=("SV01",), reach="LISTED", regions=("REGION_3",))

    assert table(sort="gaps").by_law[-1].code == "SV01"
    assert table(sort="REGION_3").by_law[-1].code == "SV01"
    assert table(sort="name").by_law[0].name == "Education"
    assert table(sort="'; --").by_law == table(sort="law").by_law == table().by_law


AREAS = st.lists(
    st.sampled_from([*(e.name for e in active_pack().regions), "Norwich", "Groton", "Connecticut"])
)


@given(st.lists(AREAS, max_size=6))
def test_every_listing_is_in_a_region_in_the_state_or_unsaid(areas):
    rows = [
        {"attributes": [{"value": "SV03"}], "service_areas": [{"name": name} for name in each]}
        for each in areas
    ]
    line = coverage._line(("SV03",), "Housing", True, rows, active_pack(), timezone.localtime(NOW))

    assert line.unsaid == sum(not each for each in areas)
    for _code, name, found in line.by_region:
        assert found.some_towns <= found.own <= len(rows)
        assert found.own - found.some_towns == sum(name in each for each in areas)
        assert found.whole == sum("Connecticut" in each for each in areas)
        assert (found.state == "NONE") == (not found.own and not found.whole)


def test_the_council_and_the_public_see_the_same_table_in_words_and_as_a_file(cora, client):
    directory.listed(cora, kinds=("SV03",), reach="LISTED", regions=("REGION_3",))
    at_desk = visits.world().client("STAFF")

    pages = {
        address: asked.get(address).content.decode()
        for address, asked in ((DESK, at_desk), (PUBLIC, client), (EN_ESPANOL, client))
    }
    assert pages[DESK].count("○ None<") == pages[PUBLIC].count("○ None<") == 54
    assert pages[EN_ESPANOL].count("○ Ninguno<") == 54
    assert "54 of 60 pairs" in pages[DESK]
    assert "54 de 60 pares" in pages[EN_ESPANOL]
    assert 'aria-sort="ascending"' in client.get(PUBLIC, {"sort": "REGION_3"}).content.decode()
    files = [
        "".join(part.decode() for part in at_desk.get("/desk/council/help.csv")),
        client.get("/services-by-region.csv").content.decode(),
    ]
    for text in files:
        rows = list(csv.DictReader(StringIO(text.lstrip("\ufeff"))))
        assert sum(e["in_the_law"] == "yes" for e in rows) == 60
        east = next(e for e in rows if (e["kind"], e["region"]) == ("SV03", "REGION_3"))
        assert (east["listings"], east["free_places"], east["free_unknown"]) == ("1", "", "2")
        assert east["counted_here_too"].startswith("Shelter and services")

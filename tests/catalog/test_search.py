"""Words find services: the same on each database as a plain scan, and never what is hidden."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.utils.timezone import get_current_timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fourfold.apps.directory.actions import indexing, listings
from fourfold.apps.directory.rules import NotYours
from fourfold.catalog import fulltext, put_listings, search
from fourfold.catalog.models import ListingTerm, ListingWords, PublishedListing
from fourfold.catalog.search import Where
from fourfold.catalog.shapes import ClearedListing
from fourfold.catalog.words import (
    Lexicon,
    Meaning,
    asked_words,
    distance,
    groups,
    halves,
    holds,
    indexed,
    lexicon,
    term,
    terms,
)
from fourfold.reference import active_pack
from tests.make import directory, people
from tests.make.people import NOW

TODAY = NOW.date()
AT = datetime(2030, 1, 7, 9, tzinfo=get_current_timezone())


@pytest.fixture
def cora(db):
    return people.viewer("Cora", "CURATOR", of="COUNCIL")


def cleared(name, **more):
    """Put a made-up service straight into the catalog; returns its id."""
    number = str(uuid4())
    owner = {"id": str(uuid4()), "name": more.pop("by", "Made-up Harbor")}
    service = {"id": number, "name": name, "organization": owner} | more
    put_listings.put(ClearedListing(service, owner, (), (), date(2031, 1, 1)), at=AT)
    return number


def kind(code, label):
    return {"attributes": [{"value": code, "label": label}]}


def found(typed, **more):
    return search.search(typed, pack=active_pack(), today=TODAY, **more)


def codes(typed, **more):
    return [each.code for each in found(typed, **more).hits]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("shelter", "beds"),
        ("a place to sleep tonight", "beds"),
        ("PLACE TO SLEEP", "beds"),
        ("lugar para dormir", "beds"),
        ("camas", "beds"),
        ("sheltr", "beds"),
        ("shleter", "beds"),
        ("lawyer", "counsel"),
        ("abogada", "counsel"),
        ("ABOGADO!!", "counsel"),
        ("abogdo", "counsel"),
        ("attorneys", "counsel"),
        ("orden de proteccion", "counsel"),
        ("orden de protección", "counsel"),
        ("Zwölf Brücken", "bridge"),
        ("zwolf brucke", "bridge"),
        ("żółw", "bridge"),
        ("I am 16 and need a bed", "beds"),
        ("brigde", "bridge"),
    ],
)
def test_what_people_type_finds_what_they_mean(db, typed, meant):
    names = {
        cleared("Rooms", **kind("SV26", "Shelter and services on a temporary basis")): "beds",
        cleared("Desk", **kind("SV05", "Legal assistance")): "counsel",
        cleared("Zwölf Brücken", description="A bridge of a żółw."): "bridge",
    }

    assert [names[each] for each in codes(typed)] == [meant]


def test_the_name_counts_more_than_the_kind_and_the_kind_more_than_the_words(db):
    words = cleared("Three", description="There is a shelter next door.")
    kinds = cleared("Two", **kind("SV03", "Housing"))
    name = cleared("Shelter one")

    answer = found("shelter")

    assert [each.code for each in answer.hits] == [name, kinds, words]
    assert [each.why for each in answer.hits] == [
        (("shelter", where),) for where in (Where.NAME, Where.KIND, Where.TEXT)
    ]


def test_a_slip_is_said_and_where_nothing_has_all_words_some_are_enough(db):
    both = cleared("Harbor lawyer")
    one = cleared("Harbor")

    assert found("habor").meant == (("habor", "harbor"),)
    assert codes("lawyer harbor") == [both]
    loose = found("harbor xylophone")
    assert loose.is_loose
    assert {each.code for each in loose.hits} == {both, one}
    assert found("the of a").is_empty
    assert not found("  ").is_empty
    assert codes("xylophone") == []


def test_a_common_word_means_a_kind_but_its_place_in_a_name_does_not(db):
    cleared("Shore House")
    beds = cleared("Rooms", description="A bed.", **kind("SV03", "Housing"))

    assert codes("place to sleep") == [beds]
    assert found("lugar para dormir").hits[0].why == (("lugar para dormir", Where.KIND),)
    named = cleared("Beds tonight", by="Made-up")
    assert found("albergue").hits[0].code == named
    assert found("albergue").hits[0].why == (("bed", Where.NAME),)


def test_only_areas_that_were_asked_for_or_that_nobody_told(db):
    here = cleared("Beds", service_areas=[{"name": "Norwich"}])
    state = cleared("Beds", service_areas=[{"name": "Connecticut"}])
    untold = cleared("Beds")
    cleared("Beds", service_areas=[{"name": "Stamford"}])

    assert set(codes("beds", areas=("Norwich", "Connecticut"))) == {here, state, untold}
    assert len(codes("beds")) == 4
    assert found("beds", most=3).is_more


def test_the_search_follows_each_change_and_forgets_with_the_listing(cora):
    number = directory.listed(cora, name="Quiet lighthouse")
    assert codes("lighthouse") == [number]

    said = directory.said(name="Loud windmill")
    listings.change(number, said=said, version=2, why="A new name.", by=cora, at=NOW)
    assert codes("lighthouse") == []
    assert codes("windmil") == [number]
    listings.withdraw(number, version=3, why="It closed.", by=cora, at=NOW)

    assert codes("windmill") == []
    assert not ListingWords.objects.exists()
    assert not ListingTerm.objects.exists()


def test_a_listing_that_nobody_checked_for_a_year_is_not_found(cora):
    directory.listed(cora, name="Windmill", on=date(TODAY.year - 2, 1, 1))

    assert codes("windmill") == []


def test_old_listings_that_fit_better_do_not_hide_those_that_are_shown(db):
    for _nth in range(5):
        cleared("Windmill windmill windmill")
    PublishedListing.objects.update(shown_until=date(2029, 1, 1))
    shown = cleared("Harbor", description="There is a windmill.")

    assert codes("windmill", most=1) == [shown]


def test_rebuilding_mends_what_somebody_broke_and_says_how_much(cora):
    number = directory.listed(cora, name="Windmill")
    directory.listed(cora, name="Lighthouse")
    ListingWords.objects.filter(name__contains="windmill").delete()
    ListingTerm.objects.all().delete()
    assert codes("windmill") == []

    with pytest.raises(NotYours):
        indexing.index(by=people.viewer("Tara", "TRAINER", of="COUNCIL"), at=NOW)
    assert indexing.index(by=cora, at=NOW) == 1
    assert indexing.index(by=cora, at=NOW) == 0
    assert codes("windmil") == [number]


# ---------------------------------------------------------------- always
LETTERS = st.text(max_size=40) | st.sampled_from(
    [
        "bed",
        "Beds",
        "camas",
        "abogado",
        "legal aid",
        "ı İ ß",
        "żółw",
        "中文",
        "٣٤",
        "x1y2",
        "'\"&|!",
    ]
)
TEXTS = st.lists(LETTERS, min_size=1, max_size=3)


@pytest.mark.slow
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(services=st.lists(TEXTS, min_size=1, max_size=4), typed=TEXTS)
@example(services=[["፩ ½ ²", "24h"]], typed=["24h ½"])
def test_each_engine_finds_what_a_plain_scan_finds(db, services, typed):
    PublishedListing.objects.all().delete()
    ListingTerm.objects.all().delete()
    every = {cleared(" ".join(each), description=each[-1]): each for each in services}
    question = [
        each.means for each in groups([(e, e) for e in terms(" ".join(typed))], lexicon=KNOWN)
    ]

    rows = fulltext.find(connection, question, today=TODAY, most=99) if question else []

    kept = {
        row.code: indexed(row.content).all
        for row in PublishedListing.objects.filter(kind="service")
    }
    scan = {code for code in every if question and all(holds(e, kept=kept[code]) for e in question)}
    assert {row[0] for row in rows} == scan


KNOWN: Lexicon = lexicon(
    [
        Meaning(("bed", "cama", "place to sleep"), ("house",), ("SV03",)),
        Meaning(("legal aid", "abogado"), (), ()),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
@example("'; DROP TABLE x; --" * 600)
@example('%_*\x00\U0001f6cf\ufe0f NEAR( NOT OR AND "')
def test_whatever_is_typed_becomes_a_few_plain_words(typed):
    asked = asked_words(typed)

    assert len(asked) <= 12
    assert all(each.isascii() and each.isalnum() and each == each.lower() for each in asked)
    assert "'" not in fulltext.asked_of("sqlite", [[(term(e),)] for e in asked])


@pytest.mark.slow
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    street=st.text("bcdfghjkvwxyz", min_size=7, max_size=12),
    city=st.text("bcdfghjkvwxyz", min_size=7, max_size=12),
)
def test_no_word_of_a_hidden_address_is_ever_found_or_kept(cora, street, city):
    PublishedListing.objects.all().delete()
    number = directory.shelter(cora, address=f"41 {street} Road\n{city} 00917")

    for typed in (street, city, f"{street} road", "00917"):
        assert number not in codes(typed)
    for kept in (*ListingWords.objects.values_list(), *ListingTerm.objects.values_list()):
        assert not {term(street), term(city), "00917"} & set(" ".join(map(str, kept)).split())


@given(st.text("abcde", min_size=4, max_size=9), st.data())
@settings(max_examples=100, deadline=None)
def test_one_slip_leaves_the_beginning_or_the_end_as_it_was(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    slip = data.draw(st.sampled_from(["swap", "drop", "twice", "wrong"]))
    typed = {
        "swap": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        "drop": word[:at] + word[at + 1 :],
        "twice": word[:at] + word[at] + word[at:],
        "wrong": word[:at] + "x" + word[at + 1 :],
    }[slip]

    assert distance(typed, word, most=2) <= 1
    if len(typed) >= 4:
        begins, ends = halves(typed)
        assert word.startswith(begins) or word.endswith(ends)

"""Choices are part of the one question: exact for more services than a page shows."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from fourfold.catalog import indexing, put_listings, search
from fourfold.catalog.choices import AGES, MINUTES, Only, cover, holding, languages_of, of_service
from fourfold.catalog.models import ListingWords, PublishedListing
from fourfold.catalog.shapes import ClearedListing
from fourfold.catalog.words import code_of, code_term
from fourfold.public.pages.finding import Asked, _is_for, look
from fourfold.public.pages.showing import is_open
from fourfold.reference import active_pack
from tests.make.people import NOW

HERE = ZoneInfo("America/New_York")
MONDAY = datetime(2029, 6, 4, tzinfo=UTC)
CLOCK = st.times().map(lambda at: at.strftime("%H:%M"))
WEEK = st.integers(0, 7 * 24 * 3600 - 1).map(lambda s: MONDAY + timedelta(seconds=s))


@given(st.integers(0, 127), st.integers(0, 127), st.integers(0, 126))
@example(0, 127, 126)
@example(5, 5, 5)
def test_a_point_is_in_a_span_just_when_one_of_its_terms_is(first, last, point):
    kept = list(cover(first, last, levels=AGES))

    assert bool(set(kept) & set(holding(point, levels=AGES))) == (first <= point < last)
    assert len(kept) <= 2 * AGES


@given(st.lists(st.tuples(st.sampled_from(["MO", "SU", "MO,WE,SU", ""]), CLOCK, CLOCK)), WEEK)
@example([("SU", "20:00", "06:00")], datetime(2029, 6, 4, 5, 59, 59, tzinfo=UTC))
@example([("SU", "00:00", "00:00")], datetime(2029, 6, 10, 23, 59, 59, tzinfo=UTC))
def test_open_now_by_terms_is_open_now_by_hours(lines, at):
    row = {"schedules": [{"byday": d, "opens_at": o, "closes_at": c} for d, o, c in lines]}
    terms = frozenset(of_service(row))

    assert Only(now=at).fits(terms) == is_open(row, at)
    assert len(terms) <= 60 * max(len(lines), 1) + 1


@given(st.none() | st.integers(0, 99), st.none() | st.integers(0, 99), st.integers(0, 99))
def test_an_age_by_terms_is_an_age_by_its_numbers(first, last, age):
    told = {"minimum_age": first, "maximum_age": last}
    row = {name: value for name, value in told.items() if value is not None}

    assert Only(age=age).fits(frozenset(of_service(row))) == _is_for(row, age)


@given(st.text(max_size=20))
def test_a_code_can_be_read_from_its_term(text):
    assert code_of(code_term("n", text)) == text
    assert languages_of([frozenset({code_term("n", f"spa:{text}")})]) == {"spa": text}


def service(nth):
    """Return one of 300 made-up services; every 50th is the rare one that somebody chooses."""
    rare = nth % 50 == 49
    number = str(UUID(int=nth + 1))
    row = {
        "id": number,
        "name": f"Harbor beds {nth:03}",
        "organization": {"id": number, "name": "Made-up Harbor"},
        "assured_date": "2030-01-01",
        "attributes": [{"value": "SV05" if rare else "SV26", "label": "Beds"}],
        "languages": [
            {"code": "pol", "name": "Polish"} if rare else {"code": "eng", "name": "English"}
        ],
        "service_areas": [{"name": "Norwich" if rare else "Connecticut"}],
    }
    if rare:
        row["schedules"] = [{"byday": "MO", "opens_at": "03:00", "closes_at": "05:00"}]
        at = {"addresses": [{"address_1": "1 Street", "city": "Groton", "postal_code": "1"}]}
        row["service_at_locations"] = [{"location": at}]
        row["minimum_age"] = 60
    else:
        row["maximum_age"] = 59
    return row


@pytest.fixture
def many(db):
    for nth in range(300):
        row = service(nth)
        put_listings.put(ClearedListing(row, row["organization"], (), (), date(2031, 1, 1)), at=NOW)


RARE = {str(UUID(int=nth + 1)) for nth in range(49, 300, 50)}
CHOICES = (
    {"kind": "SV05"},
    {"language": "pol"},
    {"is_now": True},
    {"age": 70},
    {"kind": "SV05", "language": "pol", "is_now": True, "age": 70, "town": "NORWICH"},
)


def test_of_more_than_a_page_every_choice_finds_all_and_only_what_fits(
    many, django_assert_max_num_queries
):
    now = timezone.localtime(NOW, HERE)
    assert is_open(service(49), now)
    for words in ("harbor beds", ""):
        for chosen in CHOICES:
            with django_assert_max_num_queries(8):
                page = look(Asked(words=words, **chosen), pack=active_pack(), now=now)
            assert {each.code for each in page.found} == RARE, (words, chosen)
            assert page.total == len(RARE)
        page = look(Asked(words=words), pack=active_pack(), now=now)
        assert (len(page.found), page.total, page.open_now) == (search.MOST, 300, 6)
        assert {each.value: each.count for each in page.kinds} == {
            "SV03": 294,  # a shelter is a part of housing
            "SV05": 6,
            "SV26": 294,
        }
        assert {each.words: each.count for each in page.languages} == {"English": 294, "Polish": 6}
        assert [(each.name, each.count) for each in page.map.points] == [("Groton", 6)]
        assert page.map.without == 294


def test_the_nearest_of_many_come_first_and_no_choice_counts_a_hidden_town(many):
    page = look(Asked(town="NORWICH"), pack=active_pack(), now=timezone.localtime(NOW, HERE))

    assert {each.code for each in page.found[:6]} == RARE
    assert page.found[0].miles is not None
    assert (len(page.found), page.total) == (search.MOST, 300)


def test_an_index_from_before_is_made_good_by_the_step_of_the_database(many):
    step = import_module("fourfold.catalog.migrations.0004_search_by_choices")
    ListingWords.objects.update(codes="")
    assert search.search("beds", pack=active_pack(), today=NOW.date(), only=Only(age=70)).hits == ()

    step.begin(apps, None)

    assert indexing.differing() == []
    answer = search.search("beds", pack=active_pack(), today=NOW.date(), only=Only(age=70))
    assert {each.code for each in answer.hits} == RARE
    assert connection.vendor in {"sqlite", "postgresql"}
    assert PublishedListing.objects.filter(kind="service").count() == 300
    assert MINUTES == 14

"""Matching services: what is unknown never fits, and the order is always the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold import reference
from fourfold.apps.cases.rules.matching import (
    Aspect,
    Fit,
    Point,
    Service,
    Wanted,
    distance,
    match,
    point_of,
    services_of,
)

ZZ = reference.load_pack("zz")
CODES = st.sampled_from(["NORTH", "SOUTH", "EAST"])
AGES = st.none() | st.integers(0, 40)
POINTS = st.builds(Point, st.floats(41, 42), st.floats(-73.7, -71.8))
SERVICES = st.builds(
    Service,
    organization=st.text("ABC", min_size=1, max_size=3),
    name=st.text("abc", min_size=1, max_size=4),
    kind=st.sampled_from(["SHELTER", "LEGAL"]),
    from_age=AGES,
    until_age=AGES,
    languages=st.none() | st.frozensets(st.sampled_from(["ENGLISH", "SPANISH"]), min_size=1),
    reach=st.sampled_from(["", "STATE", "LISTED"]),
    regions=st.frozensets(CODES),
    towns=st.frozensets(CODES),
    points=st.lists(POINTS, max_size=2).map(tuple),
    capacity=st.sampled_from(["", "FREE", "WAITING_LIST", "FULL"]),
)
WANTED = st.builds(
    Wanted,
    kind=st.just("SHELTER"),
    age=AGES,
    languages=st.none() | st.frozensets(st.sampled_from(["ENGLISH", "SPANISH"])),
    region=st.just("") | CODES,
    town=st.just("") | CODES,
    near=st.none() | POINTS,
)
MANY = st.lists(SERVICES, max_size=8)


@given(WANTED, MANY, st.randoms())
def test_the_order_they_come_in_does_not_matter(wanted, services, chance):
    shuffled = list(services)
    chance.shuffle(shuffled)
    names = [(each.service.organization, each.fits) for each in match(wanted, services).hits]
    again = [(each.service.organization, each.fits) for each in match(wanted, shuffled).hits]

    assert sorted(names, key=str) == sorted(again, key=str)
    ranks = [(len(e.unknown), e.service.capacity != "FREE") for e in match(wanted, services).hits]
    assert ranks == sorted(ranks)


@given(WANTED, MANY)
def test_each_service_of_the_kind_is_told_once_and_no_other(wanted, services):
    found = match(wanted, services)
    told = [each.service for each in (*found.hits, *found.misses)]

    assert len(told) == sum(each.kind == "SHELTER" for each in services)
    assert all(not each.against for each in found.hits)
    assert all(each.against for each in found.misses)
    for each in (*found.hits, *found.misses):
        assert {*each.in_favor, *each.unknown, *each.against} == set(Aspect)


@given(WANTED, SERVICES)
def test_what_is_unknown_never_fits(wanted, service):
    blank = Service("A", "a", "SHELTER")
    fits = match(wanted, [blank]).hits[0].fits

    assert set(fits.values()) == {Fit.UNKNOWN}
    of_nobody = match(Wanted("SHELTER"), [replace(service, kind="SHELTER", reach="")])
    (hit,) = (*of_nobody.hits, *of_nobody.misses)
    assert {hit.fits[each] for each in (Aspect.AGE, Aspect.PLACE, Aspect.LANGUAGE)} == {Fit.UNKNOWN}


@given(WANTED, SERVICES, st.sampled_from(["age", "languages", "town", "region"]))
def test_knowing_more_never_takes_a_no_back_but_to_a_yes(wanted, service, known):
    """A fact more may turn an unknown into yes or no; it turns no answer back into unknown."""
    less = replace(wanted, **{known: None if known in ("age", "languages") else ""})
    service = replace(service, kind="SHELTER")
    (before,) = [*match(less, [service]).hits, *match(less, [service]).misses]
    (after,) = [*match(wanted, [service]).hits, *match(wanted, [service]).misses]

    for aspect in Aspect:
        if before.fits[aspect] is Fit.YES:
            assert after.fits[aspect] is Fit.YES
        if after.fits[aspect] is Fit.UNKNOWN:
            assert before.fits[aspect] is Fit.UNKNOWN


@given(POINTS, POINTS, POINTS)
def test_a_distance_is_a_distance(here, there, between):
    assert distance(here, here) == 0
    assert distance(here, there) == pytest.approx(distance(there, here))
    way_round = distance(here, between) + distance(between, there)
    assert distance(here, there) <= way_round + 1e-6


def test_hartford_to_new_haven_is_some_34_miles():
    ct = reference.load_pack("ct")
    here, there = point_of("HARTFORD", pack=ct), point_of("NEW_HAVEN", pack=ct)

    assert distance(here, there) == pytest.approx(34, abs=2)


AGE_TABLE = [(11, Fit.NO), (12, Fit.YES), (17, Fit.YES), (18, Fit.NO), (None, Fit.UNKNOWN)]


@pytest.mark.parametrize(("age", "fit"), AGE_TABLE)
def test_the_last_age_is_excluded(age, fit):
    found = match(Wanted("SHELTER", age=age), services_of(ZZ))
    (hit,) = (*found.hits, *found.misses)

    assert hit.fits[Aspect.AGE] is fit


PLACES = [
    ("NORTH", "", Fit.YES),
    ("SOUTH", "", Fit.NO),
    ("", "", Fit.UNKNOWN),
]


@pytest.mark.parametrize(("region", "town", "fit"), PLACES)
def test_a_region_that_is_not_named_does_not_fit_and_an_unknown_one_may(region, town, fit):
    found = match(Wanted("SHELTER", region=region, town=town), services_of(ZZ))
    (hit,) = (*found.hits, *found.misses)

    assert hit.fits[Aspect.PLACE] is fit


def test_the_nearest_town_named_gives_the_distance():
    near = point_of("BRINEPORT", pack=ZZ)
    found = match(Wanted("COUNSELING", town="BRINEPORT", near=near), services_of(ZZ))

    assert found.hits[0].miles == 0
    assert found.hits[0].fits[Aspect.PLACE] is Fit.YES


def test_the_packs_own_rows_claim_nothing_their_source_does_not_say():
    for each in services_of(reference.load_pack("ct")):
        assert each.from_age is each.until_age is each.languages is None
        assert each.capacity == ""
        assert each.reach in ("", "STATE")

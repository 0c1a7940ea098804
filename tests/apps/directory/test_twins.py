"""Listings that may be one are suggested with reasons, made one, and parted again."""

import pytest

from fourfold.apps.directory.actions import listings
from fourfold.apps.directory.models import Listing, ListingMerge
from fourfold.apps.directory.queries import desk, twins
from fourfold.apps.directory.rules import ChangedMeanwhile, NoSuchListing, NotYours
from fourfold.apps.directory.rules.twins import Told
from fourfold.apps.directory.rules.twins import twins as alike
from fourfold.catalog import listings as catalog
from tests.make import directory
from tests.make.people import NOW

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("same_owner", "names", "phones", "kinds", "expected"),
    [
        (True, ("Beds for youth", "Beds for youths"), ("1", "2"), ("A", "A"), ("NAME",)),
        (True, ("Beds for youth", "Legal desk"), ("1", "1"), ("A", "A"), None),
        (True, ("Beds for youth", "Beds for youth"), ("1", "1"), ("A", "B"), None),
        (False, ("Beds for youth", "Beds for youth"), ("1", "2"), ("A", "A"), None),
        (False, ("Beds for youth", "Beds for youth"), ("1", "1"), ("A", "A"), ("NAME", "PHONE")),
        (False, ("Beds for youth", "Legal desk"), ("1", "1"), ("A", "A"), ("PHONE",)),
    ],
)
def test_two_listings_are_suggested_by_name_or_telephone(
    same_owner, names, phones, kinds, expected
):
    one, other = (
        Told(
            str(n),
            "O" if same_owner else str(n),
            names[n],
            frozenset(kinds[n]),
            frozenset(phones[n]),
        )
        for n in (0, 1)
    )
    assert [each.why for each in alike([other, one])] == ([expected] if expected else [])


@pytest.fixture
def two(cora):
    """Two checked listings of one organization; the second knows the cost."""
    owner = directory.organization()
    made = []
    for told in ({"name": "Beds for youth"}, {"name": "Beds for youths", "cost": "Free"}):
        number = listings.add(owner, said=directory.said(**told), by=cora, at=NOW)
        listings.check(number, on=TODAY, version=1, how="A call.", by=cora, at=NOW)
        made.append(number)
    return made


def merged(two, cora):
    kept, gone = two
    return listings.merge(kept, gone=gone, version=2, gone_version=2, by=cora, at=NOW)


@pytest.mark.django_db
def test_one_stays_filled_where_it_was_empty_and_undo_brings_both_back_as_they_were(two, cora):
    (pair,) = twins.pairs(viewer=cora)
    assert {pair.one.id, pair.other.id} == set(two)
    before = sorted(map(str, catalog.every("service", today=TODAY)))
    merge = merged(two, cora)
    (shown,) = catalog.every("service", today=TODAY)

    assert (shown["id"], shown["name"], shown["fees_description"]) == (
        two[0],
        "Beds for youth",
        "Free",
    )
    assert twins.pairs(viewer=cora) == []
    assert [each.may_undo for each in twins.merges(viewer=cora)] == [True]
    listings.part(merge, by=cora, at=NOW)
    assert sorted(map(str, catalog.every("service", today=TODAY))) == before
    assert len(twins.pairs(viewer=cora)) == 1
    listings.merge(two[0], gone=two[1], version=4, gone_version=4, by=cora, at=NOW)
    listings.restore(two[1], version=5, why="It is another.", by=cora, at=NOW)
    assert twins.merges(viewer=cora) == []
    assert listings.merge(two[0], gone=two[1], version=5, gone_version=6, by=cora, at=NOW)


@pytest.mark.django_db
def test_what_changed_since_a_merge_is_not_undone_over(two, cora):
    merge = merged(two, cora)
    listings.change(two[0], said=directory.said(cost="New"), version=3, why="x", by=cora, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        listings.part(merge, by=cora, at=NOW)

    said = desk.listing(two[0], viewer=cora, today=TODAY).said
    assert said.cost == "New"
    assert ListingMerge.objects.get().undone_at is None


@pytest.mark.django_db
def test_only_a_curator_merges_two_that_stand_and_are_as_the_page_showed_them(two, cora, tara):
    kept, gone = two
    with pytest.raises(NotYours):
        listings.merge(kept, gone=gone, version=2, gone_version=2, by=tara, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        listings.merge(kept, gone=gone, version=2, gone_version=1, by=cora, at=NOW)
    with pytest.raises(NoSuchListing):
        listings.merge(kept, gone=kept, version=2, gone_version=2, by=cora, at=NOW)

    assert set(Listing.objects.values_list("state", flat=True)) == {"LISTED"}


@pytest.mark.django_db
def test_the_page_merges_and_undoes(two, curating):
    at = "/desk/directory/duplicates/"
    assert b"the names are alike" in curating.get(at).content
    curating.post(f"{at}merge/", {"kept": f"{two[0]}:2", "gone": f"{two[1]}:2"})
    assert b"They are one now." in curating.get(at).content
    curating.post(f"{at}undo/", {"merge": ListingMerge.objects.get().id})
    assert b"They are two again" in curating.get(at).content
    assert curating.post(f"{at}merge/", {"kept": "x", "gone": "y:é"}).status_code == 404

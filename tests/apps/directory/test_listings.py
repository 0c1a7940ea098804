"""Listings are filled, checked, changed, withdrawn; a confidential address stands nowhere."""

import json
import logging
from datetime import timedelta

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fourfold import reference
from fourfold.apps.directory import access
from fourfold.apps.directory.actions import filling, listings, places
from fourfold.apps.directory.models import Listing, ListingChange, Organization, Place, PlaceAddress
from fourfold.apps.directory.queries import desk
from fourfold.apps.directory.rules import (
    ChangedMeanwhile,
    NoSuchListing,
    NotWhole,
    NotYours,
    TellsTheAddress,
)
from fourfold.apps.directory.rules.hsds import problems
from fourfold.apps.directory.states import Freshness, ListingState, MoveNotAllowed
from fourfold.catalog import listings as catalog
from fourfold.catalog.models import PublishedListing
from fourfold.security.models import AuditEvent
from tests.make import directory
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def page(number, viewer):
    return desk.listing(number, viewer=viewer, today=TODAY)


def public(today=TODAY):
    return catalog.every("service", today=today)


@pytest.mark.parametrize("pack", ["ct", "zz"])
def test_the_pack_fills_the_directory_once_and_every_listing_is_a_draft(pack, db):
    facts = reference.load_pack(pack)
    first = filling.fill(facts, by="set-up", at=NOW)
    again = filling.fill(facts, by="set-up", at=NOW)

    assert first.organizations == len(facts.organizations)
    assert first.listings == len(facts.rows("organization_services"))
    assert (again.organizations, again.listings) == (0, 0)
    assert set(Listing.objects.values_list("state", "assured_on")) == {("DRAFT", None)}
    assert public() == []


def test_what_a_curator_wrote_is_not_filled_over(cora):
    facts = reference.load_pack("ct")
    filling.fill(facts, by="set-up", at=NOW)
    one = Listing.objects.order_by("code").first()
    said = directory.said(name="What Cora wrote")
    listings.change(one.id, said=said, version=1, why="A call.", by=cora, at=NOW)
    filling.fill(facts, by="set-up", at=NOW)

    assert page(one.id, cora).said.name == "What Cora wrote"


def test_a_checked_listing_is_public_and_keeps_the_rules_of_the_format(cora):
    number = directory.listed(cora)
    listings.note_capacity(number, unit="beds", free=3, version=2, by=cora, at=NOW)
    (service,) = public()

    assert problems("service", row=service) == []
    assert service["id"] == number
    assert (service["minimum_age"], service["maximum_age"]) == (14, 17)
    assert service["schedules"][0]["byday"] == "MO,TU,WE,TH,FR"
    assert service["capacities"][0]["available"] == 3
    assert {each["code"] for each in service["languages"]} == {"eng", "spa"}
    assert [each["name"] for each in catalog.every("organization", today=TODAY)] == [
        "Made-up Harbor"
    ]


def test_a_change_says_each_field_before_and_after_and_reaches_the_public(cora):
    number = directory.listed(cora)
    listings.change(
        number,
        said=directory.said(name="Beds", cost="Free"),
        version=2,
        why="They called.",
        by=cora,
        at=NOW,
    )
    newest = desk.changes(number, viewer=cora)[0]

    assert set(newest.told) == {("name", "Beds for youth", "Beds"), ("cost", "", "Free")}
    assert (newest.by, newest.why) == ("Cora", "They called.")
    assert public()[0]["fees_description"] == "Free"


def test_of_two_editors_the_second_is_told_and_nothing_is_overwritten(cora):
    number = directory.listed(cora)
    with pytest.raises(ChangedMeanwhile):
        listings.change(
            number, said=directory.said(name="X"), version=1, why="Old page", by=cora, at=NOW
        )

    assert page(number, cora).said.name == "Beds for youth"


def test_a_withdrawn_listing_is_gone_at_once_and_comes_back_as_a_draft(cora):
    number = directory.listed(cora)
    listings.withdraw(number, version=2, why="It closed.", by=cora, at=NOW)
    assert not PublishedListing.objects.exists()
    with pytest.raises(MoveNotAllowed):
        listings.check(number, on=TODAY, version=3, how="A call", by=cora, at=NOW)
    listings.restore(number, version=3, why="It opened.", by=cora, at=NOW)

    assert page(number, cora).line.state is ListingState.DRAFT
    assert public() == []


def test_a_stale_listing_leaves_the_public_by_itself_with_its_organization(cora):
    directory.listed(cora)

    assert len(public(TODAY + timedelta(days=365))) == 1
    assert public(TODAY + timedelta(days=366)) == []
    assert catalog.every("organization", today=TODAY + timedelta(days=366)) == []


def test_the_list_finds_by_words_state_kind_and_what_is_to_be_checked(cora):
    number = directory.listed(cora, on=TODAY - timedelta(days=200))
    listings.add(directory.organization("Other"), said=directory.said(kinds=()), by=cora, at=NOW)

    def found(*words, **how):
        lines = desk.listings(*words, viewer=cora, today=TODAY, **how).lines
        return [each.id for each in lines]

    assert len(found()) == 2
    assert found("harbor BEDS") == found(kind="SV26") == found(state="LISTED", due=True) == [number]
    assert found("%") == []
    assert desk.due(viewer=cora, today=TODAY) == 1
    assert page(number, cora).line.freshness is Freshness.FADED


def test_nobody_but_a_curator_reads_or_writes(cora, tara):
    number = directory.shelter(cora)

    assert desk.listings(viewer=tara, today=TODAY).all == 0
    with pytest.raises(NoSuchListing):
        page(number, tara)
    with pytest.raises(NotYours):
        listings.withdraw(number, version=3, why="x", by=tara, at=NOW)
    with pytest.raises(NotYours):
        places.show_address(number, why="x", by=tara)
    assert not access.addresses("the house").exists()


@settings(max_examples=3, suppress_health_check=list(HealthCheck), deadline=None)
@given(street=st.from_regex(r"[1-9][0-9]{2} [A-Z][a-z]{6,9} Street", fullmatch=True))
def test_a_confidential_address_stands_in_no_table_no_public_row_and_no_log(
    cora, curating, street, caplog
):
    with transaction.atomic(), caplog.at_level(logging.DEBUG):
        number = directory.shelter(cora, address=f"{street}\n09917")
        listings.change(
            number, said=directory.said(cost="Free"), version=3, why="A call", by=cora, at=NOW
        )
        told = json.dumps([public(), catalog.every("service_at_location", today=TODAY)])
        rows = [
            serializers.serialize("json", model.objects.all())
            for model in (Listing, ListingChange, Organization, Place, PublishedListing)
        ]
        rows.append(repr(list(AuditEvent.objects.values())))
        with connection.cursor() as cursor:
            cursor.execute("SELECT address FROM directory_placeaddress")
            rows.append(repr([bytes(each) for (each,) in cursor.fetchall()]))
        for path in (
            f"/desk/directory/{number}/",
            "/desk/directory/",
            f"/desk/directory/{number}/change/",
        ):
            answer = curating.get(path)
            assert answer.status_code == 200
            rows.append(answer.content.decode())
        every = "\n".join([told, *rows, caplog.text])

        assert "Confidential address. Area: Southwest." in told
        assert '"addresses"' not in told
        assert street not in every
        assert "09917" not in every
        assert places.show_address(number, why="A ride", by=cora).startswith(street)
        transaction.set_rollback(True)


def test_the_database_refuses_a_confidential_place_with_open_words(cora):
    directory.shelter(cora)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.update(street=directory.STREET)


def test_words_that_tell_the_hidden_address_are_refused_and_nothing_changes(cora):
    number = directory.shelter(cora)
    with pytest.raises(TellsTheAddress):
        listings.change(
            number,
            said=directory.said(description="Ring at 417 Hidden Hollow Rd"),
            version=3,
            why="x",
            by=cora,
            at=NOW,
        )

    assert page(number, cora).said.description == ""


def test_a_place_that_becomes_confidential_leaves_no_address_in_public(cora):
    number = directory.listed(cora)
    where = places.PlaceSaid(
        is_confidential=False, street=directory.STREET, town="ANDOVER", postal_code=directory.ZIP
    )
    places.set_place(number, place=where, version=2, by=cora, at=NOW)
    assert directory.STREET in json.dumps(public())
    hidden = places.PlaceSaid(is_confidential=True, region="REGION_1", address=directory.SECRET)
    places.set_place(number, place=hidden, version=3, by=cora, at=NOW)

    rows = serializers.serialize("json", [*PublishedListing.objects.all(), *Place.objects.all()])
    assert directory.STREET not in rows
    assert directory.ZIP not in rows


def test_an_address_is_shown_with_a_reason_only_and_the_log_says_so(cora):
    number = directory.shelter(cora)
    with pytest.raises(NotWhole):
        places.show_address(number, why=" ", by=cora)
    places.show_address(number, why="Somebody needs a ride", by=cora)

    assert AuditEvent.objects.filter(event="PLACE_ADDRESS_SHOWN", by=cora.account).count() == 1
    assert desk.changes(number, viewer=cora)[0].why == "Somebody needs a ride"


def test_the_period_of_an_address_begins_when_its_listing_is_withdrawn(cora):
    number = directory.shelter(cora)
    listings.withdraw(number, version=3, why="It closed.", by=cora, at=NOW)
    assert PlaceAddress.objects.get().ended_at == NOW
    listings.restore(number, version=4, why="It opened.", by=cora, at=NOW)
    assert PlaceAddress.objects.get().ended_at is None


def test_pages_add_change_check_and_withdraw_and_keep_what_was_typed(curating):
    client = curating
    owner = directory.organization()
    typed = {"organization": owner, "name": "Walk-in", "kinds": ["SV26"], "hours": "whenever"}
    refused = client.post("/desk/directory/new/", typed)
    assert refused.status_code == 422
    assert b"whenever" in refused.content
    made = client.post("/desk/directory/new/", typed | {"hours": "Daily 00:00-24:00"})
    at = made.headers["Location"]
    day = {"on_month": TODAY.month, "on_day": TODAY.day, "on_year": TODAY.year}
    client.post(f"{at}check/", day | {"version": 1, "how": "A call"})
    stale = client.post(f"{at}withdraw/", {"version": 1, "why": "It closed."})
    assert stale.status_code == 422
    assert b"It closed." in stale.content

    assert b"Everyone sees this listing." in client.get(at).content
    assert [each["name"] for each in public()] == ["Walk-in"]

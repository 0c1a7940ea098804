"""Where a service is given is noted; a confidential address is sealed, and shown with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fourfold.apps.directory import access
from fourfold.apps.directory.models import Listing, ListingChange, ListingPlace, Place, PlaceAddress
from fourfold.apps.directory.queries.hsds import cleared
from fourfold.apps.directory.queries.said import said_of
from fourfold.apps.directory.rules import ChangedMeanwhile, NoSuchListing, NotWhole
from fourfold.apps.directory.rules.telling import check_tells_no_address
from fourfold.apps.directory.states import ListingState
from fourfold.catalog import put_listings
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.keys import new_person


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """
    What is said of a place. address: of a confidential one, "" leaves the sealed one as it is.

    A confidential place has a region and no other open word.
    """

    is_confidential: bool
    name: str = ""
    street: str = ""
    town: str = ""
    postal_code: str = ""
    region: str = ""
    address: str = ""


@transaction.atomic
def set_place(listing: str, *, place: PlaceSaid, version: int, by: Viewer, at: datetime) -> None:
    """
    Say where a listing is offered, in the place of what was said before.

    :raises NotYours, NoSuchListing, NotWhole, ChangedMeanwhile, TellsTheAddress:
    """
    held = access.hold(listing, by=by)
    if held.version != version:
        raise ChangedMeanwhile("Somebody changed this listing since you opened the page.")
    _check(place)
    at_place = held.at_places.select_related("place").first()
    found = at_place.place if at_place else Place(organization_id=held.organization_id)
    if at_place and found.offers.exclude(listing=held).exists():  # another listing is there, too
        held.at_places.all().delete()
        found, at_place = Place(organization_id=held.organization_id), None
    before = PlaceAddress.objects.filter(place=found).first() if at_place else None
    if place.is_confidential and not place.address and before is None:
        raise NotWhole("Give the address. It is sealed, and only its area is told.")
    kept = before.address if before and place.is_confidential else None
    address = place.address or kept or ""
    if place.is_confidential:
        check_tells_no_address(said_of(held, viewer=by).open_words, address=address)
        place = PlaceSaid(is_confidential=True, region=place.region, address=place.address)
    for name in ("is_confidential", "name", "street", "town", "postal_code", "region"):
        setattr(found, name, getattr(place, name))
    found.save()
    if at_place is None:
        ListingPlace.objects.create(listing=held, place=found)
    _seal(found, before, place, by=by, at=at)
    held.version += 1
    held.changed_at = at
    held.save(update_fields=["version", "changed_at"])
    if held.state == ListingState.LISTED.value:
        fresh = Listing.objects.select_related("organization").get(pk=held.pk)
        put_listings.put(cleared(fresh, viewer=by), at=at)
    kind = "confidential" if place.is_confidential else "open"
    ListingChange.objects.create(
        listing=held, at=at, by=by.account, why="", told={"place": ["", kind]}
    )
    audit.record(
        Event.PLACE_SET, by=by.account, subject=f"listing:{held.id}", at=at, facts={"place": kind}
    )


@transaction.atomic
def show_address(listing: str, *, why: str, by: Viewer) -> str:
    """
    Open the address of a confidential place, once, with a reason; the log says who looked.

    :raises NotYours, NoSuchListing: :raises NotWhole: without a reason.
    """
    held = access.hold(listing, by=by)
    if not why.strip():
        raise NotWhole("Say why you need the address. The log keeps that you looked.")
    found = access.addresses(by).filter(place__offers__listing=held).first()
    if found is None or not found.address:
        raise NoSuchListing("No confidential address is kept for this listing.")
    ListingChange.objects.create(
        listing=held,
        at=by.at,
        by=by.account,
        why=why.strip()[:300],
        told={"address": ["", "shown"]},
    )
    audit.record(Event.PLACE_ADDRESS_SHOWN, by=by.account, subject=f"listing:{held.id}", at=by.at)
    return str(found.address)


def _check(place: PlaceSaid) -> None:
    pack = active_pack()
    wrong = []
    if place.town and place.town not in {each.code for each in pack.towns}:
        wrong.append("Choose a town of the list.")
    if place.region and place.region not in {each.code for each in pack.regions}:
        wrong.append("Choose a region of the list.")
    if place.is_confidential and not place.region:
        wrong.append("Choose the region: it is all that people are told.")
    if place.is_confidential and (place.street or place.postal_code):
        wrong.append("Write a confidential address in its own box, not as street or ZIP code.")
    if not place.is_confidential and not (place.street and place.town):
        wrong.append("Give the street and the town.")
    if wrong:
        raise NotWhole(" ".join(wrong))


def _seal(
    found: Place, before: PlaceAddress | None, place: PlaceSaid, *, by: Viewer, at: datetime
) -> None:
    if not place.is_confidential:
        if before is not None:  # it is open now, so nothing of it needs hiding
            before.delete()
        return
    if before is None:
        before = PlaceAddress(place=found, whose=new_person(agency=by.agency))
    if place.address:
        before.address = place.address
        before.ended_at = None
        before.save()

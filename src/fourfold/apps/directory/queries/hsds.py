"""A listing as the exchange format says it, ready to be cleared."""

from __future__ import annotations

from fourfold.apps.directory import access
from fourfold.apps.directory.models import Listing, Place
from fourfold.apps.directory.queries.said import said_of
from fourfold.apps.directory.rules import hsds
from fourfold.apps.directory.rules.freshness import shown_until
from fourfold.apps.directory.states import Reach
from fourfold.catalog.shapes import ClearedListing
from fourfold.reference import active_pack


def cleared(found: Listing, *, viewer: access.Who) -> ClearedListing:
    """Return what everyone may know of a listing that was checked. It reads no sealed address."""
    if found.assured_on is None:
        raise ValueError("Only a listing that was checked is cleared.")
    said = said_of(found, viewer=viewer)
    pack = active_pack()
    kinds = {row["code"]: row["name"] for row in pack.rows("service_types")}
    regions = {each.code: each.name for each in pack.regions}
    towns = {each.code: each.name for each in pack.towns}
    areas = [(each, regions[each]) for each in said.regions if each in regions]
    areas += [(each, towns[each]) for each in said.towns if each in towns]
    if said.reach == Reach.STATE:
        areas = [("STATE", pack.name)]
    own = found.organization
    organization = hsds.organization(
        own.id,
        name=own.name,
        other_name=own.other_name,
        about=own.about,
        website=own.website,
        email=own.email,
    )
    phones = sorted(found.phones.all(), key=lambda each: each.nth)
    hours = sorted(found.hours.all(), key=lambda each: each.nth)
    capacity = None
    if found.capacity_free is not None and found.capacity_at is not None:
        capacity = (found.capacity_unit, found.capacity_free, found.capacity_at)
    told = hsds.Told(
        id=found.id,
        organization=organization,
        name=said.name,
        description=said.description,
        url=said.url,
        email=said.email,
        from_age=said.from_age,
        until_age=said.until_age,
        eligibility=said.eligibility,
        cost=said.cost,
        accessibility=said.accessibility,
        assured_on=found.assured_on,
        changed_at=found.changed_at,
        kinds=tuple((each, kinds.get(each, each)) for each in said.kinds),
        languages=said.languages,
        areas=tuple(areas),
        phones=tuple((each.number, each.what) for each in phones),
        hours=tuple((each.rule, each.opens_at, each.closes_at) for each in hours),
        capacity=capacity,
        places=tuple(
            _place(each.place, each.id, towns, regions, pack.code.upper())
            for each in found.at_places.select_related("place").order_by("id")
        ),
    )
    service = hsds.service(told)
    return ClearedListing(
        service=service,
        organization=organization,
        at_locations=tuple(service.get("service_at_locations", ())),
        terms=said.kinds,
        shown_until=shown_until(found.assured_on),
    )


def _place(
    place: Place, at: str, towns: dict[str, str], regions: dict[str, str], state: str
) -> hsds.PlaceTold:
    return hsds.PlaceTold(
        id=place.id,
        at=at,
        name=place.name,
        is_confidential=place.is_confidential,
        street=place.street,
        city=towns.get(place.town, ""),
        postal_code=place.postal_code,
        state=state,
        area=regions.get(place.region, ""),
    )

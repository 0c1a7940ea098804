"""What curators see: the list with its filters, one listing, and its story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from fourfold.apps.directory import access
from fourfold.apps.directory.models import Listing, ListingCode, PlaceAddress
from fourfold.apps.directory.queries.said import said_of
from fourfold.apps.directory.rules import NoSuchListing
from fourfold.apps.directory.rules.freshness import ASK_AFTER, freshness, is_public
from fourfold.apps.directory.rules.said import Said
from fourfold.apps.directory.states import CodeKind, Freshness, ListingState
from fourfold.reference import active_pack

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A listing in the list."""

    id: str
    name: str
    organization: str
    kinds: tuple[str, ...]
    state: ListingState
    freshness: Freshness
    assured_on: date | None
    is_public: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the list. all: how many fit; due: how many listed ones are to be asked again."""

    lines: tuple[Line, ...]
    all: int
    pages: int


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """Where it is, as far as it is no secret; has_address: one is sealed."""

    is_confidential: bool
    street: str
    town: str
    town_name: str
    postal_code: str
    region: str
    region_name: str
    name: str
    has_address: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One listing with all that curators may know."""

    line: Line
    said: Said
    source: str
    version: int
    capacity: tuple[str, int, datetime] | None
    unit: str
    place: PlaceLine | None
    mailbox: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change: field, before, after."""

    at: datetime
    by: str
    why: str
    told: tuple[tuple[str, str, str], ...]


def listings(
    words: str = "",
    *,
    viewer: access.Who,
    today: date,
    state: str = "",
    kind: str = "",
    due: bool = False,
    number: int = 1,
) -> Found:
    """Return the listings that fit, by organization and name. due: to be asked again, or never."""
    found = access.listings(viewer).select_related("organization").prefetch_related("codes")
    for each in words.split()[:8]:
        found = found.filter(
            Q(name__icontains=each)
            | Q(description__icontains=each)
            | Q(organization__name__icontains=each)
            | Q(organization__other_name__icontains=each)
        )
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(
            Exists(
                ListingCode.objects.filter(
                    listing=OuterRef("pk"), kind=CodeKind.SERVICE_TYPE.value, code=kind
                )
            )
        )
    if due:
        last = date.fromordinal(today.toordinal() - ASK_AFTER)
        found = found.filter(Q(assured_on=None) | Q(assured_on__lt=last)).exclude(
            state=ListingState.WITHDRAWN.value
        )
    count = found.count()
    rows = found.order_by("organization__name", "name", "id")[(number - 1) * PAGE : number * PAGE]
    return Found(tuple(_line(each, today=today) for each in rows), count, -(-count // PAGE))


def listing(number: str, *, viewer: access.Who, today: date) -> Page:
    """Return one listing. It opens no sealed address. :raises NoSuchListing:"""
    found = (
        access.listings(viewer)
        .select_related("organization")
        .prefetch_related("codes", "phones", "hours")
        .filter(pk=number)
        .first()
    )
    if found is None:
        raise NoSuchListing("There is no such listing.")
    capacity = None
    if found.capacity_free is not None and found.capacity_at is not None:
        capacity = (found.capacity_unit, found.capacity_free, found.capacity_at)
    return Page(
        _line(found, today=today),
        said_of(found, viewer=viewer),
        found.source,
        found.version,
        capacity,
        found.capacity_unit,
        _place(found),
        found.email or found.organization.email,
    )


def changes(number: str, *, viewer: access.Who) -> list[Change]:
    """Return the story of a listing, the newest first."""
    own = access.listings(viewer).filter(pk=number).first()
    rows = list(own.changes.order_by("-at", "-id")) if own else []
    names = access.names({each.by for each in rows})
    return [
        Change(
            each.at,
            names.get(each.by, each.by),
            each.why,
            tuple((name, old, new) for name, (old, new) in each.told.items()),
        )
        for each in rows
    ]


def organizations(*, viewer: access.Who) -> list[tuple[str, str]]:
    """Return the organizations a listing may be of: id and name."""
    return list(access.organizations(viewer).order_by("name").values_list("id", "name"))


def due(*, viewer: access.Who, today: date) -> int:
    """Count the listed ones whose last check is too old."""
    last = date.fromordinal(today.toordinal() - ASK_AFTER)
    return (
        access.listings(viewer).filter(state=ListingState.LISTED.value, assured_on__lt=last).count()
    )


def _line(found: Listing, *, today: date) -> Line:
    names = {row["code"]: row["name"] for row in active_pack().rows("service_types")}
    kinds = sorted(e.code for e in found.codes.all() if e.kind == CodeKind.SERVICE_TYPE.value)
    state = ListingState(found.state)
    return Line(
        found.id,
        found.name,
        found.organization.name,
        tuple(names.get(each, each) for each in kinds),
        state,
        freshness(found.assured_on, today=today),
        found.assured_on,
        is_public(state, found.assured_on, today=today),
    )


def _place(found: Listing) -> PlaceLine | None:
    at = found.at_places.select_related("place").first()
    if at is None:
        return None
    pack, place = active_pack(), at.place
    towns = {each.code: each.name for each in pack.towns}
    regions = {each.code: each.name for each in pack.regions}
    return PlaceLine(
        place.is_confidential,
        place.street,
        place.town,
        towns.get(place.town, ""),
        place.postal_code,
        place.region,
        regions.get(place.region, ""),
        place.name,
        PlaceAddress.objects.filter(place=place).exists(),
    )

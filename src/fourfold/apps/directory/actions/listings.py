"""Listings are written; each change says who, why, and what each field said before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fourfold.apps.directory import access
from fourfold.apps.directory.models import (
    Listing,
    ListingChange,
    ListingCode,
    ListingHours,
    ListingMerge,
    ListingPhone,
    PlaceAddress,
)
from fourfold.apps.directory.queries.hsds import cleared
from fourfold.apps.directory.queries.said import known, said_of
from fourfold.apps.directory.rules import ChangedMeanwhile, NoSuchListing, NotWhole
from fourfold.apps.directory.rules.hours import read_hours
from fourfold.apps.directory.rules.said import CODES, COLUMNS, Said, check_said, differences
from fourfold.apps.directory.rules.telling import check_tells_no_address
from fourfold.apps.directory.states import ListingState, check_move
from fourfold.catalog import put_listings
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def add(organization: str, *, said: Said, by: access.Who, at: datetime) -> str:
    """
    Add a draft of a listing; returns its id. organization: its id.

    :raises NotYours, NoSuchListing: :raises NotWhole: with all that is wrong at once.
    """
    access.check_curates(by)
    if not access.organizations(by).filter(pk=organization).exists():
        raise NoSuchListing("There is no such organization in the directory.")
    check_said(said, known=known(viewer=by))
    made = Listing.objects.create(
        organization_id=organization,
        name=said.name,
        made_at=at,
        made_by=access.name_of(by),
        changed_at=at,
    )
    _write(made, said)
    made.save()
    _record(Event.LISTING_ADDED, made, why="", told={}, by=by, at=at)
    return made.id


@transaction.atomic
def change(
    listing: str, *, said: Said, version: int, why: str, by: access.Who, at: datetime
) -> None:
    """
    Change what a listing says; one that everyone sees changes there, too.

    :raises NotYours, NoSuchListing, NotWhole, ChangedMeanwhile, TellsTheAddress:
    """
    held = _held(listing, version=version, by=by)
    check_said(said, known=known(viewer=by))
    told = differences(said_of(held, viewer=by), after=said)
    if not told:
        raise NotWhole("Nothing is different from what it says already.")
    if not why.strip():
        raise NotWhole("Say in a few words why it changes.")
    _check_silent(held, said)
    _write(held, said)
    _step(held, at=at)
    _publish(held, by=by)
    _record(Event.LISTING_CHANGED, held, why=why, told=told, by=by, at=at)


@transaction.atomic
def check(listing: str, *, on: date, version: int, how: str, by: access.Who, at: datetime) -> None:
    """
    Say that a listing was checked with its organization on a day; then everyone sees it.

    :raises NotYours, NoSuchListing, NotWhole, ChangedMeanwhile, MoveNotAllowed, TellsTheAddress:
    """
    held = _held(listing, version=version, by=by)
    if on > timezone.localdate(at):
        raise NotWhole("This day is still to come.")
    if held.assured_on and on < held.assured_on:
        raise NotWhole(f"It was checked later than that already, on {held.assured_on:%B %-d, %Y}.")
    if not how.strip():
        raise NotWhole("Say how it was checked: a call, a visit, a letter.")
    said = said_of(held, viewer=by)
    if not said.kinds:
        raise NotWhole("Say which kind of help it is before everyone sees it.")
    now = ListingState(held.state)
    if now is not ListingState.LISTED:
        check_move(now, ListingState.LISTED)
    _check_silent(held, said)
    told = {
        "state": (held.state, ListingState.LISTED.value),
        "assured_on": (_day(held.assured_on), on.isoformat()),
    }
    held.state, held.assured_on = ListingState.LISTED.value, on
    _step(held, at=at)
    _publish(held, by=by)
    _record(Event.LISTING_CHECKED, held, why=how, told=told, by=by, at=at)


@transaction.atomic
def withdraw(listing: str, *, version: int, why: str, by: access.Who, at: datetime) -> None:
    """Take a listing out of everyone's sight at once. :raises as `check`:"""
    held = _held(listing, version=version, by=by)
    _move(held, ListingState.WITHDRAWN, Event.LISTING_WITHDRAWN, why=why, by=by, at=at)
    _addresses_end(held, at)


@transaction.atomic
def restore(listing: str, *, version: int, why: str, by: access.Who, at: datetime) -> None:
    """Make a withdrawn listing a draft again; somebody checks it before all see it."""
    held = _held(listing, version=version, by=by)
    _addresses_end(held, None)
    _move(held, ListingState.DRAFT, Event.LISTING_RESTORED, why=why, by=by, at=at)


@transaction.atomic
def note_capacity(
    listing: str, *, unit: str, free: int | None, version: int, by: access.Who, at: datetime
) -> None:
    """
    Note how many of a unit are free now; None: not known any more.

    :raises NotYours, NoSuchListing, NotWhole, ChangedMeanwhile:
    """
    held = _held(listing, version=version, by=by)
    if free is not None and not unit.strip():
        raise NotWhole("Say what is counted, such as beds.")
    before = "" if held.capacity_free is None else f"{held.capacity_free} {held.capacity_unit}"
    held.capacity_unit = unit.strip()
    held.capacity_free, held.capacity_at = free, None if free is None else at
    told = {"capacity": (before, "" if free is None else f"{free} {unit.strip()}")}
    _step(held, at=at)
    _publish(held, by=by)
    _record(Event.LISTING_CAPACITY, held, why="", told=told, by=by, at=at)


@transaction.atomic
def merge(
    kept: str, *, gone: str, version: int, gone_version: int, by: access.Who, at: datetime
) -> str:
    """
    Make two listings one: `kept` is filled where it is empty, `gone` is withdrawn. Returns its id.

    :raises NotYours, NoSuchListing, ChangedMeanwhile, TellsTheAddress:
    """
    if kept == gone:
        raise NoSuchListing("Choose two listings.")
    first, second = sorted((kept, gone))  # always in this order, so that two never wait in a ring
    held = {each: access.hold(each, by=by) for each in (first, second)}
    stays, goes = held[kept], held[gone]
    if (stays.version, goes.version) != (version, gone_version):
        raise ChangedMeanwhile("Somebody changed one of them since you opened the page.")
    if ListingState.WITHDRAWN.value in (stays.state, goes.state):
        raise NoSuchListing("One of them is withdrawn already.")
    before, other = said_of(stays, viewer=by), said_of(goes, viewer=by)
    names = (field.name for field in fields(Said) if field.name in FILLED)
    taken = [each for each in names if not getattr(before, each) and getattr(other, each)]
    after = replace(before, **{each: getattr(other, each) for each in taken})
    _check_silent(stays, after)
    _write(stays, after)
    _step(stays, at=at)
    _publish(stays, by=by)
    ListingMerge.objects.filter(gone=goes, undone_at=None).update(undone_at=at)
    made = ListingMerge.objects.create(
        kept=stays,
        gone=goes,
        taken=taken,
        gone_state=goes.state,
        version=stays.version,
        at=at,
        by=access.name_of(by),
    )
    goes.state = ListingState.WITHDRAWN.value
    _step(goes, at=at)
    _publish(goes, by=by)
    _addresses_end(goes, at)
    told = dict(differences(before, after=after)) | {"merged": ("", goes.name)}
    _record(Event.LISTINGS_MERGED, stays, why="", told=told, by=by, at=at)
    return made.id


@transaction.atomic
def part(merge: str, *, by: access.Who, at: datetime) -> None:
    """
    Undo a merge: both are as they were before.

    :raises NotYours, NoSuchListing: :raises ChangedMeanwhile: if one was changed since.
    """
    access.check_curates(by)
    found = ListingMerge.objects.select_for_update().filter(pk=merge, undone_at=None).first()
    if found is None:
        raise NoSuchListing("There is no such merge.")
    held = {each: access.hold(each, by=by) for each in sorted((found.kept_id, found.gone_id))}
    stays, goes = held[found.kept_id], held[found.gone_id]
    if stays.version != found.version or goes.state != ListingState.WITHDRAWN.value:
        raise ChangedMeanwhile("One of them changed since. Bring the other back on its own page.")
    before, empty = said_of(stays, viewer=by), Said(name="")
    after = replace(before, **{each: getattr(empty, each) for each in found.taken})
    _write(stays, after)
    _step(stays, at=at)
    _publish(stays, by=by)
    _addresses_end(goes, None)
    goes.state = found.gone_state
    _step(goes, at=at)
    _publish(goes, by=by)
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    told = dict(differences(before, after=after)) | {"merged": (goes.name, "")}
    _record(Event.LISTINGS_PARTED, stays, why="", told=told, by=by, at=at)


FILLED = {"description", "url", "email", "phones", "hours", "eligibility", "cost", "accessibility"}
"""What a merge takes over where it is empty; who is served and where, a curator decides."""


def _held(listing: str, *, version: int, by: access.Who) -> Listing:
    held = access.hold(listing, by=by)
    if held.version != version:
        raise ChangedMeanwhile(
            "Somebody changed this listing since you opened the page. Look at what it says now, "
            "and change it again."
        )
    return held


def _move(
    held: Listing, to: ListingState, event: Event, *, why: str, by: access.Who, at: datetime
) -> None:
    check_move(ListingState(held.state), to)
    if not why.strip():
        raise NotWhole("Say in a few words why.")
    told = {"state": (held.state, to.value)}
    held.state = to.value
    _step(held, at=at)
    _publish(held, by=by)
    _record(event, held, why=why, told=told, by=by, at=at)


def _write(held: Listing, said: Said) -> None:
    for name in COLUMNS:
        setattr(held, name, getattr(said, name))
    for rows in (held.codes, held.phones, held.hours):
        rows.all().delete()
    ListingCode.objects.bulk_create(
        ListingCode(listing=held, kind=kind.value, code=code)
        for name, kind in CODES.items()
        for code in sorted(set(getattr(said, name)))
    )
    lines = [each.strip() for each in said.phones.splitlines() if each.strip()]
    ListingPhone.objects.bulk_create(
        ListingPhone(
            listing=held,
            nth=nth,
            number=line.partition(",")[0],
            what=line.partition(",")[2].strip(),
        )
        for nth, line in enumerate(lines)
    )
    ListingHours.objects.bulk_create(
        ListingHours(
            listing=held, nth=nth, rule=each.rule, opens_at=each.opens, closes_at=each.closes
        )
        for nth, each in enumerate(read_hours(said.hours))
    )


def _check_silent(held: Listing, said: Said) -> None:
    for each in PlaceAddress.objects.filter(place__offers__listing=held):
        check_tells_no_address(said.open_words, address=each.address or "")


def _addresses_end(held: Listing, at: datetime | None) -> None:
    """Start the period of addresses where nothing else is offered, or stop it again."""
    for each in PlaceAddress.objects.filter(place__offers__listing=held):
        others = each.place.offers.exclude(listing=held)
        if at and others.exclude(listing__state=ListingState.WITHDRAWN.value).exists():
            continue
        PlaceAddress.objects.filter(pk=each.pk).update(ended_at=at)


def _step(held: Listing, *, at: datetime) -> None:
    held.version += 1
    held.changed_at = at
    held.save()


def _publish(held: Listing, *, by: access.Who) -> None:
    """Let the catalog say what holds now: a listed one stands there, any other does not."""
    if held.state == ListingState.LISTED.value:
        fresh = Listing.objects.select_related("organization").get(pk=held.pk)
        put_listings.put(cleared(fresh, viewer=by), at=held.changed_at)
    else:
        put_listings.take(held.id)


def _record(
    event: Event,
    held: Listing,
    *,
    why: str,
    told: Mapping[str, tuple[str, str]],
    by: access.Who,
    at: datetime,
) -> None:
    ListingChange.objects.create(
        listing=held, at=at, by=access.name_of(by), why=why.strip()[:300], told=dict(told)
    )
    audit.record(event, by=access.name_of(by), subject=f"listing:{held.id}", at=at)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""

"""What the search knows of cleared services is kept true; only `put_listings` calls this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction

from fourfold.catalog import choices, fulltext
from fourfold.catalog.models import ListingTerm, ListingWords, PublishedListing
from fourfold.catalog.words import indexed, slips

LONGEST = 60
"""Longer words are no words."""


def words_of(row: PublishedListing) -> ListingWords:
    """Return what is searched of a service's row."""
    kept = indexed(row.content)
    return ListingWords(
        listing=row, name=kept.name, kinds=kept.kinds, rest=kept.rest, codes=codes_of(row.content)
    )


def codes_of(service: Mapping[str, Any]) -> str:
    """Return the codes a service is chosen by: areas, languages, ages, hours, towns."""
    own = dict.fromkeys(choices.of_service(service))
    return " ".join((indexed(service).codes, *own))


def forget(service: str) -> set[str]:
    """Take a service out of the search; returns the terms it had."""
    rows = ListingWords.objects.filter(listing__kind="service", listing__service=service)
    had = {each for row in rows for each in _terms(row)}
    rows.delete()
    return had


def keep(rows: Iterable[PublishedListing], *, had: Iterable[str] = ()) -> None:
    """Put services into the search. had: terms of what stood there, which may be unused now."""
    made = [words_of(each) for each in rows]
    ListingWords.objects.bulk_create(made, batch_size=500)
    now = {each for row in made for each in _terms(row)}
    ListingTerm.objects.bulk_create(
        (ListingTerm(term=each, backward=each[::-1]) for each in sorted(now)),
        ignore_conflicts=True,
        batch_size=500,
    )
    fulltext.forget_unused(connection, sorted(set(had) - now))


def _terms(row: ListingWords) -> list[str]:
    return [
        each
        for part in (row.name, row.kinds, row.rest)
        for each in part.split()
        if slips(each) and len(each) <= LONGEST
    ]


@transaction.atomic
def rebuild() -> int:
    """Make the search anew from what is cleared; returns how many services differed before."""
    wrong = len(differing())
    ListingWords.objects.all().delete()
    ListingTerm.objects.all().delete()
    keep(PublishedListing.objects.filter(kind="service").order_by("id").iterator(500))
    return wrong


def differing() -> list[str]:
    """Return the ids of services whose words are not those of the search: none, unless broken."""
    kept = {row.listing_id: row for row in ListingWords.objects.all()}
    services = PublishedListing.objects.filter(kind="service").order_by("code")
    parts = fulltext.COLUMNS
    return [
        row.code
        for row in services
        if not (own := kept.get(row.id))
        or any(getattr(own, each) != getattr(words_of(row), each) for each in parts)
    ]

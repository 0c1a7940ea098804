"""The one way a listing gets in, and out again. Only `directory` may import this."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fourfold.catalog import indexing
from fourfold.catalog.models import PublishedListing
from fourfold.catalog.shapes import ClearedListing


@transaction.atomic
def put(listing: ClearedListing, *, at: datetime) -> None:
    """Publish a listing in the place of what stood there. at: when it was last changed."""
    own = {"organization": listing.organization["id"]}
    had = indexing.forget(listing.service["id"])
    PublishedListing.objects.filter(service=listing.service["id"]).delete()
    PublishedListing.objects.update_or_create(
        kind="organization",
        code=listing.organization["id"],
        defaults=own | {"content": listing.organization, "modified_at": at},
    )
    hers = own | {
        "service": listing.service["id"],
        "shown_until": listing.shown_until,
        "modified_at": at,
    }
    parts = [("service", listing.service)]
    parts += [("service_at_location", each) for each in listing.at_locations]
    made = PublishedListing.objects.bulk_create(
        PublishedListing(
            kind=kind,
            code=content["id"],
            content=content,
            terms=f" {' '.join(listing.terms)} " if kind == "service" else "",
            **hers,
        )
        for kind, content in parts
    )
    indexing.keep((each for each in made if each.kind == "service"), had=had)


@transaction.atomic
def take(service: str) -> bool:
    """Take a listing out of sight, and its organization with its last one; False if none stood."""
    held = PublishedListing.objects.filter(service=service)
    organizations = set(held.values_list("organization", flat=True))
    had = indexing.forget(service)
    held.delete()
    indexing.keep((), had=had)
    for each in organizations:
        if not PublishedListing.objects.filter(organization=each, kind="service").exists():
            PublishedListing.objects.filter(kind="organization", code=each).delete()
    return bool(organizations)


def index() -> int:
    """Make the search by words anew; returns how many services it had wrong."""
    return indexing.rebuild()

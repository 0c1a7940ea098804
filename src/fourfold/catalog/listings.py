"""Reading the cleared directory: what everyone sees on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from fourfold.catalog.models import PublishedListing

SERVICE, ORGANIZATION, AT_LOCATION = "service", "organization", "service_at_location"
KINDS = (SERVICE, ORGANIZATION, AT_LOCATION)


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a list. number: from 1."""

    rows: tuple[dict[str, Any], ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.size)


def part(
    kind: str,
    *,
    today: date,
    number: int,
    size: int,
    modified_after: datetime | None = None,
    term: str = "",
) -> Part:
    """Return a page of what is shown on a day, in the order of last change."""
    found = _shown(kind, today)
    if modified_after:
        found = found.filter(modified_at__gt=modified_after)
    if term:
        found = found.filter(terms__contains=f" {term} ")
    first = (number - 1) * size
    rows = found.order_by("modified_at", "code").values_list("content", flat=True)
    return Part(tuple(rows[first : first + size]), found.count(), number, size)


def one(kind: str, *, code: str, today: date) -> dict[str, Any] | None:
    """Return one object that is shown on a day, or None."""
    return _shown(kind, today).filter(code=code).values_list("content", flat=True).first()


def every(kind: str, *, today: date) -> list[dict[str, Any]]:
    """Return all of a kind that is shown on a day, by id."""
    return list(_shown(kind, today).order_by("code").values_list("content", flat=True))


def some(kind: str, *, codes: Sequence[str], today: date) -> list[dict[str, Any]]:
    """Return those of some objects that are shown on a day, in the order that was asked for."""
    rows = _shown(kind, today).filter(code__in=codes).values_list("code", "content")
    found: dict[str, dict[str, Any]] = dict(rows)
    return [found[each] for each in codes if each in found]


def stamp() -> str:
    """Return a short text that changes when the cleared directory does: a key for caches."""
    told = PublishedListing.objects.aggregate(n=Count("id"), last=Max("modified_at"), row=Max("id"))
    return sha256(repr(sorted(told.items())).encode()).hexdigest()[:16]


def _shown(kind: str, today: date) -> QuerySet[PublishedListing]:
    found = PublishedListing.objects.filter(kind=kind)
    fresh = Q(shown_until__gte=today)
    if kind != ORGANIZATION:
        return found.filter(fresh)
    offers = PublishedListing.objects.filter(fresh, kind=SERVICE, organization=OuterRef("code"))
    return found.filter(Exists(offers))

"""Questions that organizations were asked by mail, their links, and what they said."""

from __future__ import annotations

from datetime import datetime

from django.core.signing import BadSignature, Signer

from fourfold.apps.directory import access
from fourfold.apps.directory.models import CheckAsked, Listing
from fourfold.apps.directory.rules import NoSuchListing
from fourfold.apps.directory.states import Answer, ListingState

_SIGNER = Signer(salt="fourfold.directory.check", sep=".")


def said_changed(*, viewer: access.Who) -> list[tuple[str, str, str, datetime]]:
    """Return listing, name, words, when: what waits until a curator changed or checked it."""
    rows = (
        CheckAsked.objects.filter(listing__in=access.listings(viewer), answer=Answer.CHANGED.value)
        .select_related("listing")
        .order_by("answered_at")
    )
    return [
        (each.listing_id, each.listing.name, each.words, each.answered_at)
        for each in rows
        if each.answered_at and each.listing.changed_at <= each.answered_at
    ]


def last_asked(listing: str, *, viewer: access.Who) -> datetime | None:
    """Return when an organization was asked last, None if never."""
    found = CheckAsked.objects.filter(listing__in=access.listings(viewer).filter(pk=listing))
    return found.order_by("-asked_at").values_list("asked_at", flat=True).first()


def mailbox(found: Listing, *, viewer: access.Who) -> str:
    """Return where a question goes, "" if nobody knows."""
    return (found.email or found.organization.email) if access.curates(viewer) else ""


def token(question: str, *, viewer: access.Who) -> str:
    """Return what the link of a question ends in."""
    return _SIGNER.sign(question) if access.curates(viewer) else ""


def question(token: str, *, viewer: access.Who, at: datetime) -> CheckAsked:
    """Return the question of a link that works. :raises NoSuchListing: the same for all others."""
    access.check_curates(viewer)
    try:
        number = _SIGNER.unsign(token)
    except BadSignature:
        number = ""
    found = CheckAsked.objects.select_related("listing__organization").filter(
        pk=number, answer="", until_at__gt=at
    )
    one = found.exclude(listing__state=ListingState.WITHDRAWN.value).first()
    if one is None:
        raise NoSuchListing("This link opens nothing: it is mistyped, over, or was used.")
    return one

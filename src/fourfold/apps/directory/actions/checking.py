"""Organizations are asked by mail whether a listing holds, and answer with one click."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fourfold.apps.directory import access
from fourfold.apps.directory.actions import listings
from fourfold.apps.directory.models import CheckAsked, ListingChange
from fourfold.apps.directory.queries.checking import mailbox, question
from fourfold.apps.directory.rules import ChangedMeanwhile, NoSuchListing, NotWhole
from fourfold.apps.directory.rules.freshness import ASK_AFTER
from fourfold.apps.directory.states import Answer, ListingState
from fourfold.security import audit, outbox
from fourfold.security.events import Event

MAIL = "LISTING_CHECK"
"""What the outbox calls the question."""
ORGANIZATION = "organization-by-link"
"""Who answers: whoever reads the organization's mailbox."""
WORKS = timedelta(days=60)
AGAIN = timedelta(days=14)
"""How long a link works, and how soon an organization may be asked again."""


@transaction.atomic
def ask(listing: str, *, site: str, by: access.Who, at: datetime) -> str:
    """
    Leave a mail that asks if a listing holds; returns the question's id. site: root address.

    :raises NotYours, NoSuchListing: :raises NotWhole: without a mailbox, or asked lately.
    """
    held = access.hold(listing, by=by)
    if held.state == ListingState.WITHDRAWN.value:
        raise NotWhole("It is withdrawn. Bring it back first.")
    if not mailbox(held, viewer=by):
        raise NotWhole("No mailbox is known. Add the email of the service, or call them.")
    lately = CheckAsked.objects.filter(listing=held, answer="", asked_at__gt=at - AGAIN)
    if lately.exists():
        raise NotWhole("They were asked less than 14 days ago. Give them time, or call them.")
    made = CheckAsked.objects.create(
        listing=held, asked_at=at, asked_by=access.name_of(by), until_at=at + WORKS
    )
    outbox.put(MAIL, about=made.id, site=site, by=access.name_of(by), at=at)
    audit.record(
        Event.LISTING_CHECK_ASKED, by=access.name_of(by), subject=f"listing:{held.id}", at=at
    )
    return made.id


def ask_due(site: str, *, by: access.Who, at: datetime) -> int:
    """Ask about every listed one whose last check is too old; returns how many were asked."""
    last = timezone.localdate(at) - timedelta(days=ASK_AFTER)
    old = access.listings(by).filter(state=ListingState.LISTED.value, assured_on__lt=last)
    asked = 0
    for number in old.order_by("assured_on", "id").values_list("id", flat=True):
        try:
            ask(number, site=site, by=by, at=at)
        except NotWhole:
            continue
        asked += 1
    return asked


@transaction.atomic
def answer(token: str, *, said: Answer, words: str, version: int, by: str, at: datetime) -> None:
    """
    Take an organization's answer.

    HOLDS makes a listed one checked today; CHANGED waits for a curator.

    :raises NoSuchListing: :raises ChangedMeanwhile: if the page showed something older.
    :raises NotWhole: if nothing says what changed.
    """
    asked = question(token, viewer=by, at=at)
    held = access.hold(asked.listing_id, by=by)
    asked = CheckAsked.objects.select_for_update().get(pk=asked.pk)
    if asked.answer:
        raise NoSuchListing("This link opens nothing: it is mistyped, over, or was used.")
    if held.version != version:
        raise ChangedMeanwhile("What we list changed a moment ago. Please look at it once more.")
    words = words.strip()[:2000]
    if said is Answer.CHANGED and not words:
        raise NotWhole("Please say what changed.")
    asked.answer, asked.answered_at, asked.words = said.value, at, words
    asked.save(update_fields=["answer", "answered_at", "words"])
    if said is Answer.HOLDS and held.state == ListingState.LISTED.value:
        how = "The organization answered by mail link."
        today = timezone.localdate(at)
        listings.check(held.id, on=today, version=version, how=how, by=by, at=at)
    else:
        ListingChange.objects.create(
            listing=held, at=at, by=by, why=words[:300], told={"answer": ["", said.value]}
        )
    audit.record(
        Event.LISTING_CHECK_ANSWERED,
        by=by,
        subject=f"listing:{held.id}",
        at=at,
        facts={"answer": said.value},
    )

"""What the outbox sends for the directory: the question whether a listing still holds."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from fourfold.apps.directory.actions import checking
from fourfold.apps.directory.queries import checking as queries
from fourfold.apps.directory.rules import NoSuchListing
from fourfold.reference import active_pack
from fourfold.security.models import Outgoing
from fourfold.security.outbox import Kind, Mail

JOB = "directory-asking"


def _question(row: Outgoing, at: datetime) -> Mail | None:
    token = queries.token(row.about, viewer=JOB)
    try:
        asked = queries.question(token, viewer=JOB, at=at)
    except NoSuchListing:
        return None
    to = queries.mailbox(asked.listing, viewer=JOB)
    if not to:
        return None
    root = row.site.rstrip("/")
    english = root + reverse("listing_checks:check", args=[token])
    spanish = root + reverse("listing_checks:check_es", args=[token])
    council = active_pack().settings["council"]["name"]
    return Mail(
        to=to,
        subject="Is what we list of your service still right?",
        body=(
            f"We list this service of {asked.listing.organization.name}:\n"
            f"{asked.listing.name}\n\n"
            "Please look at it and tell us with one click if it still holds. "
            "Without an answer it goes from view after a while.\n"
            f"{english}\n\n"
            "Por favor, díganos con un clic si sigue siendo correcto:\n"
            f"{spanish}\n\n"
            f"The link works for {checking.WORKS.days} days, once.\n{council}\n"
        ),
    )


LISTING_CHECK = Kind(_question)


def ask_due(site: str) -> int:
    """Ask about every listing whose last check is too old; the outbox sends the mails."""
    return checking.ask_due(site, by=JOB, at=timezone.now())

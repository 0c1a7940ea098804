"""The search by words is made anew, where somebody doubts it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fourfold.apps.directory import access
from fourfold.catalog import put_listings
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def index(*, by: access.Who, at: datetime) -> int:
    """Make the search anew; returns how many listings it had wrong. :raises NotYours:"""
    access.check_curates(by)
    wrong = put_listings.index()
    audit.record(
        Event.DIRECTORY_INDEXED,
        by=access.name_of(by),
        subject="directory:search",
        at=at,
        facts={"wrong": wrong},
    )
    return wrong

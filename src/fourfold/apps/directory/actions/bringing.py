"""Listings that somebody brought become drafts, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fourfold.apps.directory import access
from fourfold.apps.directory.actions import listings, organizations
from fourfold.apps.directory.rules.bringing import Brought
from fourfold.security import audit
from fourfold.security.events import Event


@dataclass(frozen=True, slots=True)
class Done:
    """How many became drafts, and how many were here already."""

    new: int
    known: int


@transaction.atomic
def bring(rows: Sequence[Brought], *, by: access.Who, at: datetime) -> Done:
    """
    Add listings as drafts; a service an organization has under this name is left as it is.

    :raises NotYours, NotWhole: then nothing was added.
    """
    access.check_curates(by)
    new = 0
    for each in rows:
        owner = access.organizations(by).filter(name__iexact=each.organization).first()
        number = owner.pk if owner else organizations.add(each.organization, by=by, at=at)
        mine = access.listings(by).filter(organization=number, name__iexact=each.said.name)
        if not mine.exists():
            listings.add(number, said=each.said, by=by, at=at)
            new += 1
    done = Done(new, len(rows) - new)
    audit.record(
        Event.DIRECTORY_BROUGHT,
        by=access.name_of(by),
        subject="directory:listings",
        at=at,
        facts={"new": done.new, "known": done.known},
    )
    return done

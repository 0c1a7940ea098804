"""Organizations that the state's public facts do not name are added by curators."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fourfold.apps.directory import access
from fourfold.apps.directory.models import Organization
from fourfold.apps.directory.rules import NotWhole
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def add(
    name: str,
    *,
    by: access.Who,
    at: datetime,
    other_name: str = "",
    about: str = "",
    website: str = "",
    email: str = "",
) -> str:
    """Add an organization; returns its id. :raises NotYours: :raises NotWhole: of a known name."""
    access.check_curates(by)
    name = " ".join(name.split())
    if not name:
        raise NotWhole("Give the organization a name.")
    if website and not website.startswith(("https://", "http://")):
        raise NotWhole("A web address begins with https:// or http://.")
    if access.organizations(by).filter(name__iexact=name).exists():
        raise NotWhole("An organization of this name is in the directory. Choose it there.")
    made = Organization.objects.create(
        name=name,
        other_name=other_name,
        about=about,
        website=website,
        email=email,
        made_at=at,
        made_by=access.name_of(by),
    )
    audit.record(
        Event.DIRECTORY_ORGANIZATION_ADDED,
        by=access.name_of(by),
        subject=f"organization:{made.id}",
        at=at,
    )
    return made.id

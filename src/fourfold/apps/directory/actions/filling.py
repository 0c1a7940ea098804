"""The directory is filled from the pack's public facts; what curators wrote stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fourfold.apps.directory import access
from fourfold.apps.directory.models import Listing, ListingCode, Organization
from fourfold.apps.directory.rules.languages import LANGUAGES
from fourfold.apps.directory.states import CodeKind
from fourfold.reference import Pack
from fourfold.reference.hsds import uuid_of
from fourfold.security import audit
from fourfold.security.events import Event


@dataclass(frozen=True, slots=True)
class Filled:
    """How many were added."""

    organizations: int
    listings: int


@transaction.atomic
def fill(pack: Pack, *, by: access.Who, at: datetime) -> Filled:
    """
    Add the pack's organizations and services that are not here; nothing here is changed.

    Each is a draft that nobody checked: a printed list does not say that a service stands today.
    """
    access.check_curates(by)
    kinds = {row["code"]: row["name"] for row in pack.rows("service_types")}
    who = access.name_of(by)
    have = set(Organization.objects.exclude(code="").values_list("code", flat=True))
    fresh = [
        Organization(
            id=uuid_of(pack.code, "organization", row["code"]),
            code=row["code"],
            name=row["name"],
            other_name="; ".join(row.parts("aliases"))[:200],
            about=row["role"],
            website=next(iter(row.parts("websites")), ""),
            email=next(iter(row.parts("emails")), ""),
            source=row["source"],
            made_at=at,
            made_by=who,
        )
        for row in pack.rows("organizations")
        if row["code"] not in have
    ]
    Organization.objects.bulk_create(fresh)
    by_code = dict(Organization.objects.exclude(code="").values_list("code", "id"))
    listed = set(Listing.objects.exclude(code="").values_list("code", flat=True))
    made, codes = [], []
    for row in pack.rows("organization_services"):
        code = f"{row['organization']}/{row['kind']}"
        if code in listed:
            continue
        one = Listing(
            id=uuid_of(pack.code, "listing", code),
            code=code,
            organization_id=by_code[row["organization"]],
            name=kinds.get(row["kind"], row["printed"]),
            description=f"Printed as: {row['printed']}" if row["printed"] else "",
            from_age=int(row["from_age"]) if row["from_age"] else None,
            until_age=int(row["until_age"]) if row["until_age"] else None,
            reach=row["reach"],
            source=row["source"],
            made_at=at,
            made_by=who,
            changed_at=at,
        )
        made.append(one)
        told = {
            CodeKind.SERVICE_TYPE: (row["kind"],),
            CodeKind.LANGUAGE: tuple(each for each in row.parts("languages") if each in LANGUAGES),
            CodeKind.REGION: row.parts("regions"),
            CodeKind.TOWN: row.parts("towns"),
        }
        codes += [
            ListingCode(listing=one, kind=kind.value, code=each)
            for kind, some in told.items()
            for each in some
        ]
    Listing.objects.bulk_create(made)
    ListingCode.objects.bulk_create(codes)
    audit.record(
        Event.DIRECTORY_FILLED,
        by=who,
        subject=f"pack:{pack.code}",
        at=at,
        facts={"organizations": len(fresh), "listings": len(made)},
    )
    return Filled(len(fresh), len(made))

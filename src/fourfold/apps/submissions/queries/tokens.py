"""Tokens of an agency's offices, for who manages them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from fourfold.apps.submissions.models import AgencyToken, Respondent
from fourfold.security.access import people
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Token:
    """One token as a list shows it. works: it opens the door at this moment."""

    id: str
    name: str
    office: str
    steward: str
    made_at: datetime
    until_at: datetime
    used_at: datetime | None
    ended_at: datetime | None
    works: bool


def own(*, viewer: Viewer) -> QuerySet[AgencyToken]:
    """Return the tokens of the viewer's agency, for who manages its people; else none."""
    if not viewer.may(Permission.USERS_MANAGE):
        return AgencyToken.objects.none()
    return AgencyToken.objects.filter(respondent__agency=viewer.agency)


def tokens(*, viewer: Viewer) -> list[Token]:
    """Return every token of the viewer's agency, those that work first, then the newest."""
    rows = own(viewer=viewer).select_related("respondent").order_by("-made_at", "id")
    found = [
        Token(
            id=each.id,
            name=each.name,
            office=each.respondent.name,
            steward=each.steward,
            made_at=each.made_at,
            until_at=each.until_at,
            used_at=each.used_at,
            ended_at=each.ended_at,
            works=each.ended_at is None and each.until_at > viewer.at,
        )
        for each in rows
    ]
    return sorted(found, key=lambda each: not each.works)


def offices(*, viewer: Viewer) -> list[tuple[str, str]]:
    """Return code and name of each office that the viewer's agency answers for."""
    if not viewer.may(Permission.USERS_MANAGE) or not viewer.agency:
        return []
    found = Respondent.objects.filter(agency=viewer.agency, is_active=True)
    return list(found.order_by("name", "code").values_list("code", "name"))


def stewards(*, viewer: Viewer) -> list[tuple[str, str]]:
    """Return id and name of each data steward of the viewer's agency."""
    if not viewer.may(Permission.USERS_MANAGE):
        return []
    found = people.people(viewer=viewer, role="STEWARD", state="OPEN")
    return [(each.id, each.name) for each in found.listed]

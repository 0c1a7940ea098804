"""Who works on a case, and who could."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.security.access import relations
from fourfold.security.access.answering import supervisors_of
from fourfold.security.access.policy import Action
from fourfold.security.access.roles import ROLES, Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.models import RoleGrant


@dataclass(frozen=True, slots=True)
class Part:
    """One relation that holds now. One of account, team and agency says who."""

    id: str
    kind: str
    account: str
    team: str
    agency: str
    from_at: datetime
    until_at: datetime | None
    given_by: str


def supervises(opened: OpenCase, *, viewer: Viewer) -> bool:
    """Tell whether the viewer decides who works on this case."""
    return opened.seen.rights.may(Action.ASSIGN, FieldClass.INTERNAL, "")


def supervisors(opened: OpenCase, *, viewer: Viewer) -> set[str]:
    """Return the accounts that supervise an opened case now, other than the viewer."""
    return supervisors_of(opened.case, at=viewer.at) - {viewer.account}


def parts(opened: OpenCase, *, viewer: Viewer) -> list[Part]:
    """
    Return who has which part in a case now, for its supervisor.

    :raises relations.MayNotGive: for anybody else.
    """
    held = relations.held_on(opened.case, viewer=viewer)
    return [
        Part(
            each.id,
            each.kind,
            each.account,
            each.team,
            each.agency,
            each.from_at,
            each.until_at,
            each.given_by,
        )
        for each in held
    ]


def colleagues(permission: Permission, *, viewer: Viewer) -> list[str]:
    """Return the accounts of the viewer's agency whose role has a permission now."""
    held = RoleGrant.objects.held_at(viewer.at).filter(
        agency=viewer.agency, account__is_active=True, account__agency=viewer.agency
    )
    roles = {code for code, role in ROLES.items() if permission in role.permissions}
    return sorted(set(held.filter(role__in=roles).values_list("account_id", flat=True)))

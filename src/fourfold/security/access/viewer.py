"""The person who asks, with what they may do at this moment. Built anew for each request."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from fourfold.security.access.roles import ROLES, Permission
from fourfold.security.access.terms import CURRENT
from fourfold.security.models import Account, Agency, RoleGrant, TeamMember


@dataclass(frozen=True, slots=True)
class Viewer:
    """
    One account at one moment. Nothing in it outlives the request, so a role that ends now is gone
    at the next click.

    roles, permissions: those held today in `agency`. disciplines: team code to the discipline held
    in it today. second_factor: proven in this session. stepped_up: proven again within 5 minutes.
    proven_at: when a second factor was shown last.
    """

    account: str
    agency: str
    at: datetime
    roles: frozenset[str] = frozenset()
    disciplines: dict[str, str] = field(default_factory=dict)
    second_factor: bool = False
    stepped_up: bool = False
    proven_at: datetime | None = None

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the roles held today allow; those that need a second factor, only after it."""
        return frozenset(
            permission
            for code in self.roles
            if self.second_factor or not ROLES[code].needs_second_factor
            for permission in ROLES[code].permissions
        )

    def may(self, permission: Permission) -> bool:
        """Return whether a role held today has this permission."""
        return permission in self.permissions


def nobody(at: datetime) -> Viewer:
    """Return the viewer who has not signed in and may do nothing."""
    return Viewer(account="", agency="", at=at)


def holds_at(at: datetime) -> Q:
    """Return the condition of what holds at a moment: from_at included, until_at excluded."""
    return Q(from_at__lte=at) & (Q(until_at=None) | Q(until_at__gt=at))


def viewer_of(
    account: str,
    *,
    at: datetime,
    second_factor: bool = False,
    stepped_up: bool = False,
    proven_at: datetime | None = None,
) -> Viewer:
    """
    Return what an account may do at a moment: nothing if it, or its agency, is closed.

    Until the agency has accepted the terms of use in force, only its administrators have a role.
    """
    person = Account.objects.filter(id=account, is_active=True).first()
    if person is None:
        return nobody(at)
    agency = Agency.objects.filter(code=person.agency, is_active=True).first()
    roles = set[str]()
    if agency is not None:
        held = RoleGrant.objects.held_at(at).filter(account_id=account, agency=person.agency)
        roles = set(held.values_list("role", flat=True)) & ROLES.keys()
        if agency.terms_version != CURRENT.version:
            roles &= {"AGENCY_ADMIN"}
    seats = TeamMember.objects.filter(holds_at(at), account_id=account)
    return Viewer(
        account=account,
        agency=person.agency,
        at=at,
        roles=frozenset(roles),
        disciplines=dict(seats.values_list("team", "discipline")) if roles else {},
        second_factor=second_factor,
        stepped_up=stepped_up,
        proven_at=proven_at,
    )

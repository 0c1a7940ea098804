"""Made-up people with roles, ready to act."""

from __future__ import annotations

from datetime import UTC, datetime

from fourfold.security.access.terms import CURRENT
from fourfold.security.access.viewer import Viewer, viewer_of
from fourfold.security.models import Account, Agency, RoleGrant, RoleState, TeamMember

NOW = datetime(2030, 1, 7, 9, tzinfo=UTC)
DCF, PROVIDER = "CT_DCF", "SHORE_HOUSE"


def agency(code: str = DCF, *, terms: str = CURRENT.version) -> Agency:
    """Return an agency that accepted the terms."""
    made, _ = Agency.objects.get_or_create(
        code=code,
        defaults={
            "bound_by_vawa": code == PROVIDER,
            "terms_version": terms,
            "terms_by": "setup" if terms else "",
            "terms_at": NOW if terms else None,
        },
    )
    return made


def account(name: str, *roles: str, of: str = DCF) -> Account:
    """Return the account of a made-up person of an agency who holds these roles."""
    agency(of)
    made, _ = Account.objects.get_or_create(
        email=f"{name.lower()}@{of.lower().replace('_', '-')}.example",
        defaults={"name": name, "agency": of, "made_at": NOW},
    )
    for role in roles:
        RoleGrant.objects.create(
            account=made,
            agency=of,
            role=role,
            state=RoleState.HELD,
            proposed_by="setup",
            proposed_at=NOW,
            decided_by="setup-2",
            decided_at=NOW,
            from_at=NOW,
        )
    return made


def viewer(name: str, *roles: str, of: str = DCF, at: datetime = NOW) -> Viewer:
    """Return a made-up person who signed in with a second factor a moment ago."""
    made = account(name, *roles, of=of)
    return viewer_of(made.id, at=at, second_factor=True, stepped_up=True)


def seat(of: Account, team: str, discipline: str, *, until: datetime | None = None) -> TeamMember:
    """Give an account a seat on a team."""
    return TeamMember.objects.create(
        account=of, team=team, discipline=discipline, from_at=NOW, until_at=until, given_by="setup"
    )

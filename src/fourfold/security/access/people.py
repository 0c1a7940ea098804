"""Who works in an agency and which roles they hold, for those who manage or decide it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from fourfold.security.access.agencies import NoSuchAccount, NoSuchGrant
from fourfold.security.access.roles import ROLES, Permission, Role
from fourfold.security.access.viewer import Viewer
from fourfold.security.models import Account, Agency, RoleGrant, RoleState

SORTS = {"name": "name", "-name": "-name", "seen": "last_login", "-seen": "-last_login"}
"""How a list of people may be ordered; each order ends in the key."""
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Grant:
    """One role of one person: waiting, held, refused or ended. why_not: why this viewer does not
    decide it, "" if they may."""

    id: str
    account: str
    person: str
    agency: str
    role: Role
    state: RoleState
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    until_at: datetime | None
    ended_by: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One account as a list shows it. held, waiting: names of roles."""

    id: str
    name: str
    email: str
    is_active: bool
    last_login: datetime | None
    held: tuple[str, ...]
    waiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """One page of a list of people. more: there is a page after it."""

    listed: tuple[Person, ...]
    more: bool


def people(
    *,
    viewer: Viewer,
    words: str = "",
    state: str = "",
    role: str = "",
    sort: str = "name",
    page: int = 1,
) -> People:
    """
    Return up to 50 people of the viewer's agency, and nobody of another.

    words: in the name or address. state: OPEN, CLOSED, WAITING (a role waits) or "" for all.
    role: the code of a role held.
    """
    found = _own(viewer)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words))
    if state in ("OPEN", "CLOSED"):
        found = found.filter(is_active=state == "OPEN")
    if state == "WAITING":
        found = found.filter(roles__state=RoleState.PROPOSED).distinct()
    if role:
        held = RoleGrant.objects.held_at(viewer.at).filter(role=role, agency=viewer.agency)
        found = found.filter(id__in=held.values("account_id"))
    start = (page - 1) * PER_PAGE
    rows = list(found.order_by(SORTS.get(sort, "name"), "id")[start : start + PER_PAGE + 1])
    listed = _with_roles(rows[:PER_PAGE], viewer)
    return People(tuple(_person(*each) for each in listed), more=len(rows) > PER_PAGE)


def person(account: str, *, viewer: Viewer) -> Person:
    """
    Return one person of the viewer's agency.

    :raises NoSuchAccount: if it is nobody's, or somebody's of another agency: no telling which.
    """
    rows = list(_own(viewer).filter(id=account))
    if not rows:
        raise NoSuchAccount("Your agency has no account of this id.")
    return next(_person(each, roles) for each, roles in _with_roles(rows, viewer))


def by_address(email: str, *, viewer: Viewer) -> str:
    """Return the open account of an address, for who gives seats; "" if there is none to give."""
    if not viewer.may(Permission.TEAM_MANAGE):
        return ""
    found = Account.objects.filter(email__iexact=email.strip(), is_active=True)
    return found.values_list("id", flat=True).first() or ""


def roles_of(account: str, *, viewer: Viewer) -> list[Grant]:
    """Return every role a person of the viewer's agency was ever proposed for, newest first."""
    person(account, viewer=viewer)
    grants = RoleGrant.objects.filter(account_id=account, agency=viewer.agency)
    return _grants(grants.order_by("-proposed_at", "id"), viewer)


def waiting_roles(*, viewer: Viewer) -> list[Grant]:
    """Return the roles that wait for a second person, oldest first: one's agency's, or for the
    privacy officer everyone's."""
    if not viewer.may(Permission.ROLE_AGREE):
        return []
    grants = _in_sight(viewer).filter(state=RoleState.PROPOSED)
    return _grants(grants.order_by("proposed_at", "id"), viewer)


def grant(found: str, *, viewer: Viewer) -> Grant:
    """Return one role grant in the viewer's sight; raises NoSuchGrant."""
    grants = _grants(_in_sight(viewer).filter(id=found), viewer)
    if not grants:
        raise NoSuchGrant("There is no such proposal or role in your agency.")
    return grants[0]


def agency_of(viewer: Viewer) -> Agency | None:
    """Return the viewer's own agency, with the terms it accepted; None if it is not open."""
    return Agency.objects.filter(code=viewer.agency).first()


def _own(viewer: Viewer) -> QuerySet[Account]:
    if not viewer.may(Permission.USERS_MANAGE):
        return Account.objects.none()
    return Account.objects.filter(agency=viewer.agency)


def _in_sight(viewer: Viewer) -> QuerySet[RoleGrant]:
    """Return the grants of one's own agency, or all for the council's privacy officer."""
    if not viewer.may(Permission.ROLE_AGREE):
        return RoleGrant.objects.none()
    everywhere = "PRIVACY" in viewer.roles
    return RoleGrant.objects.all() if everywhere else RoleGrant.objects.filter(agency=viewer.agency)


def _with_roles(
    rows: list[Account], viewer: Viewer
) -> list[tuple[Account, dict[RoleState, list[str]]]]:
    roles: dict[str, dict[RoleState, list[str]]] = {each.id: defaultdict(list) for each in rows}
    ids = [each.id for each in rows]
    standing = RoleGrant.objects.filter(account_id__in=ids, agency=viewer.agency)
    for of, code, state in standing.filter(
        state__in=(RoleState.HELD, RoleState.PROPOSED)
    ).values_list("account_id", "role", "state"):
        roles[of][RoleState(state)].append(ROLES[code].name)
    return [(each, roles[each.id]) for each in rows]


def _person(row: Account, roles: dict[RoleState, list[str]]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        is_active=row.is_active,
        last_login=row.last_login,
        held=tuple(sorted(roles.get(RoleState.HELD, ()))),
        waiting=tuple(sorted(roles.get(RoleState.PROPOSED, ()))),
    )


def _grants(rows: QuerySet[RoleGrant], viewer: Viewer) -> list[Grant]:
    return [
        Grant(
            id=row.id,
            account=row.account_id,
            person=row.account.name,
            agency=row.agency,
            role=ROLES[row.role],
            state=RoleState(row.state),
            proposed_by=row.proposed_by,
            proposed_at=row.proposed_at,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            until_at=row.until_at,
            ended_by=row.ended_by,
            why_not=_why_not(row, viewer),
        )
        for row in rows.select_related("account")
    ]


def _why_not(row: RoleGrant, viewer: Viewer) -> str:
    if row.state != RoleState.PROPOSED:
        return "It was decided already."
    if viewer.account == row.proposed_by:
        return "You proposed it, so another person decides."
    if viewer.account == row.account_id:
        return "It is for you, so another person decides."
    return ""

"""
The seats that no coordinator can give: a team's coordinator, and who answers a queue.

As with roles, two people widen access and one narrows it. A team's cases belong to other agencies
too, so its coordinator is decided by a privacy officer; a queue is its own agency's.

NoSuchTeam, SeatStands, NoRoleYet, NoSuchSeat are AccessErrors of agencies.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from fourfold.security import audit
from fourfold.security.access.agencies import (
    ADMIN,
    AccessError,
    NeedsAnotherPerson,
    NoSuchAccount,
    NotWaiting,
    NotYours,
    officers,
)
from fourfold.security.access.policy import Discipline
from fourfold.security.access.roles import ROLES, Permission
from fourfold.security.access.teams import keeps_queues, queues, review_teams
from fourfold.security.access.viewer import Viewer, holds_at
from fourfold.security.events import Event
from fourfold.security.models import Account, RoleGrant, SeatProposal, SeatState, TeamMember
from fourfold.security.notices import NoticeKind, notify


class NoSuchTeam(AccessError):
    """Not a team, or not one that this agency's people can sit on by proposal."""


class SeatStands(AccessError):
    """Held or proposed already."""


class NoRoleYet(AccessError):
    """A seat without the role that goes with it would open nothing."""


class NoSuchSeat(AccessError):
    """No seat or proposal of this id in sight."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposed seat. why_not: why this viewer does not decide it, "" if they may."""

    id: str
    account: str
    person: str
    agency: str
    team: str
    discipline: str
    state: SeatState
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    why_not: str = ""


def can_propose(*, viewer: Viewer) -> dict[str, str]:
    """Return the teams a viewer may propose seats on, by code: all reviews, and own queues."""
    if not viewer.may(Permission.ROLE_PROPOSE):
        return {}
    return review_teams() | (queues() if keeps_queues(viewer.agency) else {})


@transaction.atomic
def propose_seat(account: str, team: str, *, by: Viewer) -> str:
    """
    Propose the coordinator of a team, or a seat of a queue, for somebody of one's agency.

    Returns the proposal's id. The discipline follows from the team.
    :raises NotYours: :raises NoSuchAccount: :raises NoSuchTeam: :raises NeedsAnotherPerson: for
    oneself. :raises NoRoleYet: without the role that the seat needs. :raises SeatStands:
    """
    if not by.may(Permission.ROLE_PROPOSE):
        raise NotYours("Your roles give you no say in this. Ask your agency's administrator.")
    if team not in can_propose(viewer=by):
        raise NoSuchTeam("There is no such team for people of your agency. Choose one of the list.")
    person = Account.objects.select_for_update().filter(
        id=account, agency=by.agency, is_active=True
    )
    found = person.first()
    if found is None:
        raise NoSuchAccount("Your agency has no open account of this id.")
    if account == by.account:
        raise NeedsAnotherPerson("Nobody proposes a seat for themselves. Ask a colleague to.")
    _check_role(found, team, at=by.at)
    if TeamMember.objects.filter(team=team, account=found, until_at=None).exists():
        raise SeatStands("This person has a seat on the team already.")
    try:
        with transaction.atomic():
            made = SeatProposal.objects.create(
                account=found,
                agency=by.agency,
                team=team,
                discipline=_discipline(team),
                proposed_by=by.account,
                proposed_at=by.at,
            )
    except IntegrityError:
        raise SeatStands("This seat waits for a second person already.") from None
    _told(Event.SEAT_PROPOSED, made, by=by)
    notify(
        _deciders(made, by.at) - {by.account, account},
        NoticeKind.SEAT_WAITS,
        subject=f"seat:{made.id}",
        at=by.at,
    )
    return made.id


@transaction.atomic
def agree_to_seat(proposal: str, *, by: Viewer) -> str:
    """
    Agree to a proposed seat: the second person. It holds from this moment; returns the seat's id.

    :raises NoRoleYet: if the role that goes with it ended since. :raises SeatStands:
    """
    found = _to_decide(proposal, by)
    _check_role(found.account, found.team, at=by.at)
    held = TeamMember.objects.filter(team=found.team, account=found.account, until_at=None)
    if held.exists():
        raise SeatStands("This person has a seat on the team already. Refuse this one.")
    seat = TeamMember.objects.create(
        team=found.team,
        account=found.account,
        discipline=found.discipline,
        from_at=by.at,
        given_by=by.account,
    )
    _decide(found, SeatState.AGREED, Event.SEAT_GIVEN, by=by)
    return seat.id


@transaction.atomic
def refuse_seat(proposal: str, *, by: Viewer) -> None:
    """Refuse a proposed seat; it may be proposed again."""
    _decide(_to_decide(proposal, by), SeatState.REFUSED, Event.SEAT_REFUSED, by=by)


@transaction.atomic
def end_seat_of(account: str, seat: str, *, by: Viewer) -> None:
    """End a seat of somebody of one's agency now; one person is enough, because it narrows."""
    if not by.may(Permission.ROLE_PROPOSE):
        raise NotYours("Your roles give you no say in this. Ask your agency's administrator.")
    found = TeamMember.objects.select_for_update().filter(
        id=seat, account_id=account, account__agency=by.agency, until_at=None
    )
    held = found.first()
    if held is None:
        raise NoSuchSeat("There is no such seat in your agency now.")
    held.until_at, held.ended_by = by.at, by.account
    held.save(update_fields=["until_at", "ended_by"])
    notify({account}, NoticeKind.SEAT_ENDED, subject=f"team:{held.team}", at=by.at)
    audit.record(
        Event.SEAT_ENDED,
        by=by.account,
        subject=f"team:{held.team}",
        at=by.at,
        facts={"account": account, "discipline": held.discipline},
    )


def seats_of(account: str, *, viewer: Viewer) -> QuerySet[TeamMember]:
    """Return the seats that somebody of the viewer's agency holds now."""
    held = TeamMember.objects.filter(holds_at(viewer.at), account_id=account)
    own = held.filter(account__agency=viewer.agency).order_by("team", "id")
    return own if viewer.may(Permission.USERS_MANAGE) else own.none()


def proposals_of(account: str, *, viewer: Viewer) -> list[Proposed]:
    """Return the seats that wait for a second person, of somebody of the viewer's agency."""
    own = SeatProposal.objects.filter(account_id=account, agency=viewer.agency)
    if not viewer.may(Permission.USERS_MANAGE):
        return []
    return _proposed(own.filter(state=SeatState.PROPOSED), viewer)


def waiting_seats(*, viewer: Viewer) -> list[Proposed]:
    """Return the seats that wait for a second person, oldest first, in this viewer's sight."""
    return _proposed(_in_sight(viewer).filter(state=SeatState.PROPOSED), viewer)


def proposal(found: str, *, viewer: Viewer) -> Proposed:
    """Return one proposed seat in the viewer's sight; raises NoSuchSeat."""
    rows = _proposed(_in_sight(viewer).filter(id=found), viewer)
    if not rows:
        raise NoSuchSeat("There is no such proposal in your agency.")
    return rows[0]


def _discipline(team: str) -> Discipline:
    return Discipline.CHILD_WELFARE if team in queues() else Discipline.COORDINATOR


def _check_role(person: Account, team: str, *, at: datetime) -> None:
    """Raise NoRoleYet unless a role held by the person goes with the seat."""
    needed = Permission.RECORD_CREATE if team in queues() else Permission.TEAM_MANAGE
    held = RoleGrant.objects.held_at(at).filter(account=person, agency=person.agency)
    if not any(needed in ROLES[code].permissions for code in held.values_list("role", flat=True)):
        fits = " or ".join(role.name for role in ROLES.values() if needed in role.permissions)
        raise NoRoleYet(f"This seat needs a role first: {fits}. Propose the role, then the seat.")


def _deciders(found: SeatProposal, at: datetime) -> set[str]:
    """Return who may be the second person: privacy officers, and for a queue its own agency."""
    own = set[str]()
    if found.team in queues():
        admins = RoleGrant.objects.held_at(at).filter(agency=found.agency, role=ADMIN)
        own = set(admins.values_list("account_id", flat=True))
    return officers(at) | own


def _in_sight(viewer: Viewer) -> QuerySet[SeatProposal]:
    rows = SeatProposal.objects.select_related("account").order_by("proposed_at", "id")
    if not viewer.may(Permission.ROLE_AGREE):
        return rows.none()
    return rows if "PRIVACY" in viewer.roles else rows.filter(agency=viewer.agency)


def _to_decide(number: str, by: Viewer) -> SeatProposal:
    """Lock and return a proposal this viewer may decide."""
    if not by.may(Permission.ROLE_AGREE):
        raise NotYours("Your roles give you no say in this. Ask your agency's administrator.")
    locked = _in_sight(by).select_for_update(of=("self",)).filter(id=number)
    found = locked.first()
    if found is None:
        raise NoSuchSeat("There is no such proposal in your agency.")
    if why := _why_not(found, by):
        waits = found.state == SeatState.PROPOSED
        raise (NeedsAnotherPerson(why) if waits else NotWaiting(why))
    return found


def _why_not(row: SeatProposal, viewer: Viewer) -> str:
    if row.state != SeatState.PROPOSED:
        return "It was decided already."
    if viewer.account == row.proposed_by:
        return "You proposed it, so another person decides."
    if viewer.account == row.account_id:
        return "It is for you, so another person decides."
    if "PRIVACY" not in viewer.roles and row.team not in queues():
        return "A team sees records of several agencies, so a privacy officer decides."
    return ""


def _decide(found: SeatProposal, state: SeatState, event: Event, *, by: Viewer) -> None:
    found.state, found.decided_by, found.decided_at = state, by.account, by.at
    found.save(update_fields=["state", "decided_by", "decided_at"])
    notify({found.proposed_by}, NoticeKind.SEAT_DECIDED, subject=f"seat:{found.id}", at=by.at)
    _told(event, found, by=by)


def _told(event: Event, found: SeatProposal, *, by: Viewer) -> None:
    audit.record(
        event,
        by=by.account,
        subject=f"team:{found.team}",
        at=by.at,
        facts={"account": found.account_id, "discipline": found.discipline},
    )


def _proposed(rows: QuerySet[SeatProposal], viewer: Viewer) -> list[Proposed]:
    return [
        Proposed(
            id=row.id,
            account=row.account_id,
            person=row.account.name,
            agency=row.agency,
            team=row.team,
            discipline=row.discipline,
            state=SeatState(row.state),
            proposed_by=row.proposed_by,
            proposed_at=row.proposed_at,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            why_not=_why_not(row, viewer),
        )
        for row in rows
    ]

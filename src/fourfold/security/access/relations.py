"""
Giving and ending relations to records. Each is dated, so that yesterday's team keeps nothing.

RelationError
├── MayNotGive     the person acting may not give this relation
├── NotHere        the account, team or agency cannot hold it
└── NotHeld        there is no such relation to end
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from fourfold.security import audit
from fourfold.security.access.need_to_know import Rights, kind_of, rights
from fourfold.security.access.policy import Action, Discipline
from fourfold.security.access.roles import ROLES, Permission
from fourfold.security.access.viewer import Viewer, holds_at
from fourfold.security.classes import FieldClass
from fourfold.security.events import Event
from fourfold.security.models import Account, Relation, RelationKind, RoleGrant, TeamMember
from fourfold.security.notices import NoticeKind, notify


class RelationError(ValueError):
    """The relation was not changed; the message says why and what to do."""


class MayNotGive(RelationError):
    """The person acting has no say in who sees this record."""


class NotHere(RelationError):
    """The one to hold it cannot."""


class NotHeld(RelationError):
    """There is nothing to end."""


@transaction.atomic
def begin(record: Model, *, by: Viewer) -> str:
    """Make whoever creates a record its assigned worker, in the transaction of the creation."""
    if not by.may(Permission.RECORD_CREATE) or _agency(record) != by.agency:
        raise MayNotGive("Your roles do not let you begin a record of this agency.")
    return _give(record, RelationKind.ASSIGNED, by=by, account=by.account)


@transaction.atomic
def assign(
    record: Model, account: str, *, by: Viewer, kind: RelationKind = RelationKind.ASSIGNED
) -> str:
    """
    Assign a colleague of the owning agency as worker or SUPERVISOR.

    A supervisor of the record does that. Its worker may call in a supervisor: somebody whose role
    assigns work.
    """
    calls_in = kind == RelationKind.SUPERVISOR
    if not (calls_in and rights(by, record).may(Action.WRITE, FieldClass.PERSONAL, "")):
        _check_may_assign(rights(by, record))
    needed = Permission.RECORD_ASSIGN if calls_in else Permission.RECORD_CREATE
    _check_colleague(record, account, needed, by=by)
    if kind not in (RelationKind.ASSIGNED, RelationKind.SUPERVISOR):
        raise NotHere("A colleague is assigned as worker or as supervisor.")
    return _give(record, kind, by=by, account=account)


@transaction.atomic
def pass_on(record: Model, account: str, *, by: Viewer) -> str:
    """
    Give a record to a colleague, who works on it from now instead of whoever did.

    Its worker does that, or its supervisor, who stays.
    :raises MayNotGive: to anybody else. :raises NotHere: if the colleague cannot keep it.
    """
    _check_keeps(rights(by, record), "Only who keeps this record gives it to a colleague.")
    _check_colleague(record, account, Permission.RECORD_CREATE, by=by)
    shut = Relation.objects.filter(holds_at(by.at), kind=RelationKind.CONFLICT, account=account)
    if shut.filter(record_kind=kind_of(record), record=record.pk).exists():
        raise NotHere("This colleague cannot take it. Choose somebody else.")
    made = _give(record, RelationKind.ASSIGNED, by=by, account=account)
    _end_held(record, {RelationKind.ASSIGNED}, but=made, by=by)
    return made


@transaction.atomic
def bring_to_team(record: Model, team: str, *, by: Viewer) -> str:
    """Bring a record before a multidisciplinary team: its members see it while both last."""
    _check_may_assign(rights(by, record))
    return _give(record, RelationKind.TEAM, by=by, team=team)


@transaction.atomic
def receive(record: Model, queue: str, *, at: datetime, by: str) -> str:
    """
    Put a record that came from outside into a queue: who has a seat there may see and take it.

    For what the house itself takes in, such as a report from the public. by: what the audit calls
    the way it came.
    """
    door = Viewer(account=by, agency=_agency(record), at=at)
    return _give(record, RelationKind.TEAM, by=door, team=queue)


@transaction.atomic
def put_in_queue(record: Model, queue: str, *, by: Viewer) -> str:
    """Ask a queue of colleagues to take over, or to answer: its seats see the record from now."""
    _check_keeps(rights(by, record), "Only who keeps this record puts it into a queue.")
    return _give(record, RelationKind.TEAM, by=by, team=queue)


@transaction.atomic
def take(record: Model, *, by: Viewer) -> str:
    """
    Take a record from a queue of one's own agency: one becomes its assigned worker.

    Whether somebody took it before is for the caller to check, in this transaction.
    :raises MayNotGive: without a child welfare seat in a queue where it lies, or from elsewhere.
    """
    lies = any(
        tie.kind == RelationKind.TEAM and tie.discipline == Discipline.CHILD_WELFARE
        for tie in rights(by, record).ties
    )
    if not lies or not by.may(Permission.RECORD_CREATE) or _agency(record) != by.agency:
        raise MayNotGive("This record lies in no queue of yours.")
    return _give(record, RelationKind.ASSIGNED, by=by, account=by.account)


@transaction.atomic
def leave_queue(record: Model, queue: str, *, by: Viewer) -> None:
    """
    Take a record out of a queue, after somebody took it or it was answered.

    :raises MayNotGive: unless one keeps the record. :raises NotHeld: if it lies in no such queue.
    """
    _check_keeps(rights(by, record), "Only who keeps this record takes it out of a queue.")
    found = Relation.objects.select_for_update().filter(
        holds_at(by.at),
        kind=RelationKind.TEAM,
        team=queue,
        record_kind=kind_of(record),
        record=record.pk,
    )
    relations = list(found)
    if not relations:
        raise NotHeld("The record lies in no such queue.")
    for each in relations:
        _end(each, by=by)


@transaction.atomic
def hand_over(record: Model, queue: str, *, by: Viewer, supervised: bool = False) -> str:
    """
    Give a record to a queue: its seats see it from now, and those who kept it until now no longer.

    supervised: its supervisor stays.
    :raises NotHere: if nobody of the owning agency has a seat there to take it.
    """
    made = put_in_queue(record, queue, by=by)
    seats = TeamMember.objects.filter(
        holds_at(by.at),
        team=queue,
        discipline=Discipline.CHILD_WELFARE,
        account__agency=_agency(record),
        account__is_active=True,
    )
    if not seats.exists():
        raise NotHere(
            "Nobody could take it there: the queue has no seats. Ask its coordinator to give one."
        )
    keeps = {RelationKind.ASSIGNED, RelationKind.SUPERVISOR, RelationKind.TEAM}
    _end_held(record, keeps - ({RelationKind.SUPERVISOR} if supervised else set()), but=made, by=by)
    return made


@transaction.atomic
def refer(record: Model, agency: str, *, purpose: str, until: datetime, by: Viewer) -> str:
    """
    Refer a record to another agency for a purpose. It opens nothing without a live consent for it.

    until: excluded; at most as long as a consent lives. The referral itself says no fact.
    """
    allowed = rights(by, record)
    if not allowed.may(Action.WRITE, FieldClass.PERSONAL, "") or agency == _agency(record):
        raise MayNotGive("Only who keeps this record refers it, and to another agency.")
    return _give(record, RelationKind.RECIPIENT, by=by, agency=agency, purpose=purpose, until=until)


@transaction.atomic
def withdraw(record: Model, relation: str, *, by: Viewer) -> None:
    """
    End a referral now: its agency sees nothing more, from the next click on.

    Who keeps the record takes it back; an agency to which it went may give it up.
    :raises MayNotGive: to anybody else. :raises NotHeld: if it does not hold now.
    """
    found = Relation.objects.select_for_update().filter(
        holds_at(by.at),
        id=relation,
        kind=RelationKind.RECIPIENT,
        record_kind=kind_of(record),
        record=record.pk,
    )
    referred = found.first()
    keeps = rights(by, record).may(Action.WRITE, FieldClass.PERSONAL, "")
    if not keeps and (referred is None or referred.agency != by.agency):
        raise MayNotGive("Only who keeps this record takes a referral back.")
    if referred is None:
        raise NotHeld("This referral does not hold now, so there is nothing to end.")
    _end(referred, by=by)


@transaction.atomic
def hold(record: Model, *, by: Viewer) -> str:
    """
    Become the holder of one's own privileged notes on a record; returns the relation's id.

    Whether the person came to this holder, by a referral they took, is for the caller to check.
    :raises MayNotGive: without the permission to keep such notes.
    """
    if not by.may(Permission.NOTES_HOLD):
        raise MayNotGive("Your roles do not let you keep privileged notes.")
    held = Relation.objects.filter(
        holds_at(by.at),
        kind=RelationKind.HOLDER,
        account=by.account,
        record_kind=kind_of(record),
        record=record.pk,
    ).first()
    return held.id if held else _give(record, RelationKind.HOLDER, by=by, account=by.account)


@transaction.atomic
def declare_conflict(record: Model, account: str, *, by: Viewer) -> str:
    """
    Close a record to an account with a conflict of interest: at once, whatever else it holds.

    Anyone may declare their own; a supervisor declares another's. The person is not told of a
    record they do not know.
    """
    if account != by.account:
        _check_may_assign(rights(by, record))
    return _give(record, RelationKind.CONFLICT, by=by, account=account)


@transaction.atomic
def end(relation: str, record: Model, *, by: Viewer) -> None:
    """
    End a relation now. A conflict is lifted only by a supervisor who is not its subject.

    :raises NotHeld: if it does not hold now.
    """
    held = Relation.objects.select_for_update().filter(
        holds_at(by.at), id=relation, record_kind=kind_of(record), record=record.pk
    )
    found = held.first()
    own = found is not None and found.account == by.account != ""
    closes = found is not None and found.kind == RelationKind.CONFLICT
    if not own or closes:
        _check_may_assign(rights(by, record))
    if found is None:
        raise NotHeld("This relation does not hold now, so there is nothing to end.")
    _end(found, by=by)


@transaction.atomic
def give_seat(team: str, account: str, discipline: str, *, by: Viewer) -> str:
    """Give an account a seat on a team, with the discipline that decides what it sees."""
    _check_may_keep_teams(by, team)
    if discipline == Discipline.COORDINATOR:
        raise MayNotGive("Who coordinates a team is proposed by their agency's administrator.")
    if discipline not in set(Discipline) or not Account.objects.filter(id=account, is_active=True):
        raise NotHere("A seat goes to an open account, with a discipline of the list.")
    if TeamMember.objects.filter(team=team, account_id=account, until_at=None).exists():
        raise NotHere("This account has a seat on the team already.")
    seat = TeamMember.objects.create(
        team=team, account_id=account, discipline=discipline, from_at=by.at, given_by=by.account
    )
    _seat_told(Event.SEAT_GIVEN, seat, by=by)
    return seat.id


@transaction.atomic
def end_seat(seat: str, *, by: Viewer) -> None:
    """End a seat now; its holder sees nothing of the team's records from the next click on."""
    found = TeamMember.objects.select_for_update().filter(id=seat, until_at=None).first()
    if found is None:
        raise NotHeld("This seat is not held, so there is nothing to end.")
    _check_may_keep_teams(by, found.team)
    found.until_at, found.ended_by = by.at, by.account
    found.save(update_fields=["until_at", "ended_by"])
    notify({found.account_id}, NoticeKind.SEAT_ENDED, subject=f"team:{found.team}", at=by.at)
    _seat_told(Event.SEAT_ENDED, found, by=by)


def held_on(record: Model, *, viewer: Viewer) -> list[Relation]:
    """Return who stands in which relation to a record now, for those who may assign."""
    _check_may_assign(rights(viewer, record))
    return list(
        Relation.objects.filter(
            holds_at(viewer.at), record_kind=kind_of(record), record=record.pk
        ).order_by("kind", "from_at", "id")
    )


def _check_may_assign(allowed: Rights) -> None:
    """Raise MayNotGive unless the viewer supervises this record."""
    if not allowed.may(Action.ASSIGN, FieldClass.INTERNAL, ""):
        raise MayNotGive("Only a supervisor of this record decides who works on it.")


def _check_keeps(allowed: Rights, otherwise: str) -> None:
    """Raise MayNotGive unless the viewer keeps this record."""
    if not allowed.may(Action.WRITE, FieldClass.PERSONAL, ""):
        raise MayNotGive(otherwise)


def _check_colleague(record: Model, account: str, needed: Permission, *, by: Viewer) -> None:
    """Raise NotHere unless an account of the owning agency holds a role with a permission now."""
    colleague = Account.objects.filter(id=account, is_active=True, agency=_agency(record)).first()
    held = RoleGrant.objects.held_at(by.at).filter(account=colleague, agency=_agency(record))
    if colleague is None or not any(
        needed in ROLES[code].permissions for code in held.values_list("role", flat=True)
    ):
        raise NotHere("Only a colleague of your agency who keeps records can be assigned.")


def _end_held(record: Model, kinds: set[RelationKind], *, but: str, by: Viewer) -> None:
    """End the relations of these kinds that hold now, all but one."""
    held = Relation.objects.select_for_update().filter(
        holds_at(by.at), kind__in=kinds, record_kind=kind_of(record), record=record.pk
    )
    for each in held.exclude(pk=but):
        _end(each, by=by)


def _end(relation: Relation, *, by: Viewer) -> None:
    relation.until_at, relation.ended_by = by.at, by.account
    relation.save(update_fields=["until_at", "ended_by"])
    _told(Event.RELATION_ENDED, relation, by=by)


def _check_may_keep_teams(by: Viewer, team: str) -> None:
    """Raise MayNotGive unless the viewer coordinates this team."""
    if not by.may(Permission.TEAM_MANAGE) or by.disciplines.get(team) != Discipline.COORDINATOR:
        raise MayNotGive("Only the team's coordinator gives and ends its seats.")


def _agency(record: Any) -> str:
    return str(record.agency)


def _give(
    record: Any, kind: RelationKind, *, by: Viewer, until: datetime | None = None, **holder: str
) -> str:
    made = Relation.objects.create(
        kind=kind,
        record_kind=kind_of(record),
        record=record.pk,
        person=record.person,
        from_at=by.at,
        until_at=until,
        given_by=by.account,
        **holder,
    )
    _told(Event.RELATION_GIVEN, made, by=by)
    return made.id


def _told(event: Event, relation: Relation, *, by: Viewer) -> None:
    audit.record(
        event,
        by=by.account,
        subject=f"{relation.record_kind}:{relation.record}",
        at=by.at,
        facts={
            "kind": str(relation.kind),
            "to": relation.account or relation.team or relation.agency,
            "relation": relation.id,
        },
    )


def _seat_told(event: Event, seat: TeamMember, *, by: Viewer) -> None:
    audit.record(
        event,
        by=by.account,
        subject=f"team:{seat.team}",
        at=by.at,
        facts={"account": seat.account_id, "discipline": seat.discipline},
    )

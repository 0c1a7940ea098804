"""Legal holds: what is held never goes, whatever the schedule says."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from fourfold.security import audit
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.models import Hold
from fourfold.security.models.retention import PERSON
from fourfold.security.retention.errors import (
    HeldAlready,
    LiftNotAsked,
    NeedsAnotherPerson,
    NoSuchHold,
    NoSuchRecord,
    NotYours,
    UnknownReason,
)
from fourfold.security.retention.registry import Model, along_kinds, kinds, person_fields
from fourfold.security.retention.turn import take_turn

WHY_HELD: dict[str, str] = {
    "LITIGATION": "A lawsuit is under way or expected",
    "INVESTIGATION": "Police or a prosecutor investigate",
    "COURT_ORDER": "A court or a subpoena asks to keep it",
    "APPEAL": "A decision is under appeal",
    "REVIEW": "A review or an audit needs it",
    "REQUEST": "The person asked to keep it",
}
"""Why something is held: a closed list, so that no hold tells of anybody."""


@transaction.atomic
def place_hold(what: str, *, which: str, why: str, by: Viewer) -> str:
    """
    Place a hold, and return its id. One person is enough, because it only keeps.

    what: PERSON, or a kind of record. which: the opaque id of the person or record.
    :raises UnknownReason: if why is not a code of WHY_HELD.
    :raises NoSuchRecord: if there is none; it may have gone.
    :raises HeldAlready: if the same hold stands.
    """
    check_may(by, Permission.HOLD_PLACE)
    if why not in WHY_HELD:
        raise UnknownReason(f"{why[:30]!r} is no reason. There are: {', '.join(WHY_HELD)}.")
    take_turn()
    if not _is_there(what, which):
        raise NoSuchRecord("There is no such person or record. Check the id; it may have gone.")
    standing = Hold.objects.filter(what=what, which=which, why=why, lifted_at=None)
    if standing.exists():
        raise HeldAlready("It is held for this reason already. One hold is enough.")
    hold = Hold.objects.create(
        what=what, which=which, why=why, placed_by=by.account, placed_at=by.at
    )
    _told(Event.HOLD_PLACED, hold, by=by)
    return hold.id


@transaction.atomic
def ask_to_lift(hold: str, *, by: Viewer) -> None:
    """
    Ask that a hold be lifted: the first person. It stands until another one lifts it.

    :raises NoSuchHold: if it was lifted.
    """
    found = _standing(hold, by)
    found.lift_asked_by, found.lift_asked_at = by.account, by.at
    found.save(update_fields=["lift_asked_by", "lift_asked_at"])
    _told(Event.HOLD_LIFT_ASKED, found, by=by)


@transaction.atomic
def lift_hold(hold: str, *, by: Viewer) -> None:
    """
    Lift a hold that another person asked to lift: the second person.

    :raises LiftNotAsked: if nobody asked yet.
    :raises NeedsAnotherPerson: if the one who asked is the one who lifts.
    """
    found = _standing(hold, by)
    if not found.lift_asked_by:
        raise LiftNotAsked("Nobody asked to lift this hold. Ask first; another person lifts it.")
    if found.lift_asked_by == by.account:
        raise NeedsAnotherPerson("You asked to lift it, so another person must agree.")
    found.lifted_by, found.lifted_at = by.account, by.at
    found.save(update_fields=["lifted_by", "lifted_at"])
    _told(Event.HOLD_LIFTED, found, by=by)


def holds(*, viewer: Viewer, standing: bool = True) -> QuerySet[Hold]:
    """Return the holds, newest first; standing: only those not lifted."""
    check_may(viewer, Permission.HOLD_PLACE)
    found = Hold.objects.order_by("-placed_at", "id")
    return found.filter(lifted_at=None) if standing else found


def check_may(viewer: Viewer, *permissions: Permission) -> None:
    """
    Check that a viewer holds one of these permissions.

    :raises NotYours: otherwise.
    """
    if not any(viewer.may(each) for each in permissions):
        raise NotYours(
            "Your roles do not allow this. The privacy officer agrees and holds; the operator runs."
        )


def _standing(hold: str, by: Viewer) -> Hold:
    check_may(by, Permission.HOLD_PLACE)
    take_turn()
    found = Hold.objects.select_for_update().filter(id=hold, lifted_at=None).first()
    if found is None:
        raise NoSuchHold("There is no such hold, or it was lifted already.")
    return found


def _is_there(what: str, which: str) -> bool:
    if what == PERSON:
        return has_anything(which)
    model: Model = None
    if what in kinds():
        model = kinds()[what].model
    elif what in along_kinds():
        model = along_kinds()[what][1].model
    return model is not None and bool(model.objects.filter(pk=which).exists())


def has_anything(person: str) -> bool:
    """Tell whether any kept record is still about a person."""
    return any(model.objects.filter(**{field: person}).exists() for model, field in person_fields())


def _told(event: Event, hold: Hold, *, by: Viewer) -> None:
    audit.record(
        event,
        by=by.account,
        subject=f"{hold.what.lower()}:{hold.which}",
        at=by.at,
        facts={"hold": hold.id, "why": hold.why},
    )

"""Grounds on which offices send records: brought by one person, agreed to by another."""

from __future__ import annotations

from django.db import transaction

from fourfold.apps.submissions.models import Ground, Respondent
from fourfold.apps.submissions.rules.calls import check_reason
from fourfold.apps.submissions.rules.grounds import (
    BoundToCounts,
    CountsNeedNone,
    GroundStands,
    NeedsAnotherPerson,
    NoSuchGround,
    NotWaiting,
    UnknownLaw,
    points_to_people,
)
from fourfold.apps.submissions.states import GroundState
from fourfold.reference.packs import active_pack
from fourfold.security import audit
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.models import Agency

STANDING = (GroundState.PROPOSED.value, GroundState.HELD.value)


@transaction.atomic
def propose(office: str, *, dataset: str, law: str, words: str, by: Viewer) -> str:
    """
    Name the law by which an office may send a dataset's rows; returns the ground's id.

    words: how counsel confirmed it.
    :raises NoSuchGround: unless the office is on the list and the dataset in the pack.
    :raises BoundToCounts, CountsNeedNone, UnknownLaw, GroundStands, NoReason:
    """
    _may(by, Permission.CALL_OPEN)
    found = Respondent.objects.select_for_update().filter(code=office, is_active=True).first()
    pack = active_pack()
    if found is None or dataset not in {each.name for each in pack.contracts}:
        raise NoSuchGround("Choose an office and a dataset of the lists.")
    if Agency.objects.filter(code=found.agency, bound_by_vawa=True).exists():
        raise BoundToCounts(
            f"{found.name} is bound by VAWA, FVPSA or VOCA: it gives totals only; encoded "
            "names are names too (34 U.S.C. 12291(b)(2)). Ask it for counts."
        )
    contract = pack.contract(dataset)
    if not points_to_people(contract):
        raise CountsNeedNone(f"{contract.title} is about counts. It needs no ground.")
    if law not in {row["code"] for row in pack.rows("statutes")}:
        raise UnknownLaw("Choose one of the laws of the list.")
    if found.grounds.filter(dataset=dataset, state__in=STANDING).exists():
        raise GroundStands(f"A ground for {found.name} is on record, or waits to be agreed to.")
    made = Ground.objects.create(
        respondent=found,
        dataset=dataset,
        law=law,
        words=check_reason(words),
        proposed_at=by.at,
        proposed_by=by.account,
    )
    _tell(Event.GROUND_PROPOSED, made, by=by)
    return made.id


@transaction.atomic
def decide(ground: str, *, agrees: bool, by: Viewer) -> None:
    """
    Agree to a ground somebody else brought, or refuse it.

    :raises NoSuchGround, NotWaiting, NeedsAnotherPerson:
    """
    _may(by, Permission.GROUND_AGREE)
    found = _held(ground)
    if found.state != GroundState.PROPOSED:
        raise NotWaiting("Somebody decided about this already.")
    if found.proposed_by == by.account:
        raise NeedsAnotherPerson("You brought this ground. Somebody else decides about it.")
    found.state = (GroundState.HELD if agrees else GroundState.REFUSED).value
    found.decided_at, found.decided_by = by.at, by.account
    found.save(update_fields=["state", "decided_at", "decided_by"])
    _tell(Event.GROUND_AGREED if agrees else Event.GROUND_REFUSED, found, by=by)


@transaction.atomic
def end(ground: str, *, by: Viewer) -> None:
    """
    End a ground at once: one person is enough. What was accepted under it stays.

    :raises NoSuchGround, NotWaiting:
    """
    _may(by, Permission.GROUND_VIEW)
    found = _held(ground)
    if found.state != GroundState.HELD:
        raise NotWaiting("Only a ground that holds can be ended.")
    found.state = GroundState.ENDED.value
    found.ended_at, found.ended_by = by.at, by.account
    found.save(update_fields=["state", "ended_at", "ended_by"])
    _tell(Event.GROUND_ENDED, found, by=by)


def _may(by: Viewer, permission: Permission) -> None:
    if not by.may(permission):
        raise NoSuchGround("There is no such ground.")


def _held(ground: str) -> Ground:
    found = Ground.objects.select_for_update().filter(id=ground).first()
    if found is None:
        raise NoSuchGround("There is no such ground.")
    return found


def _tell(event: Event, ground: Ground, *, by: Viewer) -> None:
    audit.record(
        event,
        by=by.account,
        subject=f"ground:{ground.id}",
        at=by.at,
        facts={"dataset": ground.dataset, "law": ground.law},
    )

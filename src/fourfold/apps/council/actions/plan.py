"""The action plan is written; each change says who, why, and what it was before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from fourfold.apps.council import access
from fourfold.apps.council.models import PlanAction, PlanChange, PlanWait
from fourfold.apps.council.rules import (
    ChangedMeanwhile,
    NoSuchPaper,
    NotWhole,
    check_no_circle,
)
from fourfold.apps.council.states.plan import ActionState, check_move
from fourfold.apps.council.states.reports import FindingKind, ReportState
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.events import Event

NEEDED = ("goal", "action", "owner", "due_on")
WORDS = ("goal", "action", "owner", "due_on", "evidence")
Value = str | date | None


@transaction.atomic
def answer_gap(finding: str, *, by: access.Who, at: datetime) -> str:
    """
    Make a gap of a settled report an action of the plan; returns its id. Twice is once.

    :raises NoSuchPaper: if there is no such gap.
    """
    access.check_works(by)
    gap = (
        access.findings(by)
        .select_for_update()
        .filter(id=finding, kind=FindingKind.GAP.value, report__state=ReportState.SETTLED.value)
        .first()
    )
    if gap is None:
        raise NoSuchPaper("There is no such gap in a settled needs assessment.")
    held = PlanAction.objects.filter(finding=gap).exclude(state=ActionState.DROPPED.value).first()
    if held is not None:
        return held.id
    made = PlanAction.objects.create(
        finding=gap, four_p=gap.four_p, gap=gap.words, made_at=at, made_by=access.name_of(by)
    )
    _tell(made, {"state": ("", made.state)}, why="The gap became an action.", by=by, at=at)
    return made.id


@transaction.atomic
def change(
    action: str, *, told: Mapping[str, Value], version: int, why: str, by: access.Who, at: datetime
) -> None:
    """
    Change what an action says. told: some of goal, action, owner, due_on, evidence.

    :raises ChangedMeanwhile: if somebody else did since `version`. :raises NotWhole:.
    """
    held = _held(action, version=version, by=by)
    owner = told.get("owner")
    if owner and owner not in {each.code for each in active_pack().council_seats}:
        raise NotWhole("Choose a seat of the Council as owner.")
    changed = {
        name: (_said(getattr(held, name)), _said(told[name]))
        for name in WORDS
        if name in told and getattr(held, name) != told[name]
    }
    if not changed:
        return
    _check_why(why)
    for name in changed:
        setattr(held, name, told[name])
    if held.state not in (ActionState.DRAFT, ActionState.DROPPED):
        _check_whole(held)
    _keep(held, changed, why=why, by=by, at=at)


@transaction.atomic
def move(
    action: str, *, to: ActionState, version: int, why: str, by: access.Who, at: datetime
) -> None:
    """
    Open, start, finish, drop or take up an action again.

    :raises NotWhole: if who, what or when is missing, or it waits for another. :raises
    MoveNotAllowed: :raises ChangedMeanwhile: :raises NoSuchPaper:.
    """
    held = _held(action, version=version, by=by)
    if held.state == to.value:
        return
    check_move(ActionState(held.state), to)
    _check_why(why)
    if to not in (ActionState.DRAFT, ActionState.DROPPED):
        _check_whole(held)
    if to is ActionState.DONE:
        if not held.evidence.strip():
            raise NotWhole("Say what shows that it is done, under Evidence, first.")
        waits = PlanWait.objects.filter(action=held).exclude(
            on__state__in=(ActionState.DONE.value, ActionState.DROPPED.value)
        )
        if waits.exists():
            raise NotWhole("It waits for another action that is not done yet.")
    if to is ActionState.DRAFT and held.finding_id:
        others = PlanAction.objects.filter(finding=held.finding_id).exclude(id=held.id)
        if others.exclude(state=ActionState.DROPPED.value).exists():
            raise NotWhole("Another action answers this gap by now. Change that one.")
    before, held.state = held.state, to.value
    _keep(held, {"state": (before, held.state)}, why=why, by=by, at=at)


@transaction.atomic
def wait_for(
    action: str, *, on: str, version: int, by: access.Who, at: datetime, stop: bool = False
) -> None:
    """
    Let an action wait until another is done, or no longer. Twice is once.

    :raises GoesInCircles: if that one waits for this one, itself or through others.
    """
    held = _held(action, version=version, by=by)
    # All are locked, so that two people together make no circle.
    known = {each.id: each for each in access.plan(by).select_for_update().order_by("id")}
    if on not in known:
        raise NoSuchPaper("There is no such action.")
    found = PlanWait.objects.filter(action=held, on=on)
    if found.exists() is not stop:
        return
    name = known[on].action or known[on].gap
    if stop:
        found.delete()
        _keep(held, {"waits": (name, "")}, why="It waits no longer.", by=by, at=at)
        return
    check_no_circle(held.id, on=on, pairs=PlanWait.objects.values_list("action", "on"))
    PlanWait.objects.create(action=held, on=known[on])
    _keep(held, {"waits": ("", name)}, why="It waits for another.", by=by, at=at)


def _held(action: str, *, version: int, by: access.Who) -> PlanAction:
    access.check_works(by)
    held = access.plan(by).select_for_update().filter(id=action).first()
    if held is None:
        raise NoSuchPaper("There is no such action.")
    if held.version != version:
        raise ChangedMeanwhile(
            "Somebody changed this action since you opened the page. Look at what it says now, "
            "and change it again."
        )
    return held


def _check_whole(held: PlanAction) -> None:
    if any(not getattr(held, name) for name in NEEDED):
        raise NotWhole("Say the goal, what is done, who owns it and until when, first.")


def _check_why(why: str) -> None:
    if not why.strip():
        raise NotWhole("Say why, in a few words. It stays with the plan.")


def _said(value: Value) -> str:
    return "" if value is None else str(value)


def _keep(
    held: PlanAction,
    told: Mapping[str, tuple[str, str]],
    *,
    why: str,
    by: access.Who,
    at: datetime,
) -> None:
    held.version += 1
    held.save()
    _tell(held, told, why=why, by=by, at=at)


def _tell(
    held: PlanAction,
    told: Mapping[str, tuple[str, str]],
    *,
    why: str,
    by: access.Who,
    at: datetime,
) -> None:
    PlanChange.objects.create(
        action=held, at=at, by=access.name_of(by), why=why.strip()[:300], told=dict(told)
    )
    audit.record(
        Event.PLAN_CHANGED,
        by=access.name_of(by),
        subject=f"plan-action:{held.id}",
        at=at,
        facts={"columns": len(told), "state": held.state},
    )

"""The plan: its actions, how far each P is, and the story of one action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fourfold.apps.council import access
from fourfold.apps.council.models import PlanChange, PlanWait
from fourfold.apps.council.rules import NoSuchPaper, is_overdue
from fourfold.apps.council.states.plan import ActionState
from fourfold.apps.council.states.reports import FourP
from fourfold.reference import active_pack


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action. owner_name: the seat in words. waits_on: actions not done that it waits for."""

    id: str
    finding: str
    four_p: FourP
    gap: str
    goal: str
    action: str
    owner: str
    owner_name: str
    due_on: date | None
    evidence: str
    state: ActionState
    version: int
    is_overdue: bool
    waits_on: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a P is. all: actions that were not dropped."""

    four_p: FourP
    all: int
    done: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change of an action. told: column, before, after."""

    at: datetime
    by: str
    why: str
    told: tuple[tuple[str, str, str], ...]


def actions(*, viewer: access.Who, today: date) -> list[ActionLine]:
    """Return the plan's actions by P; within it what is due first comes first."""
    rows = list(access.plan(viewer))
    waits: dict[str, list[tuple[str, str]]] = {}
    by_id = {each.id: each for each in rows}
    for one, on in PlanWait.objects.filter(action__in=rows).values_list("action", "on"):
        other = by_id[on]
        if other.state not in (ActionState.DONE.value, ActionState.DROPPED.value):
            waits.setdefault(one, []).append((on, other.action or other.gap))
    seats = {each.code: each.seat for each in active_pack().council_seats}
    order = list(FourP)
    lines = [
        ActionLine(
            each.id,
            each.finding_id or "",
            FourP(each.four_p),
            each.gap,
            each.goal,
            each.action,
            each.owner,
            seats.get(each.owner, each.owner),
            each.due_on,
            each.evidence,
            ActionState(each.state),
            each.version,
            is_overdue(ActionState(each.state), due_on=each.due_on, today=today),
            tuple(waits.get(each.id, ())),
        )
        for each in rows
    ]
    last = date.max
    return sorted(lines, key=lambda e: (order.index(e.four_p), e.due_on or last, e.id))


def action(action: str, *, viewer: access.Who, today: date) -> ActionLine:
    """Return one action. :raises NoSuchPaper:."""
    for each in actions(viewer=viewer, today=today):
        if each.id == action:
            return each
    raise NoSuchPaper("There is no such action.")


def progress(lines: list[ActionLine], *, viewer: access.Who) -> list[Progress]:
    """Count each P's actions; what was dropped counts nowhere."""
    told = []
    for four_p in FourP:
        held = [e for e in lines if e.four_p is four_p and e.state is not ActionState.DROPPED]
        done = sum(each.state is ActionState.DONE for each in held)
        told.append(Progress(four_p, len(held), done, sum(each.is_overdue for each in held)))
    return told if access.reads(viewer) else []


def changes(action: str, *, viewer: access.Who) -> list[Change]:
    """Return the story of an action, the newest first."""
    rows = list(
        PlanChange.objects.filter(action__in=access.plan(viewer).filter(id=action)).order_by(
            "-at", "-id"
        )
    )
    names = access.names({each.by for each in rows})
    return [
        Change(
            each.at,
            names.get(each.by, each.by),
            each.why,
            tuple((name, old, new) for name, (old, new) in each.told.items()),
        )
        for each in rows
    ]


def may_wait_for(action: str, *, viewer: access.Who) -> list[tuple[str, str]]:
    """Return the other actions that one could wait for."""
    rows = access.plan(viewer).exclude(id=action).exclude(state=ActionState.DROPPED.value)
    found = rows.order_by("four_p", "made_at").values_list("id", "action", "gap")
    return [(each, (words or gap)[:100]) for each, words, gap in found]

"""The communication plan is written; a message is used once two other people approved it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.actions import communication_log
from fourfold.apps.council.models import (
    CommunicationStep,
    Coverage,
    PlanMessage,
)
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole, NotYours
from fourfold.apps.council.rules.communication import check_wording
from fourfold.apps.council.states.communication import (
    Channel,
    MessageState,
    ReachUnit,
    StepState,
    Tone,
    check_step_move,
)
from fourfold.apps.council.states.reports import FourP
from fourfold.reference import active_pack


@dataclass(frozen=True, slots=True)
class MessageTold:
    """What a message says; see the model."""

    four_p: FourP
    audience: str
    words: str
    language: str = "en"
    kept_why: str = ""


@dataclass(frozen=True, slots=True)
class StepTold:
    """What a step says. message, action: ids, "" for none."""

    what: str
    channel: Channel
    owner: str
    due_on: date
    message: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class CoverageTold:
    """What an outlet published; see the model. step: an id, "" for none."""

    on: date
    outlet: str
    channel: Channel
    title: str
    tone: Tone
    link: str = ""
    reach: int | None = None
    reach_unit: ReachUnit | None = None
    reach_source: str = ""
    step: str = ""


Told = MessageTold | StepTold | CoverageTold


@transaction.atomic
def write(told: Told, *, once: str, by: access.Who, at: datetime) -> str:
    """Enter a message, a step or coverage; returns its id. The same `once` is the same entry."""
    access.check_works(by)
    columns = _columns(told, by=by, at=at)
    kind = _TABLES[type(told)]
    known = kind._default_manager.filter(once=once).first()
    if known is not None:
        return str(known.pk)
    me = access.name_of(by)
    if isinstance(told, MessageTold):
        columns["writers"] = [me]
    made = kind._default_manager.create(**columns, once=once, made_at=at, made_by=me)
    communication_log.record(made, step="entered", by=by, at=at)
    return str(made.pk)


@transaction.atomic
def change(
    number: str, *, told: Told, version: int, why: str, by: access.Who, at: datetime
) -> None:
    """
    Change an entry. A changed draft needs both approvals anew; an approved message never changes.

    :raises NoSuchPaper, NotWhole, NotYours, ChangedMeanwhile:.
    """
    access.check_works(by)
    columns = _columns(told, by=by, at=at)
    held = _held(_TABLES[type(told)], number, version=version, by=by)
    if isinstance(held, PlanMessage) and held.state != MessageState.DRAFT.value:
        raise NotWhole("Approved words never change. Write a new message, and retire this one.")
    if isinstance(held, Coverage) and held.struck_why:
        raise NotWhole("This entry was taken out. Enter what is right as a new one.")
    if isinstance(held, CommunicationStep) and held.state != StepState.PLANNED.value:
        _check_approved(columns["message"])
    story = {
        name: (_said(getattr(held, name)), _said(value))
        for name, value in columns.items()
        if getattr(held, name) != value
    }
    if not story:
        return
    if not why.strip():
        raise NotWhole("Say why it changes, in a few words.")
    for name, value in columns.items():
        setattr(held, name, value)
    if isinstance(held, PlanMessage):
        held.first_by, held.first_at = "", None
        held.writers = sorted({*held.writers, access.name_of(by)})
    communication_log.keep(held, told=story, step="changed", why=why, by=by, at=at)


@transaction.atomic
def approve(number: str, *, version: int, by: access.Who, at: datetime) -> None:
    """
    Approve the words of a message, as the first or the second person.

    :raises NotYours: for who wrote in it, or approved it already. :raises NotWhole: while words
    are noted and nobody said why they stay.
    """
    held = _held(PlanMessage, number, version=version, by=by)
    me = access.name_of(by)
    if held.state != MessageState.DRAFT.value:
        raise NotWhole("This message is approved already.")
    if me in held.writers:
        raise NotYours("Two people who wrote nothing in it approve a message.")
    if held.first_by == me:
        raise NotYours("You approved it already. Another person is the second.")
    if check_wording(held.words) and not held.kept_why:
        raise NotWhole("The check of wording noted words. Change them, or say why they stay.")
    if not held.first_by:
        held.first_by, held.first_at = me, at
        communication_log.keep(
            held, told={}, step="approved_once", why="First approval.", by=by, at=at
        )
        return
    held.second_by, held.second_at = me, at
    held.state = MessageState.APPROVED.value
    communication_log.keep(
        held, told={}, step="approved", why="Second approval: it may be used.", by=by, at=at
    )


@transaction.atomic
def retire(number: str, *, version: int, why: str, by: access.Who, at: datetime) -> None:
    """Retire an approved message: no step begins with it any more."""
    access.check_works(by)
    held = _held(PlanMessage, number, version=version, by=by)
    if held.state != MessageState.APPROVED.value:
        raise NotWhole("Only an approved message is retired. Change a draft instead.")
    if not why.strip():
        raise NotWhole("Say why it is retired, in a few words.")
    held.state = MessageState.RETIRED.value
    communication_log.keep(held, told={}, step="retired", why=why, by=by, at=at)


@transaction.atomic
def move(
    number: str, *, to: StepState, version: int, why: str, by: access.Who, at: datetime
) -> None:
    """
    Move a step. :raises MoveNotAllowed:. :raises NotWhole: if its message is not approved, or a
    step is dropped without a reason.
    """
    access.check_works(by)
    held = _held(CommunicationStep, number, version=version, by=by)
    before = StepState(held.state)
    if before is to:
        return
    check_step_move(before, to)
    if to is StepState.DROPPED and not why.strip():
        raise NotWhole("Say why the step is dropped, in a few words.")
    if to in (StepState.UNDER_WAY, StepState.DONE):
        _check_approved(held.message)
    held.state = to.value
    held.why = why.strip()[:300] if to is StepState.DROPPED else ""
    communication_log.keep(
        held, told={"state": (before.value, to.value)}, step="moved", why=why, by=by, at=at
    )


@transaction.atomic
def strike(number: str, *, version: int, why: str, by: access.Who, at: datetime) -> None:
    """Take coverage out of the counts that was entered by mistake; the entry stays."""
    access.check_works(by)
    held = _held(Coverage, number, version=version, by=by)
    if not why.strip():
        raise NotWhole("Say why it is taken out, in a few words.")
    held.struck_why = why.strip()[:300]
    communication_log.keep(held, told={}, step="taken_out", why=why, by=by, at=at)


def _columns(told: Told, *, by: access.Who, at: datetime) -> dict[str, Any]:
    columns = {
        name: value.strip() if type(value) is str else value for name, value in asdict(told).items()
    }
    for name in ("audience", "words", "what", "outlet", "title"):
        if columns.get(name) == "":
            raise NotWhole("Fill in every field that is not marked optional.")
    if isinstance(told, StepTold):
        if columns["owner"] not in {each.code for each in active_pack().council_seats}:
            raise NotWhole("Choose a seat of the Council as owner.")
        columns["message"] = _tied(access.plan_messages(by), columns["message"])
        columns["action"] = _tied(access.plan(by), columns["action"])
    if isinstance(told, CoverageTold):
        if told.on > timezone.localdate(at):
            raise NotWhole("The day is still to come. Enter coverage once it was published.")
        if columns["link"] and not columns["link"].startswith(("https://", "http://")):
            raise NotWhole("A link begins with https:// or http://.")
        if (told.reach is None) != (told.reach_unit is None) or (told.reach is None) != (
            not columns["reach_source"]
        ):
            raise NotWhole(
                "Reach needs all three: the number, what it counts, and where the outlet says so. "
                "Leave all blank if the outlet published none."
            )
        columns["reach_unit"] = told.reach_unit.value if told.reach_unit else ""
        columns["step"] = _tied(access.communication_steps(by), columns["step"])
    return {
        name: value.value if isinstance(value, FourP | Channel | Tone) else value
        for name, value in columns.items()
    }


def _tied(rows: models.QuerySet[Any], number: str) -> Any:
    if not number:
        return None
    found = rows.filter(id=number).first()
    if found is None:
        raise NotWhole("Choose what it is tied to from the list, or leave that blank.")
    return found


def _check_approved(message: PlanMessage | None) -> None:
    if message is not None and message.state != MessageState.APPROVED.value:
        raise NotWhole("Its message is not approved. Two people approve the words first.")


def _held(kind: Any, number: str, *, version: int, by: access.Who) -> Any:
    rows = _SEEN[kind](by)
    held = rows.select_for_update().filter(id=number).first()
    if held is None:
        raise NoSuchPaper("There is no such entry.")
    if held.version != version:
        raise ChangedMeanwhile(
            "Somebody changed this entry since you opened the page. Look at what it says now, "
            "and do it again."
        )
    return held


def _said(value: Any) -> str:
    if isinstance(value, PlanMessage):
        return value.words[:80]
    if isinstance(value, CommunicationStep):
        return value.what
    if isinstance(value, models.Model):
        return str(getattr(value, "action", "") or getattr(value, "gap", ""))
    return "" if value is None else str(value)


_TABLES: dict[type, Any] = {
    MessageTold: PlanMessage,
    StepTold: CommunicationStep,
    CoverageTold: Coverage,
}
_SEEN: dict[Any, Any] = {
    PlanMessage: access.plan_messages,
    CommunicationStep: access.communication_steps,
    Coverage: access.coverage,
}

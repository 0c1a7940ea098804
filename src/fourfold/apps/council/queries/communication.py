"""The communication plan as whoever looks may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from fourfold.apps.council import access
from fourfold.apps.council.models import (
    CommunicationChange,
    CommunicationStep,
    Coverage,
    PlanMessage,
)
from fourfold.apps.council.queries.seats import seat_of
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.communication import SOON, Noted, check_wording, is_late
from fourfold.apps.council.states.communication import (
    Channel,
    MessageState,
    ReachUnit,
    StepState,
    Tone,
)
from fourfold.apps.council.states.reports import FourP
from fourfold.reference import active_pack


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message. may_approve: whoever looks may be the next of the two people."""

    id: str
    four_p: FourP
    audience: str
    language: str
    words: str
    kept_why: str
    state: MessageState
    version: int
    writer: str
    approved_by: tuple[str, ...]
    noted: tuple[Noted, ...]
    may_approve: bool


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the work plan. is_soon: it is due within two weeks."""

    id: str
    what: str
    channel: Channel
    owner: str
    owner_name: str
    due_on: date
    message: str
    message_words: str
    action: str
    action_words: str
    state: StepState
    why: str
    version: int
    is_late: bool
    is_soon: bool


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """What an outlet published."""

    id: str
    on: date
    outlet: str
    channel: Channel
    title: str
    link: str
    reach: int | None
    reach_unit: ReachUnit | None
    reach_source: str
    tone: Tone
    step: str
    step_words: str
    struck_why: str
    version: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change of an entry. told: column, before, after."""

    at: datetime
    by: str
    why: str
    told: tuple[tuple[str, str, str], ...]


Line = TypeVar("Line", MessageLine, StepLine, CoverageLine)


def messages(*, viewer: access.Who) -> list[MessageLine]:
    """Return the messages: drafts, approved and retired ones, by P and audience."""
    rows = list(access.plan_messages(viewer))
    names = access.names({n for e in rows for n in (e.made_by, e.first_by, e.second_by)} - {""})
    states, parts = list(MessageState), list(FourP)
    lines = [_message(each, names, access.name_of(viewer)) for each in rows]
    return sorted(
        lines, key=lambda e: (states.index(e.state), parts.index(e.four_p), e.audience, e.id)
    )


def message(number: str, *, viewer: access.Who) -> MessageLine:
    """Return one message. :raises NoSuchPaper:."""
    return _one(messages(viewer=viewer), number)


def steps(*, viewer: access.Who, today: date) -> list[StepLine]:
    """Return the work plan, what is due first comes first."""
    rows = access.communication_steps(viewer).select_related("message", "action")
    seats = {each.code: each.seat for each in active_pack().council_seats}
    return [_step(each, seats, today) for each in rows.order_by("due_on", "made_at", "id")]


def step(number: str, *, viewer: access.Who, today: date) -> StepLine:
    """Return one step. :raises NoSuchPaper:."""
    return _one(steps(viewer=viewer, today=today), number)


def coverage(*, viewer: access.Who) -> list[CoverageLine]:
    """Return the coverage gained, the newest first; what was taken out says so."""
    rows = access.coverage(viewer).select_related("step").order_by("-on", "-made_at", "id")
    return [_coverage(each) for each in rows]


def coverage_entry(number: str, *, viewer: access.Who) -> CoverageLine:
    """Return one entry of coverage. :raises NoSuchPaper:."""
    return _one(coverage(viewer=viewer), number)


def years(*, viewer: access.Who, today: date) -> list[int]:
    """Return the years that hold a step or coverage, and this one, the newest first."""
    due = access.communication_steps(viewer).values_list("due_on", flat=True)
    on = access.coverage(viewer).values_list("on", flat=True)
    return sorted({today.year, *(each.year for each in (*due, *on))}, reverse=True)


def changes(number: str, *, viewer: access.Who) -> list[Change]:
    """Return the story of an entry, the newest first."""
    seen = (
        access.plan_messages(viewer).filter(id=number).exists()
        or access.communication_steps(viewer).filter(id=number).exists()
        or access.coverage(viewer).filter(id=number).exists()
        or access.campaigns(viewer).filter(id=number).exists()
    )
    if not seen:
        return []
    rows = list(CommunicationChange.objects.filter(subject=number).order_by("-at", "-id"))
    names = access.names({each.by for each in rows})
    return [
        Change(
            each.at,
            names.get(each.by, each.by),
            each.why,
            tuple((column, old, new) for column, (old, new) in each.told.items()),
        )
        for each in rows
    ]


def waiting(*, viewer: access.Who, today: date) -> tuple[list[StepLine], list[MessageLine]]:
    """
    Return what waits for somebody: steps late or due soon, and messages they may approve.

    Staff see every step; a member those of the seat they speak for.
    """
    if not access.reads(viewer):
        return [], []
    due = [each for each in steps(viewer=viewer, today=today) if each.is_late or each.is_soon]
    if not access.works(viewer):
        mine = seat_of(viewer=viewer, on=today)
        due = [each for each in due if each.owner == mine]
    return due, [each for each in messages(viewer=viewer) if each.may_approve]


def actions(*, viewer: access.Who) -> list[tuple[str, str]]:
    """Return the actions of the plan that a step can serve."""
    rows = access.plan(viewer).order_by("made_at", "id")
    return [(each.id, (each.action or each.gap)[:100]) for each in rows]


def _one(lines: list[Line], number: str) -> Line:
    for each in lines:
        if each.id == number:
            return each
    raise NoSuchPaper("There is no such entry.")


def _message(row: PlanMessage, names: dict[str, str], me: str) -> MessageLine:
    state = MessageState(row.state)
    noted = check_wording(row.words)
    approved = [each for each in (row.first_by, row.second_by) if each]
    return MessageLine(
        id=row.id,
        four_p=FourP(row.four_p),
        audience=row.audience,
        language=row.language,
        words=row.words,
        kept_why=row.kept_why,
        state=state,
        version=row.version,
        writer=names.get(row.made_by, row.made_by),
        approved_by=tuple(names.get(each, each) for each in approved),
        noted=noted,
        may_approve=state is MessageState.DRAFT
        and me not in (*row.writers, row.first_by)
        and not (noted and not row.kept_why),
    )


def _step(row: CommunicationStep, seats: dict[str, str], today: date) -> StepLine:
    state = StepState(row.state)
    late = is_late(state, due_on=row.due_on, today=today)
    is_open = state in (StepState.PLANNED, StepState.UNDER_WAY)
    tied = row.action
    return StepLine(
        id=row.id,
        what=row.what,
        channel=Channel(row.channel),
        owner=row.owner,
        owner_name=seats.get(row.owner, row.owner),
        due_on=row.due_on,
        message=row.message.id if row.message else "",
        message_words=row.message.words if row.message else "",
        action=tied.id if tied else "",
        action_words=(tied.action or tied.gap) if tied else "",
        state=state,
        why=row.why,
        version=row.version,
        is_late=late,
        is_soon=is_open and today <= row.due_on <= today + SOON,
    )


def _coverage(row: Coverage) -> CoverageLine:
    return CoverageLine(
        id=row.id,
        on=row.on,
        outlet=row.outlet,
        channel=Channel(row.channel),
        title=row.title,
        link=row.link,
        reach=row.reach,
        reach_unit=ReachUnit(row.reach_unit) if row.reach_unit else None,
        reach_source=row.reach_source,
        tone=Tone(row.tone),
        step=row.step.id if row.step else "",
        step_words=row.step.what if row.step else "",
        struck_why=row.struck_why,
        version=row.version,
    )

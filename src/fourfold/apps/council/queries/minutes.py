"""Minutes as their pages show them: as they are written, and as they went out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fourfold.apps.council import access
from fourfold.apps.council.models import Minutes, MinutesBlock
from fourfold.apps.council.queries.meetings import ItemLine, MeetingLine, items, meetings
from fourfold.apps.council.queries.minutes_facts import told_of
from fourfold.apps.council.queries.studio import Rival
from fourfold.apps.council.queries.studio import Told as Step
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.meetings import Running, Stands
from fourfold.apps.council.rules.minutes import Changed, changed, digest_of
from fourfold.apps.council.states.meetings import MeetingState, PostKind
from fourfold.apps.council.states.minutes import Issued, MinutesState
from fourfold.apps.council.states.studio import Step as StepKind
from fourfold.documents.minutes_told import (
    Part,
    Told,
    from_kept,
)

NAMES = ("title", "words")


@dataclass(frozen=True, slots=True)
class BlockLine:
    """A block as it is written. rivals: texts that wait to be chosen from."""

    id: str
    minutes: str
    item: str
    title: str
    words: str
    version: int
    rivals: tuple[Rival, ...]


@dataclass(frozen=True, slots=True)
class IssueLine:
    """Minutes as they went out. changed: since what everybody, or the members, read before."""

    id: str
    what: Issued
    at: datetime
    told: Told
    digest: str
    changed: Changed | None


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """The newest version as it is written, with its facts. to_add: topics it has no block of."""

    id: str
    meeting: str
    nth: int
    state: MinutesState
    version: int
    told: Told
    blocks: tuple[tuple[BlockLine, Part], ...]
    to_add: tuple[ItemLine, ...]
    last: Step | None
    is_as_circulated: bool


def minutes_page(meeting: str, *, viewer: access.Who) -> MinutesPage | None:
    """Return the newest version of a meeting's minutes, None if nobody began them."""
    held = access.minutes(viewer).filter(meeting=meeting).order_by("-nth").first()
    if held is None:
        return None
    told = told_of(held.id, viewer=viewer)
    rows = _rows(held)
    used = {each.item for each in rows}
    step = held.steps.filter(undone=False).order_by("-nth").first()
    sent = held.issues.filter(what=Issued.CIRCULATED.value).order_by("-nth").first()
    return MinutesPage(
        held.id,
        held.meeting_id,
        held.nth,
        MinutesState(held.state),
        held.version,
        told,
        tuple(zip(rows, told.parts, strict=True)),
        tuple(each for each in items(meeting, viewer=viewer) if each.id not in used),
        _told(step) if step else None,
        sent is not None and sent.digest == digest_of(told),
    )


def minutes_block(block: str, *, viewer: access.Who) -> BlockLine:
    """Return a block that was not taken out. :raises NoSuchPaper:."""
    held = access.minutes_blocks(viewer).filter(id=block, removed_at=None)
    found = held.select_related("item").first()
    if found is None:
        raise NoSuchPaper("There is no such block.")
    return _line(found)


def block_story(block: str, *, viewer: access.Who) -> list[Step]:
    """Return what was done to a block, the newest first."""
    held = access.minutes_blocks(viewer).filter(id=block).first()
    return [_told(each) for each in held.steps.order_by("-nth")] if held else []


def issues(meeting: str, *, viewer: access.Who) -> tuple[IssueLine, ...]:
    """Return the minutes that somebody may read, the newest first, each with what changed."""
    rows = access.minutes_issues(viewer).filter(minutes__meeting=meeting)
    found: list[IssueLine] = []
    for each in rows.order_by("minutes__nth", "nth"):
        told = from_kept(each.told)
        before = found[-1] if found else None
        since = changed(before.told, told) if before and before.digest != each.digest else None
        found.append(IssueLine(each.id, Issued(each.what), each.at, told, each.digest, since))
    return tuple(reversed(found))


def latest(meeting: str, *, viewer: access.Who) -> IssueLine | None:
    """Return the minutes that hold for somebody: as published, or else as they last went out."""
    found = issues(meeting, viewer=viewer)
    published = [each for each in found if each.what is Issued.PUBLISHED]
    return next(iter(published or found), None)


def issue(issue: str, *, meeting: str, viewer: access.Who) -> IssueLine:
    """Return one paper as it went out. :raises NoSuchPaper:."""
    for each in issues(meeting, viewer=viewer):
        if each.id == issue:
            return each
    raise NoSuchPaper("There are no such minutes.")


def with_minutes(*, viewer: access.Who) -> frozenset[str]:
    """Return the meetings whose minutes somebody may read."""
    found = access.minutes_issues(viewer).values_list("minutes__meeting", flat=True)
    return frozenset(found)


def later_meetings(meeting: str, *, viewer: access.Who, now: datetime) -> tuple[MeetingLine, ...]:
    """Return the meetings that may have approved a meeting's minutes: later, and begun."""
    every = meetings(viewer=viewer, now=now)
    of = next((each for each in every if each.id == meeting), None)
    return tuple(
        each
        for each in every
        if of is not None
        and each.group == of.group
        and of.starts_at < each.starts_at <= now
        and each.state is MeetingState.POSTED
    )


def due(*, viewer: access.Who, now: datetime) -> tuple[tuple[MeetingLine, Running], ...]:
    """Return the meetings that were held and whose minutes were not filed, the oldest first."""
    if not access.works(viewer):
        return ()
    return tuple(
        (each, clock)
        for each in reversed(meetings(viewer=viewer, now=now))
        if each.state is MeetingState.POSTED and each.ends_at <= now
        for clock in each.clocks
        if clock.clock.post is PostKind.MINUTES and clock.stands in (Stands.DUE, Stands.OVERDUE)
    )


def to_read(*, viewer: access.Who, now: datetime) -> tuple[tuple[MeetingLine, datetime], ...]:
    """Return the meetings whose minutes wait for approval, each with when they were last sent."""
    rows = access.minutes_issues(viewer).filter(
        what=Issued.CIRCULATED.value, minutes__state=MinutesState.CIRCULATED.value
    )
    sent = dict(rows.order_by("nth").values_list("minutes__meeting", "at"))
    if not sent:
        return ()
    every = meetings(viewer=viewer, now=now)
    return tuple((each, sent[each.id]) for each in every if each.id in sent)


def _rows(held: Minutes) -> list[BlockLine]:
    rows = held.blocks.filter(removed_at=None).select_related("item")
    return [_line(each) for each in rows.order_by("place", "id")]


def _line(held: MinutesBlock) -> BlockLine:
    waiting = list(held.rivals.filter(settled_at=None).order_by("at", "id"))
    names = access.names({each.by for each in waiting})
    return BlockLine(
        held.id,
        held.minutes_id,
        held.item_id or "",
        held.item.title if held.item else held.title,
        held.words,
        held.version,
        tuple(Rival(e.id, e.told, e.at, names.get(e.by, e.by)) for e in waiting),
    )


def _told(each: Any) -> Step:
    name = access.names({each.by}).get(each.by, each.by)
    return Step(StepKind(each.what), each.at, name, each.before, each.undone)

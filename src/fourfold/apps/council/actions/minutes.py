"""Minutes are written block by block; each step can be taken back, and nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django.db import transaction

from fourfold.apps.council import access
from fourfold.apps.council.actions import two_texts
from fourfold.apps.council.models import AgendaItem, Meeting, Minutes, MinutesBlock, MinutesRival
from fourfold.apps.council.queries.minutes import NAMES
from fourfold.apps.council.rules import NoSuchPaper, NotWhole
from fourfold.apps.council.rules.studio import placed
from fourfold.apps.council.states.meetings import MeetingState
from fourfold.apps.council.states.minutes import MinutesState
from fourfold.apps.council.states.studio import Step
from fourfold.security import audit
from fourfold.security.events import Event

MOST_LETTERS = 20_000
OPENING, CLOSE = "Opening", "Close"


@transaction.atomic
def begin(meeting: str, *, once: str, by: access.Who, at: datetime) -> str:
    """Begin a meeting's minutes: a block for each topic of its agenda. Once begun is begun."""
    access.check_works(by)
    held = access.meetings(by).select_for_update().filter(id=meeting).first()
    if held is None:
        raise NoSuchPaper("There is no such meeting.")
    if held.state != MeetingState.POSTED.value or held.starts_at > at:
        raise NotWhole("Minutes are begun once the meeting has begun.")
    found = access.minutes(by).filter(meeting=held).order_by("-nth").first()
    if found is not None:
        return found.id
    made = _made(held, nth=1, why="", once=once, by=by, at=at)
    items = held.items.filter(is_out=False).order_by("nth", "id")
    rows: list[tuple[AgendaItem | None, str, str]] = [
        (None, OPENING, ""),
        *((each, "", "") for each in items),
        (None, CLOSE, ""),
    ]
    _fill(made, rows)
    _record(made, "begun", by=by, at=at)
    return made.id


@transaction.atomic
def correct(meeting: str, *, why: str, once: str, by: access.Who, at: datetime) -> str:
    """
    Begin a new version of published minutes, with a reason that everybody reads; returns its id.

    The published one stays as it is. The same `once` is the same version.
    """
    access.check_works(by)
    held = access.meetings(by).select_for_update().filter(id=meeting).first()
    last = access.minutes(by).filter(meeting=meeting).order_by("-nth").first()
    if held is None or last is None:
        raise NoSuchPaper("There are no such minutes.")
    if last.once == once:
        return last.id
    if last.state != MinutesState.PUBLISHED.value:
        raise NotWhole("Only published minutes are corrected. These can still be changed.")
    if not why.strip():
        raise NotWhole("Say what was wrong. Everybody reads it.")
    made = _made(held, nth=last.nth + 1, why=why.strip()[:300], once=once, by=by, at=at)
    rows = last.blocks.filter(removed_at=None).select_related("item").order_by("place", "id")
    _fill(made, [(each.item, each.title, each.words) for each in rows])
    _record(made, "correction_begun", by=by, at=at)
    return made.id


@transaction.atomic
def add_block(
    minutes: str, *, title: str, item: str, once: str, by: access.Who, at: datetime
) -> str:
    """
    Add a block before the last one: for a topic of the agenda, or under a title. Twice is once.

    item: "" for a block under its own title.
    """
    held = _draft(minutes, by=by)
    found = held.blocks.filter(once=once).first()
    if found is not None:
        return found.id
    topic = held.meeting.items.filter(id=item, is_out=False).first() if item else None
    if item and topic is None:
        raise NoSuchPaper("There is no such topic.")
    if topic is None and not title.strip():
        raise NotWhole("Say what it is about.")
    named = "" if topic else title.strip()[:200]
    before = two_texts.ids(held)
    last = held.blocks.filter(id__in=before[-1:], item=None, title=CLOSE).exists()
    made = MinutesBlock.objects.create(minutes=held, place=0, item=topic, title=named, once=once)
    after = (before[-2] if len(before) > 1 else "") if last else ""
    order = placed(before, made.id, after=after)
    if last and len(before) == 1:
        order = [made.id, *before]
    two_texts.put_in_order(held, order=order)
    _step(made, Step.ADDED, {}, by=by, at=at)
    return made.id


@transaction.atomic
def change_block(
    block: str, *, told: Mapping[str, str], version: int, by: access.Who, at: datetime
) -> MinutesRival | None:
    """
    Change what a block says. If somebody else did since `version`, this text is kept beside theirs.

    told: words, and a title where no topic names the block. Returns the kept text, if any.
    """
    held = _block(block, by=by)
    _check(held, told)
    if held.version != version:
        rival = two_texts.keep_beside(held, told=told, names=NAMES, by=by, at=at)
        if rival is not None:
            _record(held.minutes, "two_texts", by=by, at=at)
        return cast("MinutesRival | None", rival)
    _write(held, told, by=by, at=at)
    return None


@transaction.atomic
def choose(
    block: str, *, rival: str, told: Mapping[str, str], version: int, by: access.Who, at: datetime
) -> None:
    """
    Settle two texts of a block: it says `told` now, and the other text stays in its story.

    :raises ChangedMeanwhile: if the block changed since `version`. :raises NoSuchPaper:
    """
    held = _block(block, by=by)
    _check(held, told)
    beside = two_texts.settle(held, rival=rival, version=version, by=by, at=at)
    _write(held, told, beside=beside, by=by, at=at)


@transaction.atomic
def remove_block(block: str, *, by: access.Who, at: datetime) -> None:
    """Take a block out; it can come back."""
    held = _block(block, by=by)
    order = two_texts.ids(held.minutes)
    held.removed_at = at
    held.save()
    _step(held, Step.REMOVED, {"order": order}, by=by, at=at)


@transaction.atomic
def undo(minutes: str, *, by: access.Who, at: datetime) -> None:
    """Take back the last step that still stands. :raises NotWhole: if there is none."""
    held = _draft(minutes, by=by)
    step = held.steps.filter(undone=False).order_by("-nth").first()
    if step is None:
        raise NotWhole("There is no step to take back.")
    block = MinutesBlock.objects.select_for_update().get(id=step.block_id)
    two_texts.back(step, block=block, names=NAMES, at=at)
    block.save()
    if "order" in step.before:
        stands = set(two_texts.ids(held))
        two_texts.put_in_order(held, order=[e for e in step.before["order"] if e in stands])
    step.save()
    _kept(held)
    _record(held, "undone", by=by, at=at)


# ------------------------------------------------------------------ steps the others share
def _kept(held: Minutes, **told: Any) -> None:
    for name, value in told.items():
        setattr(held, name, value)
    held.version += 1
    held.save()


def _record(held: Minutes, what: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.MINUTES_CHANGED,
        by=access.name_of(by),
        subject=f"meeting:{held.meeting_id}",
        at=at,
        facts={"what": what, "nth": held.nth},
    )


def _made(
    meeting: Meeting, *, nth: int, why: str, once: str, by: access.Who, at: datetime
) -> Minutes:
    return Minutes.objects.create(
        meeting=meeting, nth=nth, why=why, once=once, made_at=at, made_by=access.name_of(by)
    )


def _fill(made: Minutes, rows: list[tuple[AgendaItem | None, str, str]]) -> None:
    MinutesBlock.objects.bulk_create(
        MinutesBlock(
            minutes=made, place=nth, item=item, title=title, words=words, once=f"{made.id}-{nth}"
        )
        for nth, (item, title, words) in enumerate(rows, 1)
    )


def _draft(minutes: str, *, by: access.Who) -> Minutes:
    access.check_works(by)
    held = access.minutes(by).select_for_update().filter(id=minutes).first()
    if held is None:
        raise NoSuchPaper("There are no such minutes.")
    if held.state != MinutesState.DRAFT.value:
        raise NotWhole("These minutes went out, so their text stands still. Take them back first.")
    return held


def _block(block: str, *, by: access.Who) -> MinutesBlock:
    access.check_works(by)
    found = access.minutes_blocks(by).filter(id=block, removed_at=None).first()
    if found is None:
        raise NoSuchPaper("There is no such block.")
    _draft(found.minutes_id, by=by)
    return MinutesBlock.objects.select_for_update(of=("self",)).get(id=block)


def _check(held: MinutesBlock, told: Mapping[str, str]) -> None:
    if held.item_id is None and not told.get("title", held.title).strip():
        raise NotWhole("Say what it is about.")
    if len(told.get("words", "")) > MOST_LETTERS:
        raise NotWhole(f"A block takes up to {MOST_LETTERS:,} letters. Make two of it.")


def _write(
    held: MinutesBlock,
    told: Mapping[str, str],
    *,
    beside: dict[str, Any] | None = None,
    by: access.Who,
    at: datetime,
) -> None:
    before = {name: getattr(held, name) for name in NAMES}
    held.words = two_texts.clean(told.get("words", held.words))
    if held.item_id is None:
        held.title = two_texts.clean(told.get("title", held.title)).strip()[:200]
    if beside is None and before == {name: getattr(held, name) for name in NAMES}:
        return
    held.version += 1
    held.save()
    _step(held, Step.CHANGED, {**before, **({"beside": beside} if beside else {})}, by=by, at=at)


def _step(
    block: MinutesBlock, what: Step, before: dict[str, Any], *, by: access.Who, at: datetime
) -> None:
    two_texts.step(block.minutes, block=block, what=what, before=before, by=by, at=at)
    _kept(block.minutes)
    _record(block.minutes, what.value.lower(), by=by, at=at)

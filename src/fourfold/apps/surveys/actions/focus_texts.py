"""Transcripts, memos: sealed as they are kept, and a line in the log before one is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import (
    FocusFile,
    FocusGroup,
    FocusMember,
    FocusMemo,
    FocusSettled,
    FocusTranscript,
)
from fourfold.apps.surveys.rules.focus import BadTranscript, ChangedMeanwhile, NoSuchGroup, NotNow
from fourfold.apps.surveys.rules.focus_texts import Said, Turn, begun, corrected
from fourfold.apps.surveys.states import FocusState
from fourfold.security import audit
from fourfold.security.events import Event

CLOSED_TO_WORDS = (FocusState.PLANNED.value, FocusState.CLOSED.value)


@transaction.atomic
def note_opening(group: str, *, what: str, by: access.Who, at: datetime) -> None:
    """
    Note in the log that somebody opens what is sealed of a group, before it is shown.

    what: such as "transcript" or "file". :raises NoSuchGroup: unless `by` is in its team.
    """
    if not access.focus_files(by).filter(group=group).exists():
        raise NoSuchGroup("There is no such focus group, or you are not in its team.")
    audit.record(
        Event.FOCUS_OPENED,
        by=access.name_of(by),
        subject=f"focus-group:{group}",
        at=at,
        facts={"what": what},
    )


@transaction.atomic
def keep_transcript(
    group: str, *, said: Sequence[Said], based_on: int, by: access.Who, at: datetime, why: str = ""
) -> int:
    """
    Keep the next version of a transcript; returns its number. Nothing changed is no new version.

    based_on: the version that was corrected, 0 for none. Turns that stay keep ids and codes. A
    correction of a coded one asks both coders again, about the changed turns only.
    :raises NoSuchGroup: :raises NotNow: before it was held, or once it is closed.
    :raises ChangedMeanwhile: if somebody kept another version since. :raises BadTranscript:
    """
    found = access.hold_focus_group(group, viewer=by)
    if found.state in CLOSED_TO_WORDS:
        raise NotNow("Note first that the group was held, and how consent was read.")
    file = _file(found)
    newest = file.transcripts.order_by("-nth").first()
    if newest is not None and newest.nth != based_on:
        if tuple(said) == tuple((each["who"], each["text"]) for each in newest.turns):
            return newest.nth
        raise ChangedMeanwhile(
            f"Version {newest.nth} was kept meanwhile. What you typed is still below: open the "
            "newest version beside it, and correct that one."
        )
    if newest is None:
        turns = begun(said)
        after = len(turns) + 1
    else:
        old = tuple(Turn(**each) for each in newest.turns)
        turns, after = corrected(old, said, number=newest.next_turn)
        if turns == old:
            return newest.nth
        if found.state != FocusState.HELD.value and not why.strip():
            raise BadTranscript("Say what you corrected, and why.")
    made = FocusTranscript(
        file=file,
        whose=file.whose,
        nth=based_on + 1,
        turns=[asdict(each) for each in turns],
        next_turn=after,
        why=why.strip() or None,
        made_at=at,
        made_by=access.name_of(by),
    )
    made.save(force_insert=True)
    if newest is not None:
        _ask_again(found, {each.id for each in turns}, by=by, at=at)
    _tell(Event.FOCUS_TRANSCRIPT_KEPT, found, made.nth, by=by, at=at)
    return made.nth


@transaction.atomic
def finish_transcript(group: str, *, version: int, by: access.Who, at: datetime) -> None:
    """
    Say that a transcript is whole and its names are out, so that coding begins.

    version: that was read. Said twice is no error. :raises NoSuchGroup:
    :raises ChangedMeanwhile: if there is a newer one, or none. :raises MoveNotAllowed:
    """
    found = access.hold_focus_group(group, viewer=by)
    newest = _file(found).transcripts.order_by("-nth").first()
    if newest is None or newest.nth != version:
        raise ChangedMeanwhile("There is a newer version, or none. Read the newest one first.")
    if found.state == FocusState.TRANSCRIBED.value:
        return
    found.move_to(FocusState.TRANSCRIBED, by=access.name_of(by), at=at)
    found.save(update_fields=["state", "moved_at", "moved_by"])
    _tell(Event.FOCUS_MOVED, found, version, by=by, at=at)


@transaction.atomic
def keep_memo(
    group: str, *, text: str, once: str, by: access.Who, at: datetime, code: str = ""
) -> str:
    """
    Keep a memo on a group, or on a code in it; returns its id. Sent twice, the same.

    :raises NoSuchGroup: :raises BadTranscript: if it says nothing.
    """
    found = access.hold_focus_group(group, viewer=by)
    made = FocusMemo.objects.filter(once=once).first()
    if made is not None:
        return made.id
    if not text.strip():
        raise BadTranscript("A memo has words.")
    file = _file(found)
    memo = FocusMemo(
        file=file,
        whose=file.whose,
        code=code,
        text=text.strip(),
        once=once,
        made_at=at,
        made_by=access.name_of(by),
    )
    memo.save(force_insert=True)
    audit.record(
        Event.FOCUS_MEMO_KEPT, by=access.name_of(by), subject=f"focus-group:{group}", at=at
    )
    return memo.id


def _file(group: FocusGroup) -> FocusFile:
    found = FocusFile.objects.filter(group=group).first()
    if found is None:
        raise NotNow("What was said in this group was destroyed when its time came.")
    return found


def _ask_again(group: FocusGroup, turns: set[str], *, by: access.Who, at: datetime) -> None:
    """Forget what was settled of turns that are gone; coders finish anew if there are new ones."""
    settled = FocusSettled.objects.filter(group=group)
    settled.exclude(turn__in=turns).delete()
    if turns - set(settled.values_list("turn", flat=True)):
        FocusMember.objects.filter(group=group).update(finished_at=None)
        if group.state == FocusState.CODED.value:
            group.move_to(FocusState.TRANSCRIBED, by=access.name_of(by), at=at)
            group.save(update_fields=["state", "moved_at", "moved_by"])


def _tell(event: Event, group: FocusGroup, nth: int, *, by: access.Who, at: datetime) -> None:
    audit.record(
        event,
        by=access.name_of(by),
        subject=f"focus-group:{group.id}",
        at=at,
        facts={"version": nth, "state": group.state},
    )

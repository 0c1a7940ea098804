"""The codebook; coding by two people, each alone; differences settled."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import (
    FocusBook,
    FocusCoding,
    FocusFile,
    FocusGroup,
    FocusMember,
    FocusMemo,
    FocusSettled,
)
from fourfold.apps.surveys.rules.focus import (
    BadBook,
    ChangedMeanwhile,
    NoSuchGroup,
    NotACoder,
    NotNow,
)
from fourfold.apps.surveys.rules.focus_codes import (
    Code,
    Codes,
    merged,
    retired,
    settled_keys,
    with_code,
)
from fourfold.apps.surveys.states import FocusPart, FocusState
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def keep_code(study: str, *, code: Code, based_on: int, by: access.Who, at: datetime) -> int:
    """
    Add a code to a study's codebook, or change it; returns the new version of the book.

    based_on: the version that was open, 0 for none. :raises NoSuchGroup: :raises BadBook:
    :raises ChangedMeanwhile: if somebody changed the book since.
    """
    return _next(study, based_on, lambda book: with_code(book, code), by=by, at=at)


@transaction.atomic
def retire_code(study: str, *, key: str, based_on: int, by: access.Who, at: datetime) -> int:
    """Give a code no more; what has it keeps it. Returns and raises as `keep_code`."""
    return _next(study, based_on, lambda book: retired(book, key), by=by, at=at)


@transaction.atomic
def merge_codes(
    study: str, *, key: str, into: str, based_on: int, by: access.Who, at: datetime
) -> int:
    """Let a code count as another one. Returns and raises as `keep_code`."""
    return _next(study, based_on, lambda book: merged(book, key, into=into), by=by, at=at)


@transaction.atomic
def code_turns(
    group: str,
    *,
    turns: Collection[str],
    codes: Collection[str],
    known: Collection[str],
    by: access.Who,
    at: datetime,
) -> None:
    """
    Give turns exactly these codes, by one coder alone; none is an answer too.

    known: the ids of the transcript's turns. :raises NoSuchGroup: :raises NotACoder: once one has
    finished, too. :raises BadBook: for a code that is not in use. :raises NotNow:
    """
    found, member = _coder(group, by=by)
    unknown = set(turns) - set(known)
    if unknown or not turns:
        raise ChangedMeanwhile("Choose at least one turn of the newest version.")
    book = _codes_of(found.study_id)
    usable = {each.key for each in book if each.is_used}
    if set(codes) - usable:
        raise BadBook(f"Not in use: {', '.join(sorted(set(codes) - usable))}.")
    given = [each.key for each in book if each.key in set(codes)]
    for turn in turns:
        FocusCoding.objects.update_or_create(
            group=found,
            account=member.account,
            turn=turn,
            defaults={"codes": given, "made_at": at},
        )
    _tell(Event.FOCUS_CODED, found, len(turns), by=by, at=at)


@transaction.atomic
def finish_coding(group: str, *, known: Collection[str], by: access.Who, at: datetime) -> None:
    """
    Say that one has coded all of it. When both have, what they agree on is settled.

    known: the ids of the transcript's turns. Finished twice is no error.
    :raises NoSuchGroup: :raises NotACoder: :raises NotNow: while a turn was not looked at.
    """
    found, member = _coder(group, by=by, may_be_finished=True)
    if member.finished_at is not None:
        return
    done = FocusCoding.objects.filter(group=found, account=member.account, turn__in=known)
    left = len(known) - done.count()
    if left:
        raise NotNow(f"You have not looked at {left} of {len(known)} turns yet.")
    member.finished_at = at
    member.save(update_fields=["finished_at"])
    coders = FocusMember.objects.filter(group=found, part=FocusPart.CODER.value)
    if not coders.filter(finished_at=None).exists():
        _settle_what_agrees(found, known, at=at)
        _code_if_settled(found, known, by=by, at=at)
    _tell(Event.FOCUS_CODING_FINISHED, found, len(known), by=by, at=at)


@transaction.atomic
def settle(
    group: str,
    *,
    turn: str,
    codes: Collection[str],
    why: str,
    known: Collection[str],
    by: access.Who,
    at: datetime,
) -> None:
    """
    Settle a turn that two coders coded differently; who and why are kept.

    The last one settled makes the group coded. :raises NoSuchGroup: :raises NotNow: before both
    have finished, or without a reason. :raises ChangedMeanwhile: if it was settled otherwise.
    """
    found = access.hold_focus_group(group, viewer=by)
    coders = FocusMember.objects.filter(group=found, part=FocusPart.CODER.value)
    if found.state != FocusState.TRANSCRIBED.value or coders.filter(finished_at=None).exists():
        raise NotNow("Differences are settled once both have finished, and before it is coded.")
    if turn not in known:
        raise ChangedMeanwhile("The transcript was corrected meanwhile. Open the page again.")
    if not why.strip():
        raise NotNow("Say in a few words why it is settled so.")
    given = list(settled_keys(_codes_of(found.study_id), codes))
    before = FocusSettled.objects.filter(group=found, turn=turn).first()
    if before is not None:
        if before.codes == given:
            return
        raise ChangedMeanwhile("Somebody settled this one otherwise a moment ago. Talk to them.")
    FocusSettled.objects.create(
        group=found, turn=turn, codes=given, settled_at=at, settled_by=access.name_of(by)
    )
    file = FocusFile.objects.filter(group=found).first()
    if file is None:
        raise NotNow("What was said in this group was destroyed when its time came.")
    FocusMemo(
        file=file,
        whose=file.whose,
        turn=turn,
        text=why.strip(),
        once=f"{found.id}:{turn}",
        made_at=at,
        made_by=access.name_of(by),
    ).save(force_insert=True)
    _code_if_settled(found, known, by=by, at=at)
    _tell(Event.FOCUS_SETTLED, found, 1, by=by, at=at)


def _codes_of(study: str) -> Codes:
    newest = FocusBook.objects.filter(study=study).order_by("-nth").first()
    return tuple(Code(**each) for each in newest.codes) if newest else ()


def _next(
    study: str, based_on: int, change: Callable[[Codes], Codes], *, by: access.Who, at: datetime
) -> int:
    found = access.studies(by).select_for_update(of=("self",)).filter(id=study).first()
    if found is None or not access.runs(by):
        raise NoSuchGroup("There is no such survey.")
    newest = FocusBook.objects.filter(study=study).order_by("-nth").first()
    nth = newest.nth if newest else 0
    book = change(tuple(Code(**each) for each in newest.codes) if newest else ())
    kept = [each.as_kept() for each in book]
    if newest is not None and kept == newest.codes:
        return nth
    if nth != based_on:
        raise ChangedMeanwhile(
            f"Somebody made version {nth} of this codebook since you opened it. Look at it, and "
            "make your change again."
        )
    FocusBook.objects.create(
        study=found, nth=nth + 1, codes=kept, made_at=at, made_by=access.name_of(by)
    )
    audit.record(
        Event.FOCUS_BOOK_CHANGED,
        by=access.name_of(by),
        subject=f"study:{study}",
        at=at,
        facts={"version": nth + 1, "codes": len(book)},
    )
    return nth + 1


def _coder(
    group: str, *, by: access.Who, may_be_finished: bool = False
) -> tuple[FocusGroup, FocusMember]:
    found = access.hold_focus_group(group, viewer=by)
    member = FocusMember.objects.filter(
        group=found, account=access.name_of(by), part=FocusPart.CODER.value
    ).first()
    if member is None:
        raise NotACoder("Only the two coders of this group code it.")
    if member.finished_at is not None and not may_be_finished:
        raise NotACoder("You have finished. What you coded stays as it is.")
    if found.state != FocusState.TRANSCRIBED.value and member.finished_at is None:
        raise NotNow("Coding begins once the transcript is whole.")
    return found, member


def _settle_what_agrees(group: FocusGroup, known: Collection[str], *, at: datetime) -> None:
    book = _codes_of(group.study_id)
    said: dict[str, list[tuple[str, ...]]] = {}
    coders = FocusMember.objects.filter(group=group, part=FocusPart.CODER.value).values("account")
    for each in FocusCoding.objects.filter(group=group, turn__in=known, account__in=coders):
        said.setdefault(each.turn, []).append(settled_keys(book, each.codes))
    settled = set(FocusSettled.objects.filter(group=group).values_list("turn", flat=True))
    FocusSettled.objects.bulk_create(
        FocusSettled(group=group, turn=turn, codes=list(both[0]), settled_at=at)
        for turn, both in said.items()
        if turn not in settled and len(set(both)) == 1
    )


def _code_if_settled(
    group: FocusGroup, known: Collection[str], *, by: access.Who, at: datetime
) -> None:
    if FocusSettled.objects.filter(group=group, turn__in=known).count() == len(set(known)):
        group.move_to(FocusState.CODED, by=access.name_of(by), at=at)
        group.save(update_fields=["state", "moved_at", "moved_by"])


def _tell(event: Event, group: FocusGroup, count: int, *, by: access.Who, at: datetime) -> None:
    audit.record(
        event,
        by=access.name_of(by),
        subject=f"focus-group:{group.id}",
        at=at,
        facts={"turns": count, "state": group.state},
    )

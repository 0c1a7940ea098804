"""Minutes go to the members, are approved at a later meeting, and are published."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from fourfold.apps.council import access
from fourfold.apps.council.actions.meetings import write_filed
from fourfold.apps.council.actions.minutes import _kept
from fourfold.apps.council.models import Minutes, MinutesIssue, MinutesRival, Posting
from fourfold.apps.council.queries.minutes import later_meetings
from fourfold.apps.council.queries.minutes_facts import approving, told_of
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.rules.minutes import digest_of, lacks
from fourfold.apps.council.states.meetings import PostKind
from fourfold.apps.council.states.minutes import Issued, MinutesState, check_move
from fourfold.documents import pdf
from fourfold.documents.minutes import compose
from fourfold.documents.minutes_told import (
    Told,
    as_kept,
    from_kept,
)
from fourfold.documents.proof import BrokenDocument
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def circulate(minutes: str, *, version: int, by: access.Who, at: datetime) -> None:
    """
    Send a draft to the members: as it stands now is kept, and its text stands still.

    :raises NotWhole: with all that is in the way. :raises ChangedMeanwhile: :raises NoSuchPaper:
    """
    held = _held(minutes, by=by, version=version)
    check_move(MinutesState(held.state), MinutesState.CIRCULATED)
    if held.meeting.ends_at > at and held.nth == 1:
        raise NotWhole("The meeting is not over by its plan. Send the minutes after it.")
    told = told_of(held.id, viewer=by)
    problems = [f"Nothing is said of “{each}”." for each in lacks(told)]
    waiting = MinutesRival.objects.filter(
        block__minutes=held, block__removed_at=None, settled_at=None
    )
    if waiting.exists():
        problems.append("Two texts of a block wait to be chosen from.")
    if problems:
        raise NotWhole(" ".join(problems))
    _check_printable(told)
    held.state = MinutesState.CIRCULATED.value
    _kept(held)
    _issue(held, Issued.CIRCULATED, replace(told, state=held.state), by=by, at=at)


@transaction.atomic
def take_back(minutes: str, *, version: int, by: access.Who, at: datetime) -> None:
    """Make circulated minutes a draft again, to change them. What was sent stays as it was."""
    held = _held(minutes, by=by, version=version)
    check_move(MinutesState(held.state), MinutesState.DRAFT)
    held.state = MinutesState.DRAFT.value
    _kept(held)
    _record(held, "taken_back", by=by, at=at)


@transaction.atomic
def post_unapproved(minutes: str, *, version: int, by: access.Who, at: datetime) -> None:
    """Post circulated minutes for everybody, with the word that nobody approved them yet."""
    held = _held(minutes, by=by, version=version)
    if held.state != MinutesState.CIRCULATED.value:
        raise NotWhole("Minutes are posted once they went to the members.")
    sent = _as_circulated(held, by=by)
    if held.issues.filter(what=Issued.POSTED.value, digest=sent.digest).exists():
        raise NotWhole("This text is posted already.")
    told = replace(from_kept(sent.told), state=Issued.POSTED.value)
    _issue(held, Issued.POSTED, told, by=by, at=at)
    _filed(held, by=by, at=at)


@transaction.atomic
def approve(
    minutes: str,
    *,
    meeting: str,
    how: str,
    version: int,
    by: access.Who,
    at: datetime,
) -> None:
    """
    Write down which later meeting approved circulated minutes, and how.

    Only what the members were sent can be approved. A motion of that meeting about these minutes
    says it by itself; how: further words, needed where there was no motion.
    :raises NotWhole: :raises ChangedMeanwhile: :raises NoSuchPaper:
    """
    held = _held(minutes, by=by, version=version)
    check_move(MinutesState(held.state), MinutesState.APPROVED)
    sent = _as_circulated(held, by=by)
    later = {each.id: each for each in later_meetings(held.meeting_id, viewer=by, now=at)}
    if meeting not in later:
        raise NotWhole("Choose the later meeting that approved these minutes.")
    motion = approving(meeting, of=held.meeting_id, viewer=by)
    if motion is not None and not motion.carried:
        raise NotWhole(
            f"Motion {motion.nth} of that meeting, to approve these minutes, was not carried."
        )
    if motion is None and not how.strip():
        raise NotWhole("Say how they were approved, such as “without objection”.")
    said = " ".join(filter(None, (motion.said if motion else "", how.strip())))
    held.state, held.motion = MinutesState.APPROVED.value, motion.id if motion else ""
    held.approved_in_id, held.approved_how = meeting, said[:300]
    _kept(held)
    now = told_of(held.id, viewer=by)
    told = replace(
        from_kept(sent.told),
        state=held.state,
        approved_in=now.approved_in,
        approved_how=held.approved_how,
    )
    _issue(held, Issued.APPROVED, told, by=by, at=at)


@transaction.atomic
def publish(minutes: str, *, version: int, by: access.Who, at: datetime) -> None:
    """Publish approved minutes as they were approved. Earlier ones stay, with what changed."""
    held = _held(minutes, by=by, version=version)
    check_move(MinutesState(held.state), MinutesState.PUBLISHED)
    kept = held.issues.filter(what=Issued.APPROVED.value).order_by("-nth")[:1].get()
    held.state = MinutesState.PUBLISHED.value
    _kept(held)
    told = replace(from_kept(kept.told), state=held.state)
    _issue(held, Issued.PUBLISHED, told, by=by, at=at)
    _filed(held, by=by, at=at)


def _held(minutes: str, *, by: access.Who, version: int) -> Minutes:
    access.check_works(by)
    held = access.minutes(by).select_for_update().filter(id=minutes).first()
    if held is None:
        raise NoSuchPaper("There are no such minutes.")
    if held.version != version:
        raise ChangedMeanwhile("Somebody changed these minutes meanwhile. Read them again first.")
    return held


def _as_circulated(held: Minutes, *, by: access.Who) -> MinutesIssue:
    """Return what the members were sent. :raises NotWhole: if facts changed since."""
    sent = held.issues.filter(what=Issued.CIRCULATED.value).order_by("-nth")[:1].get()
    if sent.digest != digest_of(told_of(held.id, viewer=by)):
        raise NotWhole(
            "Facts of the meeting changed since these minutes went to the members. "
            "Take them back, look, and send them again."
        )
    return sent


def _issue(held: Minutes, what: Issued, told: Told, *, by: access.Who, at: datetime) -> None:
    held.issues.create(
        nth=held.issues.count() + 1,
        what=what.value,
        told=as_kept(told),
        digest=digest_of(told),
        at=at,
        by=access.name_of(by),
    )
    _record(held, what.value.lower(), by=by, at=at)


def _filed(held: Minutes, *, by: access.Who, at: datetime) -> None:
    """Let the meeting's clock know, the first time."""
    found = Posting.objects.filter(meeting=held.meeting_id, what=PostKind.MINUTES.value)
    if not found.exists():
        write_filed(held.meeting_id, what=PostKind.MINUTES, filed_at=at, by=by, at=at)


def _check_printable(told: Told) -> None:
    try:
        pdf.render(compose(told))
    except (BrokenDocument, pdf.CannotSet) as broken:
        raise NotWhole(f"They cannot be printed as they are. {broken}") from broken


def _record(held: Minutes, what: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.MINUTES_CHANGED,
        by=access.name_of(by),
        subject=f"meeting:{held.meeting_id}",
        at=at,
        facts={"what": what, "nth": held.nth},
    )

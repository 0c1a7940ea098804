"""Motions are made, seconded, amended and voted on. What was wrong is taken back, and stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.actions import votes
from fourfold.apps.council.actions.attendance import EARLY, LATE
from fourfold.apps.council.models import Meeting, Motion, RecommendationVote
from fourfold.apps.council.queries import votes as vote_queries
from fourfold.apps.council.queries.attendance import there_at
from fourfold.apps.council.rules import NoSuchPaper, NotWhole
from fourfold.apps.council.rules.motions import check_movers, check_put, without_vote
from fourfold.apps.council.states.meetings import MeetingKind, MeetingState
from fourfold.apps.council.states.motions import DECIDED, About, MotionState, Taken, check_move
from fourfold.apps.council.states.votes import Choice, Outcome, Stage
from fourfold.documents.words import day
from fourfold.security import audit
from fourfold.security.events import Event

OWN = (MeetingKind.REGULAR.value, MeetingKind.SPECIAL.value)


@dataclass(frozen=True, slots=True)
class Told:
    """
    What a motion says. ref: the code of a recommendation, or the id of an earlier meeting.

    item: id of the agenda's topic it belongs to, "" for none. seconder: "" if nobody did yet.
    """

    text: str
    mover: str
    seconder: str = ""
    item: str = ""
    about: About = About.FREE
    ref: str = ""


@transaction.atomic
def make(
    meeting: str, *, told: Told, moment: datetime, once: str, by: access.Who, at: datetime
) -> str:
    """
    Write down a motion as it was made at a moment; the same `once` is the same motion.

    :raises NoSuchPaper: :raises NotWhole: what cannot be.
    """
    held = _meeting(meeting, by=by)
    known = access.motions(by).filter(once=once).first()
    if known is not None:
        return known.id
    return _make(held, told, None, moment=moment, once=once, by=by, at=at).id


@transaction.atomic
def amend(
    motion: str, *, told: Told, moment: datetime, once: str, by: access.Who, at: datetime
) -> str:
    """Replace a motion by one with new words, its mover and seconder; both stay. Returns its id."""
    row = _motion(motion, by=by)
    known = access.motions(by).filter(once=once).first()
    if known is not None:
        return known.id
    if told.text.strip() == row.text:
        raise NotWhole("The words are the same. Change them, or leave the motion as it is.")
    check_move(MotionState(row.state), MotionState.REPLACED)
    row.state, row.ended_at, row.ended_by = MotionState.REPLACED.value, at, access.name_of(by)
    row.save(update_fields=["state", "ended_at", "ended_by"])
    same = Told(told.text, told.mover, told.seconder, row.item_id or "", About(row.about), row.ref)
    return _make(row.meeting, same, row, moment=moment, once=once, by=by, at=at).id


@transaction.atomic
def second(motion: str, *, seat: str, by: access.Who, at: datetime) -> None:
    """Write down who seconds a motion. :raises NotWhole:."""
    row = _motion(motion, by=by)
    if row.state != MotionState.MADE.value or row.seconder:
        raise NotWhole("This motion is seconded already, or it is settled.")
    there = there_at(row.meeting_id, viewer=by, moment=row.moment)
    check_movers(row.mover, seat, there=there.seats)
    row.seconder = seat
    row.save(update_fields=["seconder"])
    _record(row, "seconded", by=by, at=at)


@transaction.atomic
def end(motion: str, *, to: MotionState, by: access.Who, at: datetime) -> None:
    """Withdraw or table a motion, or take back what was written by mistake."""
    row = _motion(motion, by=by)
    if to not in (MotionState.WITHDRAWN, MotionState.TABLED, MotionState.TAKEN_BACK):
        raise NotWhole("A motion is decided by a vote only.")
    check_move(MotionState(row.state), to)
    row.state, row.ended_at, row.ended_by = to.value, at, access.name_of(by)
    row.save(update_fields=["state", "ended_at", "ended_by"])
    _record(row, to.value.lower(), by=by, at=at)


@transaction.atomic
def put(motion: str, *, way: Taken, moment: datetime, by: access.Who, at: datetime) -> str:
    """Put a motion to the vote at a moment; returns the vote's id. Twice is once."""
    row = _motion(motion, by=by)
    known = row.votes.filter(closed_at=None).first()
    if known is not None:
        return known.id
    check_move(MotionState(row.state), MotionState.VOTING)
    _check_moment(row.meeting, moment, at=at)
    if moment < row.moment:
        raise NotWhole("The vote cannot be before the motion was made. Correct the time.")
    check_put(row.seconder, found=there_at(row.meeting_id, viewer=by, moment=moment).quorum)
    row.state, row.way = MotionState.VOTING.value, way.value
    row.save(update_fields=["state", "way"])
    words = f"Meeting of {day(timezone.localdate(row.meeting.starts_at))}"
    made = votes.open_on_motion(row, moment=moment, held=words, by=by, at=at)
    _record(row, "put", by=by, at=at)
    return made


@transaction.atomic
def cast_rest(motion: str, *, choice: Choice, by: access.Who, at: datetime) -> int:
    """Note one vote for every seat that is there and has none yet; returns how many."""
    row = _motion(motion, by=by)
    vote = _open_vote(row)
    left = _left(vote, at=at)
    for seat in left:
        votes.cast(vote.id, choice=choice, seat_code=seat, by=by, at=at)
    _record(row, "rest", by=by, at=at)
    return len(left)


@transaction.atomic
def decide(motion: str, *, by: access.Who, at: datetime) -> Outcome:
    """
    Close the vote on a motion once every seat that is there has one; returns how it ended.

    Without a quorum nothing is decided, and the motion waits for another vote.
    """
    row = _motion(motion, by=by)
    vote = _open_vote(row)
    left = _left(vote, at=at)
    if left:
        raise NotWhole(
            f"Seats that are there and have no vote yet: {len(left)}. Note each one; who says "
            "nothing abstains."
        )
    ended = votes.close_on_motion(row, by=by, at=at)
    to = {
        Outcome.APPROVED: MotionState.CARRIED,
        Outcome.NOT_APPROVED: MotionState.LOST,
        Outcome.NO_QUORUM: MotionState.MADE,
    }[ended]
    check_move(MotionState(row.state), to)
    row.state = to.value
    if to.value in DECIDED:
        row.ended_at, row.ended_by = at, access.name_of(by)
    row.save(update_fields=["state", "ended_at", "ended_by"])
    _record(row, to.value.lower(), by=by, at=at)
    return ended


def _make(
    held: Meeting,
    told: Told,
    amends: Motion | None,
    *,
    moment: datetime,
    once: str,
    by: access.Who,
    at: datetime,
) -> Motion:
    text = told.text.strip()
    if not text:
        raise NotWhole("Say what the motion is, in the words it was made.")
    _check_moment(held, moment, at=at)
    there = there_at(held.id, viewer=by, moment=moment)
    check_movers(told.mover, told.seconder, there=there.seats)
    if told.item and not held.items.filter(id=told.item, is_out=False).exists():
        raise NotWhole("This topic is not on the agenda of the meeting.")
    _check_about(held, told, by=by)
    made = Motion.objects.create(
        meeting=held,
        nth=access.motions(by).filter(meeting=held).count() + 1,
        item_id=told.item or None,
        about=told.about.value,
        ref=told.ref,
        text=text[:2000],
        mover=told.mover,
        seconder=told.seconder,
        moment=moment,
        amends=amends,
        once=once,
        made_at=at,
        made_by=access.name_of(by),
    )
    _record(made, "amended" if amends else "made", by=by, at=at)
    return made


def _check_about(held: Meeting, told: Told, *, by: access.Who) -> None:
    if told.about is About.RECOMMENDATION:
        row = access.recommendations(by).filter(code=told.ref).first()
        if row is None or row.stage != Stage.COMMENT.value:
            raise NotWhole("Choose a recommendation that members can comment on now.")
    elif told.about is About.MINUTES:
        earlier = access.meetings(by).filter(
            id=told.ref, starts_at__lt=held.starts_at, state=MeetingState.POSTED.value
        )
        if not earlier.exists():
            raise NotWhole("Choose an earlier meeting whose minutes the motion is about.")


def _check_moment(held: Meeting, moment: datetime, *, at: datetime) -> None:
    if moment > at:
        raise NotWhole("This time is still to come. Write it down then.")
    if not held.starts_at - EARLY <= moment <= held.ends_at + LATE:
        raise NotWhole("That is not the time of this meeting. Say when it was.")


def _meeting(meeting: str, *, by: access.Who) -> Meeting:
    """Return a meeting of the Council itself, kept from everybody else until this is written."""
    access.check_works(by)
    held = access.meetings(by).select_for_update().filter(id=meeting).first()
    if held is None:
        raise NoSuchPaper("There is no such meeting.")
    if held.kind not in OWN or held.state != MeetingState.POSTED.value:
        raise NotWhole("Motions are made in a meeting of the Council that was posted.")
    return held


def _motion(motion: str, *, by: access.Who) -> Motion:
    """Return a motion; its meeting is kept from everybody else until this is written."""
    access.check_works(by)
    row = access.motions(by).filter(id=motion).values_list("meeting", flat=True).first()
    if row is None:
        raise NoSuchPaper("There is no such motion.")
    _meeting(row, by=by)
    return access.motions(by).select_related("meeting").get(id=motion)


def _open_vote(row: Motion) -> RecommendationVote:
    vote = row.votes.filter(closed_at=None).first()
    if vote is None:
        raise NotWhole("This motion is not put to the vote now.")
    return vote


def _left(vote: RecommendationVote, *, at: datetime) -> list[str]:
    told = vote_queries.tally(vote, viewer=votes.HOUSE, at=at)
    came = vote_queries.there(vote, viewer=votes.HOUSE)
    stands = {each.seat: each.stand for each in told.lines}
    return without_vote(came.seats if came else (), stands=stands)


def _record(row: Motion, what: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.MOTION_CHANGED,
        by=access.name_of(by),
        subject=f"motion:{row.id}",
        at=at,
        facts={"what": what, "meeting": row.meeting_id},
    )

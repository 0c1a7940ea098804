"""Votes are opened, cast by seat, and closed. A vote is never changed: the next one counts."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.actions import vote_mails
from fourfold.apps.council.models import Motion, Recommendation, RecommendationVote, VoteEntry
from fourfold.apps.council.queries import votes as queries
from fourfold.apps.council.queries.attendance import there_at
from fourfold.apps.council.queries.seats import SeatLine, quorum_rule, seat, seat_of, terms
from fourfold.apps.council.rules import NoSuchPaper, NotWhole
from fourfold.apps.council.rules.quorum import Quorum, quorum
from fourfold.apps.council.rules.seats import holds_on
from fourfold.apps.council.rules.votes import VoteRefused, outcome, present, unfilled
from fourfold.apps.council.states.motions import About
from fourfold.apps.council.states.votes import Choice, Outcome, Stage, Way, check_move
from fourfold.documents.words import day
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event

HOUSE = "votes"
SAID = {Choice.FOR: "for", Choice.AGAINST: "against", Choice.ABSTAIN: "abstain"}


@transaction.atomic
def open_vote(
    code: str, *, closes_at: datetime, site: str = "", by: access.Who, at: datetime
) -> str:
    """
    Open a vote by mail until a deadline; returns its id. Twice is once.

    Who speaks for each seat is invited. site: root address of this site, for the link.
    """
    access.check_works(by)
    row = _recommendation(code, by=by)
    known = row.votes.filter(closed_at=None).first()
    if known is not None:
        return known.id
    if closes_at <= at:
        raise NotWhole("Give a vote by mail a deadline that is still to come.")
    _to_vote(row)
    made = RecommendationVote.objects.create(
        recommendation=row,
        way=Way.MAIL.value,
        closes_at=closes_at,
        opened_at=at,
        opened_by=access.name_of(by),
    )
    _record(made, {"what": "opened", "way": made.way}, by=by, at=at)
    vote_mails.invite(made, site=site, by=by, at=at)
    return made.id


@transaction.atomic
def open_on_motion(
    motion: Motion, *, moment: datetime, held: str, by: access.Who, at: datetime
) -> str:
    """
    Open the vote of a meeting on a motion that is kept from everybody else; returns its id.

    moment: when the meeting votes. held: the meeting, in words. Who checks the motion calls this.
    """
    access.check_works(by)
    row = None
    if motion.about == About.RECOMMENDATION:
        row = _recommendation(motion.ref, by=by)
        if row.votes.filter(closed_at=None).exists():
            raise NotWhole("A vote on this recommendation is open already. Close it first.")
        _to_vote(row)
    made = RecommendationVote.objects.create(
        recommendation=row,
        motion=motion,
        taken_at=moment,
        way=Way.MEETING.value,
        held=held[:200],
        opened_at=at,
        opened_by=access.name_of(by),
    )
    _record(made, {"what": "opened", "way": made.way}, by=by, at=at)
    return made.id


@transaction.atomic
def cast(
    vote: str,
    *,
    choice: Choice,
    why: str = "",
    seat_code: str = "",
    by: access.Who,
    at: datetime,
) -> int:
    """
    Keep a vote for the seat that somebody speaks for that day; returns the how manieth it is.

    By mail, one that comes after the deadline is kept as late, counts nowhere, and returns 0.
    seat_code: only staff say it, who write down what was said in a meeting.
    :raises VoteRefused: after the close of a meeting's vote, without a seat, or with a conflict.
    """
    if not access.reads(by):
        raise NoSuchPaper("There is no such vote.")
    held = _held(vote, by=by)
    said = f"Your choice was “{SAID[choice]}”; it was not counted."
    is_late = held.closes_at is not None and at >= held.closes_at
    if held.closed_at is not None and not is_late:
        raise VoteRefused(
            f"The vote closed on {day(timezone.localdate(held.closed_at))}. {said} "
            "Tell the Council's staff if you want it noted in the minutes."
        )
    today = queries.day_of(held, viewer=HOUSE, at=at)
    code = _speaks_for(held, seat_code, by=by, at=at)
    line = seat(code, viewer=HOUSE, on=today)
    if line.is_vacant:
        raise VoteRefused(f"Nobody is known to hold the seat “{line.name}” that day. {said}")
    came = queries.there(held, viewer=HOUSE)
    if came is not None and code not in came.seats:
        raise VoteRefused(
            f"The seat “{line.name}” is not marked as there when the meeting voted. {said} "
            "Mend the attendance first if it was there."
        )
    if code in queries.apart(held, viewer=HOUSE, on=today):
        raise VoteRefused(
            f"A conflict of interest is declared for the seat “{line.name}”. {said} "
            "Take the conflict back first if it was declared by mistake."
        )
    last = held.entries.filter(seat=code).order_by("-nth").first()
    told = (choice.value, why.strip()[:500], is_late)
    if last is not None and (last.choice, last.why, last.is_late) == told:
        return 0 if is_late else last.nth
    made = VoteEntry.objects.create(
        vote=held,
        seat=code,
        nth=last.nth + 1 if last else 1,
        agency=(line.organization_name or line.name)[:200],
        is_designee=_is_designee(line, by=by, at=at) if came is None else came.seats[code],
        is_late=is_late,
        choice=choice.value,
        why=why.strip()[:500],
        made_at=at,
        made_by=access.name_of(by),
    )
    what = "late" if is_late else "cast"
    _record(held, {"what": what, "seat": code, "nth": made.nth}, by=by, at=at)
    return 0 if is_late else made.nth


@transaction.atomic
def close(vote: str, *, site: str = "", by: access.Who, at: datetime) -> Outcome:
    """
    Close a vote and freeze where each seat stands; returns what is decided. Twice is once.

    The result of a vote by mail is mailed. site: root address of this site, for the link.
    Without a quorum nothing is decided: it is open for comments again, and for another vote.
    :raises NotWhole: before the deadline of a vote by mail.
    """
    access.check_works(by)
    held = _held(vote, by=by)
    if held.closed_at is not None:
        return Outcome(held.outcome)
    if held.motion is not None:
        raise NotWhole("This vote is on a motion of a meeting. Close it there.")
    if held.closes_at is not None and at < held.closes_at:
        last = day(timezone.localdate(held.closes_at))
        raise NotWhole(f"Members can vote until {last}. Close the vote after that.")
    return _close(held, site=site, by=by, at=at)


@transaction.atomic
def close_on_motion(motion: Motion, *, by: access.Who, at: datetime) -> Outcome:
    """Close the open vote on a motion that is kept from everybody else; returns how it ended."""
    access.check_works(by)
    held = access.votes(by).select_for_update().get(motion=motion, closed_at=None)
    return _close(held, by=by, at=at)


def _close(held: RecommendationVote, *, site: str = "", by: access.Who, at: datetime) -> Outcome:
    told = queries.tally(held, viewer=HOUSE, at=held.closes_at or at)
    majority, needs = queries.vote_rule(viewer=HOUSE), quorum_rule(viewer=HOUSE)
    found = _quorum(held, told, at=at)
    ended = outcome(told.counts, rule=majority, has_quorum=found.has_it)
    held.closed_at, held.closed_by, held.outcome = at, access.name_of(by), ended.value
    held.result = [asdict(each) | {"stand": each.stand.value} for each in told.lines]
    held.rule = {
        "majority": majority.of.value,
        "majority_confirmed": majority.is_confirmed,
        "quorum_needed": found.needed,
        "quorum_present": found.present,
        "quorum_confirmed": needs.is_confirmed,
    }
    held.save()
    if held.recommendation is not None:
        _after(held.recommendation.code, ended, by=by)
    _record(held, {"what": "closed", "outcome": ended.value}, by=by, at=at)
    if held.way == Way.MAIL.value:
        vote_mails.tell(held, site=site, by=by, at=at)
    return ended


def _quorum(held: RecommendationVote, told: queries.Tally, *, at: datetime) -> Quorum:
    """
    Return the quorum of a vote: by mail of the seats that voted, in a meeting of those there.

    A meeting that still goes on must have it now as well, not only when the vote began.
    """
    came = queries.there(held, viewer=HOUSE)
    if came is None or held.motion is None:
        empty = unfilled(told.counts)
        return quorum(len(told.lines), empty, present(told.counts), quorum_rule(viewer=HOUSE))
    meeting = held.motion.meeting
    if at > meeting.ends_at:
        return came.quorum
    now = there_at(meeting.id, viewer=HOUSE, moment=at).quorum
    return min(came.quorum, now, key=lambda each: each.present)


def _after(code: str, ended: Outcome, *, by: access.Who) -> None:
    """Move a recommendation to where its vote ended."""
    row = _recommendation(code, by=by)
    to = {
        Outcome.APPROVED: Stage.APPROVED,
        Outcome.NOT_APPROVED: Stage.NOT_APPROVED,
        Outcome.NO_QUORUM: Stage.COMMENT,
    }[ended]
    check_move(Stage(row.stage), to)
    row.stage = to.value
    row.version += 1
    row.save()


def _to_vote(row: Recommendation) -> None:
    check_move(Stage(row.stage), Stage.VOTE)
    row.stage = Stage.VOTE.value
    row.version += 1
    row.save()


def _recommendation(code: str, *, by: access.Who) -> Recommendation:
    """Return a recommendation, kept from everybody else until this is written."""
    row = access.recommendations(by).select_for_update().filter(code=code).first()
    if row is None:
        raise NoSuchPaper("There is no such recommendation.")
    return row


def _held(vote: str, *, by: access.Who) -> RecommendationVote:
    """Return a vote, kept from everybody else until this is written."""
    row = access.votes(by).select_for_update().filter(id=vote).first()
    if row is None:
        raise NoSuchPaper("There is no such vote.")
    return row


def _speaks_for(held: RecommendationVote, code: str, *, by: access.Who, at: datetime) -> str:
    if code:
        if not access.works(by):
            raise VoteRefused("You vote for your own seat only.")
        if held.way != Way.MEETING.value:
            raise VoteRefused("In a vote by mail each member votes in person.")
        return code
    mine = seat_of(viewer=by, on=timezone.localdate(at))
    if mine is None:
        raise VoteRefused("You speak for no seat of the Council today, so no vote was counted.")
    return mine


def _is_designee(line: SeatLine, *, by: access.Who, at: datetime) -> bool:
    if not isinstance(by, Viewer):
        return False
    today = timezone.localdate(at)
    return any(
        each.of and each.account == by.account and holds_on((each.from_on, each.until_on), today)
        for each in terms(viewer=HOUSE, seat=line.code)
    )


def _record(
    held: RecommendationVote, facts: dict[str, str | int], *, by: access.Who, at: datetime
) -> None:
    audit.record(
        Event.VOTE_TAKEN, by=access.name_of(by), subject=f"vote:{held.id}", at=at, facts=facts
    )

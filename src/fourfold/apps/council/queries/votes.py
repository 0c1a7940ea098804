"""Votes as they stand: each seat, the counts, and what waits for a member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import RecommendationVote
from fourfold.apps.council.queries.attendance import There, there_at
from fourfold.apps.council.queries.seats import conflicts, seat_of, seats
from fourfold.apps.council.rules.votes import Cast, MajorityOf, VoteRule, counts, stands
from fourfold.apps.council.states.seats import ConflictAbout
from fourfold.apps.council.states.votes import Choice, Outcome, Stand, Way
from fourfold.reference import active_pack

HOUSE = "votes"


@dataclass(frozen=True, slots=True)
class SeatStand:
    """A seat in a vote. agency: that it spoke for when it voted."""

    seat: str
    name: str
    agency: str
    stand: Stand
    why: str
    by_designee: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Where all seats stand in a vote, and their counts."""

    lines: tuple[SeatStand, ...]
    counts: dict[Stand, int]


@dataclass(frozen=True, slots=True)
class LateVote:
    """A vote that came after the deadline. choice: None while the vote is not closed."""

    seat: str
    agency: str
    choice: Choice | None
    at: datetime


@dataclass(frozen=True, slots=True)
class VoteLine:
    """
    A vote. tally: as it was frozen; while it runs, for staff in a meeting only.

    meeting: id of the meeting it is taken in, "" by mail and for what was kept before motions were.
    late: votes that came late and are not counted; staff see all, a member their seat's.
    """

    id: str
    way: Way
    held: str
    meeting: str
    opened_at: datetime
    closes_at: datetime | None
    closed_at: datetime | None
    outcome: Outcome | None
    tally: Tally | None
    rule: dict[str, object]
    answered: int
    late: tuple[LateVote, ...] = ()


@dataclass(frozen=True, slots=True)
class MyVote:
    """A vote that runs, for the seat of who asks. mine: their last choice, None if none yet."""

    id: str
    code: str
    text: str
    closes_at: datetime | None
    seat: str
    mine: Choice | None
    why: str
    times: int
    is_recused: bool


def vote_rule(*, viewer: access.Who) -> VoteRule:
    """Return the pack's rule of the majority; where it has none, our default, not confirmed."""
    del viewer
    for row in active_pack().rows("vote_rules"):
        return VoteRule(MajorityOf(row["of"]), row["confirmed"] == "yes")
    return VoteRule()


def recused(code: str, *, viewer: access.Who, on: date) -> set[str]:
    """Return the seats with a declared conflict on a recommendation; the Council's."""
    if not access.reads(viewer):
        return set()
    about = {"about": ConflictAbout.RECOMMENDATION, "ref": code}
    return {each.seat for each in conflicts(viewer=HOUSE, on=on, **about) if each.seat}  # type: ignore[arg-type]


def apart(vote: RecommendationVote, *, viewer: access.Who, on: date) -> set[str]:
    """Return the seats with a declared conflict on what a vote is about; the Council's."""
    if not access.reads(viewer):
        return set()
    found = (
        recused(vote.recommendation.code, viewer=viewer, on=on) if vote.recommendation else set()
    )
    if vote.motion is not None and vote.motion.item_id:
        item = {"about": ConflictAbout.AGENDA_ITEM, "ref": vote.motion.item_id}
        found |= {each.seat for each in conflicts(viewer=HOUSE, on=on, **item) if each.seat}  # type: ignore[arg-type]
    return found


def there(vote: RecommendationVote, *, viewer: access.Who) -> There | None:
    """Return who was at the meeting when it voted; None for a vote without a motion."""
    if vote.motion is None or vote.taken_at is None:
        return None
    return there_at(vote.motion.meeting_id, viewer=viewer, moment=vote.taken_at)


def day_of(vote: RecommendationVote, *, viewer: access.Who, at: datetime) -> date:
    """Return the day whose seats vote: that of the meeting, or by mail the day it is."""
    del viewer
    return timezone.localdate(vote.taken_at or at)


def tally(vote: RecommendationVote, *, viewer: access.Who, at: datetime) -> Tally:
    """Return where each seat of the pack stands at a moment, by what was cast before."""
    if not access.reads(viewer):
        return Tally((), counts({}))
    on = day_of(vote, viewer=viewer, at=at)
    held = seats(viewer=HOUSE, on=on)
    rows = list(vote.entries.filter(is_late=False).order_by("nth"))
    came = there(vote, viewer=HOUSE)
    found = stands(
        [each.code for each in held],
        vacant=[each.code for each in held if each.is_vacant],
        unknown=[each.code for each in held if each.is_unknown],
        recused=apart(vote, viewer=HOUSE, on=on),
        cast=[Cast(e.seat, Choice(e.choice), e.nth, e.made_at) for e in rows],
        closes_at=vote.closes_at,
        there=None if came is None else came.seats,
    )
    last = {each.seat: each for each in rows}
    lines = []
    for each in held:
        stand, row = found[each.code], last.get(each.code)
        own = row if row is not None and stand.value == row.choice else None
        agency = own.agency if own else (each.organization_name or each.name)
        why, by_designee = (own.why, own.is_designee) if own else ("", False)
        lines.append(SeatStand(each.code, each.name, agency, stand, why, by_designee))
    return Tally(tuple(lines), counts(found))


def votes_of(recommendation: str, *, viewer: access.Who, at: datetime) -> tuple[VoteLine, ...]:
    """Return the votes on a recommendation, the newest first. By mail they show when closed."""
    rows = access.votes(viewer).filter(recommendation__code=recommendation)
    rows = rows.select_related("motion", "recommendation").order_by("-opened_at", "id")
    return tuple(line(each, viewer=viewer, at=at) for each in rows)


def my_votes(*, viewer: access.Who, at: datetime) -> tuple[MyVote, ...]:
    """Return the votes by mail that run now, for who speaks for a seat today."""
    today = timezone.localdate(at)
    mine = seat_of(viewer=viewer, on=today)
    if mine is None:
        return ()
    rows = access.votes(viewer).filter(closed_at=None, way=Way.MAIL.value, closes_at__gt=at)
    found = []
    for each in rows.select_related("recommendation").order_by("closes_at", "id"):
        held = list(each.entries.filter(seat=mine).order_by("nth"))
        row, last = each.recommendation, held[-1] if held else None
        if row is None:  # a vote by mail is always on a recommendation
            continue
        found.append(
            MyVote(
                *(each.id, row.code, row.text, each.closes_at, mine),
                Choice(last.choice) if last else None,
                last.why if last else "",
                len(held),
                mine in recused(row.code, viewer=HOUSE, on=today),
            )
        )
    return tuple(found)


def line(row: RecommendationVote, *, viewer: access.Who, at: datetime) -> VoteLine:
    """Return a vote as somebody may see it, who may see it."""
    shown = None
    if row.closed_at is not None:
        lines = tuple(
            SeatStand(
                *(e["seat"], e["name"], e["agency"], Stand(e["stand"]), e["why"]),
                e.get("by_designee", False),
            )
            for e in row.result
        )
        shown = Tally(lines, counts({each.seat: each.stand for each in lines}))
    elif row.way == Way.MEETING.value and access.works(viewer):
        shown = tally(row, viewer=viewer, at=at)
    return VoteLine(
        *(row.id, Way(row.way), row.held, row.motion.meeting_id if row.motion else ""),
        *(row.opened_at, row.closes_at, row.closed_at),
        Outcome(row.outcome) if row.outcome else None,
        shown,
        row.rule,
        row.entries.filter(is_late=False).values("seat").distinct().count(),
        _late(row, viewer),
    )


def _late(row: RecommendationVote, viewer: access.Who) -> tuple[LateVote, ...]:
    """Return the latest late vote of each seat that somebody may see."""
    if row.closes_at is None or not access.reads(viewer):
        return ()
    rows = row.entries.filter(is_late=True).order_by("nth")
    if not access.works(viewer):
        rows = rows.filter(made_by=access.name_of(viewer))
    named = {each.code: each.seat or each.organization_name for each in active_pack().council_seats}
    last = {each.seat: each for each in rows}
    is_open = row.closed_at is None and access.works(viewer)
    return tuple(
        LateVote(
            named.get(each.seat, each.seat),
            each.agency,
            None if is_open else Choice(each.choice),
            each.made_at,
        )
        for each in sorted(last.values(), key=lambda one: (one.made_at, one.seat))
    )

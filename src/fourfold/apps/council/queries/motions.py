"""Motions of a meeting as they stand: who made them, the votes by seat, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import Motion
from fourfold.apps.council.queries import votes
from fourfold.apps.council.queries.seats import conflicts, seats
from fourfold.apps.council.queries.votes import SeatStand, VoteLine
from fourfold.apps.council.states.meetings import MeetingKind, MeetingState
from fourfold.apps.council.states.motions import About, MotionState, Taken
from fourfold.apps.council.states.seats import ConflictAbout
from fourfold.apps.council.states.votes import Outcome, Stage, Stand

HOUSE = "motions"


@dataclass(frozen=True, slots=True)
class MotionLine:
    """
    A motion. mover, seconder: the seats as they are called. item: the topic's id, "" for none.

    item_title: of the topic, "" for none. amends: number of the motion whose words it replaces,
    None for none. votes: the newest first; one without a quorum decided nothing.
    """

    id: str
    nth: int
    item: str
    item_title: str
    about: About
    ref: str
    text: str
    mover: str
    seconder: str
    way: Taken | None
    state: MotionState
    moment: datetime
    amends: int | None
    votes: tuple[VoteLine, ...]

    @property
    def decided_by(self) -> VoteLine | None:
        """The vote that decided it, None if none did."""
        ends = (Outcome.APPROVED, Outcome.NOT_APPROVED)
        return next((each for each in self.votes if each.outcome in ends), None)

    @property
    def running(self) -> VoteLine | None:
        """The vote that is taken now, None if none is."""
        return next((each for each in self.votes if each.closed_at is None), None)

    @property
    def opposed_by(self) -> tuple[str, ...]:
        """The agencies that voted against it, each once."""
        return self._agencies(Stand.AGAINST)

    @property
    def abstained(self) -> tuple[str, ...]:
        """The agencies that abstained, each once."""
        return self._agencies(Stand.ABSTAIN)

    def _agencies(self, stand: Stand) -> tuple[str, ...]:
        vote = self.decided_by
        if vote is None or vote.tally is None:
            return ()
        return tuple(dict.fromkeys(e.agency for e in vote.tally.lines if e.stand is stand))


@dataclass(frozen=True, slots=True)
class SetApart:
    """
    A seat that takes no part in a matter, for a declared conflict.

    name: of a recommendation or a topic, "" in general.
    """

    seat: str
    about: ConflictAbout
    ref: str
    name: str
    since: date

    def is_about(self, line: MotionLine) -> bool:
        """Whether the seat takes no part in a motion."""
        if self.about is ConflictAbout.AGENDA_ITEM:
            return self.ref == line.item
        if self.about is ConflictAbout.RECOMMENDATION:
            return line.about is About.RECOMMENDATION and self.ref == line.ref
        return True


@dataclass(frozen=True, slots=True)
class Asked:
    """A seat in a roll call. may: whether its vote can be noted; else why is said by the stand."""

    stand: SeatStand
    may: bool
    by_designee: bool


def motions_of(meeting: str, *, viewer: access.Who) -> tuple[MotionLine, ...]:
    """Return the motions of a meeting in their order; everybody reads those that were decided."""
    held = access.meetings(viewer).filter(id=meeting).first()
    if held is None:
        return ()
    found = access.motions(viewer).filter(meeting=held)
    rows = list(found.select_related("item", "amends").order_by("nth"))
    named = {
        each.code: each.name for each in seats(viewer=HOUSE, on=timezone.localdate(held.starts_at))
    }
    return tuple(_line(each, named, viewer) for each in rows)


def motion(motion: str, *, viewer: access.Who) -> MotionLine | None:
    """Return one, None if there is none for whoever asks."""
    found = motions_of(meeting_of(motion, viewer=viewer), viewer=viewer)
    return next((each for each in found if each.id == motion), None)


def set_apart(meeting: str, *, viewer: access.Who) -> tuple[SetApart, ...]:
    """
    Return the seats that take no part in a meeting's matters, in the order of the seats.

    What a member wrote of the reason is theirs and the staff's, and is not here.
    """
    held = access.meetings(viewer).filter(id=meeting).first()
    if held is None or not access.reads(viewer):
        return ()
    on = timezone.localdate(held.starts_at)
    titles = dict(held.items.values_list("id", "title"))
    codes = {each for each, _text in movable(viewer=viewer)}
    codes |= set(access.motions(viewer).filter(meeting=held).values_list("ref", flat=True)) - {""}
    order = {each.code: (nth, each.name) for nth, each in enumerate(seats(viewer=HOUSE, on=on))}
    found = []
    for each in conflicts(viewer=HOUSE, on=on):
        about = {ConflictAbout.AGENDA_ITEM: titles, ConflictAbout.RECOMMENDATION: codes}
        if each.seat in order and each.ref in about.get(each.about, {""}):
            told = (each.about, each.ref, titles.get(each.ref, each.ref), each.from_on)
            found.append((order[each.seat], told))
    return tuple(SetApart(name, *told) for (_nth, name), told in sorted(set(found)))


def roll(line: MotionLine, *, viewer: access.Who) -> tuple[Asked, ...]:
    """Return the seats of a vote that runs: first those that are there, as the pack orders them."""
    running = line.running
    row = access.votes(viewer).filter(id=running.id).first() if running else None
    if row is None or running is None or running.tally is None:
        return ()
    came = votes.there(row, viewer=HOUSE)
    there = came.seats if came else {}
    found = [
        Asked(
            each,
            each.seat in there and each.stand is not Stand.RECUSED,
            there.get(each.seat, False),
        )
        for each in running.tally.lines
    ]
    return tuple(sorted(found, key=lambda each: not each.may))


def movable(*, viewer: access.Who) -> list[tuple[str, str]]:
    """Return code and words of the recommendations a motion can be about now."""
    found = access.recommendations(viewer).filter(stage=Stage.COMMENT.value)
    return [(e.code, e.text) for e in found.order_by("-year", "category", "number")]


def earlier(meeting: str, *, viewer: access.Who) -> list[tuple[str, datetime]]:
    """Return id and start of the last meetings of the Council before this one."""
    held = access.meetings(viewer).filter(id=meeting).first()
    if held is None:
        return []
    found = access.meetings(viewer).filter(
        starts_at__lt=held.starts_at, state=MeetingState.POSTED.value
    )
    own = found.exclude(kind=MeetingKind.WORKING_GROUP.value).order_by("-starts_at", "id")
    return list(own.values_list("id", "starts_at")[:6])


def meeting_of(motion: str, *, viewer: access.Who) -> str:
    """Return the id of the meeting a motion belongs to, "" if there is none for whoever asks."""
    found = access.motions(viewer).filter(id=motion).values_list("meeting", flat=True).first()
    return found or ""


def _line(row: Motion, named: dict[str, str], viewer: access.Who) -> MotionLine:
    held = access.votes(viewer).filter(motion=row).select_related("motion", "recommendation")
    return MotionLine(
        id=row.id,
        nth=row.nth,
        item=row.item_id or "",
        item_title=row.item.title if row.item else "",
        about=About(row.about),
        ref=row.ref,
        text=row.text,
        mover=named.get(row.mover, row.mover),
        seconder=named.get(row.seconder, row.seconder),
        way=Taken(row.way) if row.way else None,
        state=MotionState(row.state),
        moment=row.moment,
        amends=row.amends.nth if row.amends else None,
        votes=tuple(
            votes.line(each, viewer=viewer, at=each.opened_at)
            for each in held.order_by("-opened_at", "id")
        ),
    )

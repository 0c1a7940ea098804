"""What minutes are printed from: the meeting's own facts, and the words of their blocks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import Meeting, Minutes, MinutesBlock
from fourfold.apps.council.queries.attendance import attendance_of, quorum_line
from fourfold.apps.council.queries.motions import MotionLine, motions_of
from fourfold.apps.council.queries.seats import roster
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.attendance import Span as Counted
from fourfold.apps.council.states.attendance import Stands
from fourfold.apps.council.states.meetings import MeetingKind
from fourfold.apps.council.states.motions import About, MotionState, Taken
from fourfold.apps.council.states.votes import Outcome
from fourfold.documents.minutes_told import (
    CHOICES,
    Ballot,
    Motion,
    Part,
    Seat,
    Span,
    Stay,
    Told,
    counts,
)
from fourfold.reference import active_pack

NAMES = {
    MeetingKind.REGULAR: "Regular meeting",
    MeetingKind.SPECIAL: "Special meeting",
    MeetingKind.WORKING_GROUP: "Working group",
}
"""The printed minutes are English; a page says it in its own language."""
RESULTS = {
    MotionState.MADE: "Not decided",
    MotionState.VOTING: "Not decided yet",
    MotionState.CARRIED: "Carried",
    MotionState.LOST: "Not carried",
    MotionState.REPLACED: "Amended, see the motion with its new words",
    MotionState.WITHDRAWN: "Withdrawn",
    MotionState.TABLED: "Tabled",
    MotionState.TAKEN_BACK: "A wrong entry",
}
WAYS = {
    Taken.VOICE: "By voice",
    Taken.HANDS: "By a show of hands",
    Taken.ROLL_CALL: "By roll call",
}


@dataclass(frozen=True, slots=True)
class Approving:
    """A motion to approve minutes. said: how it ended, in words."""

    id: str
    nth: int
    carried: bool
    said: str


def told_of(minutes: str, *, viewer: access.Who) -> Told:
    """Return all that a draft's minutes are printed from, as it stands. :raises NoSuchPaper:."""
    held = access.minutes(viewer).select_related("meeting", "approved_in").filter(id=minutes)
    found = held.first()
    if found is None:
        raise NoSuchPaper("There are no such minutes.")
    meeting, local = found.meeting, timezone.localtime
    motions = motions_by_item(meeting.id, viewer=viewer)
    parts = _parts(found, motions, viewer=viewer)
    used = {motion.id for part in parts for motion in part.motions}
    return Told(
        meeting=meeting.group or NAMES[MeetingKind(meeting.kind)],
        council=str(active_pack().settings["council"]["name"]),
        place=meeting.place,
        starts_at=local(meeting.starts_at),
        ends_at=local(meeting.ends_at),
        state=found.state,
        nth=found.nth,
        why=found.why,
        approved_in=local(found.approved_in.starts_at) if found.approved_in else None,
        approved_how=found.approved_how,
        seats=_seats(meeting, viewer),
        spans=tuple(_span(each) for each in quorum_line(meeting.id, viewer=viewer)),
        parts=parts,
        others=tuple(each for held in motions.values() for each in held if each.id not in used),
    )


def motions_by_item(meeting: str, *, viewer: access.Who) -> dict[str, tuple[Motion, ...]]:
    """Return a meeting's motions by agenda item, "" for those of none; no wrong entries."""
    found: dict[str, list[Motion]] = {}
    for each in motions_of(meeting, viewer=viewer):
        if each.state is not MotionState.TAKEN_BACK:
            found.setdefault(each.item, []).append(_motion(each))
    return {item: tuple(rows) for item, rows in found.items()}


def approving(meeting: str, *, of: str, viewer: access.Who) -> Approving | None:
    """
    Return the motion of a meeting to approve the minutes `of` an earlier one; None if none.

    A motion that approved one version says nothing of its correction.
    """
    used = set(access.minutes(viewer).exclude(motion="").values_list("motion", flat=True))
    rows = [
        each
        for each in motions_of(meeting, viewer=viewer)
        if each.about is About.MINUTES
        and each.ref == of
        and each.id not in used
        and each.state not in (MotionState.TAKEN_BACK, MotionState.REPLACED)
    ]
    carried = [each for each in rows if each.state is MotionState.CARRIED]
    for one in (*reversed(carried), *reversed(rows)):
        return Approving(one.id, one.nth, bool(carried), _in_words(one))
    return None


def _in_words(motion: MotionLine) -> str:
    """Say how a motion ended: "Motion 2 carried: 14 for, 1 against, 0 abstained."."""
    told = _motion(motion)
    said = ", ".join(f"{n} {CHOICES[choice]}" for choice, n in counts(told))
    return f"Motion {motion.nth} {told.result.lower()}: {said}."


def _motion(line: MotionLine) -> Motion:
    vote = line.decided_by
    result = RESULTS[line.state]
    if vote is None and any(each.outcome is Outcome.NO_QUORUM for each in line.votes):
        result = f"{result}; a vote found no quorum"
    if line.amends is not None:
        result = f"{result}; it has the new words of motion {line.amends}"
    rows = vote.tally.lines if vote and vote.tally else ()
    return Motion(
        id=line.id,
        nth=line.nth,
        text=line.text,
        mover=line.mover,
        seconder=line.seconder,
        way=WAYS[line.way] if vote and line.way else "",
        result=result,
        ballots=tuple(Ballot(each.name, each.agency, each.stand.value) for each in rows),
    )


def _parts(
    minutes: Minutes, motions: dict[str, tuple[Motion, ...]], *, viewer: access.Who
) -> tuple[Part, ...]:
    """Return the blocks that stand, each with the facts of its topic."""
    rows = access.minutes_blocks(viewer).filter(minutes=minutes, removed_at=None)
    seen: Counter[str] = Counter()
    return tuple(
        _part(each, motions, seen)
        for each in rows.select_related("item__carried_from__meeting").order_by("place", "id")
    )


def _part(block: MinutesBlock, motions: dict[str, tuple[Motion, ...]], seen: Counter[str]) -> Part:
    item = block.item
    if item is None:
        seen[block.title] += 1
        return Part(f"{block.title}#{seen[block.title]}", block.title, "", None, block.words, ())
    seen[item.id] += 1
    from_ = item.carried_from.meeting.starts_at if item.carried_from else None
    return Part(
        f"{item.id}#{seen[item.id]}",
        item.title,
        item.presenter,
        timezone.localtime(from_) if from_ else None,
        block.words,
        # A topic that has two blocks shows its motions once.
        motions.get(item.id, ()) if seen[item.id] == 1 else (),
    )


def _seats(meeting: Meeting, viewer: access.Who) -> tuple[Seat, ...]:
    """Return the seats as everybody may read them: names only of members who agreed."""
    public = {
        each.code: each for each in roster(viewer=viewer, on=timezone.localdate(meeting.starts_at))
    }
    found = []
    for each in attendance_of(meeting.id, viewer=viewer):
        line = public[each.seat.code]
        stands = "PRESENT" if each.stays else "ABSENT"
        if not each.stays and each.stands is Stands.EXCUSED:
            stands = "EXCUSED"
        if line.is_vacant:
            stands = "UNKNOWN" if line.is_unknown else "VACANT"
        there = stands == "PRESENT"
        who = (line.designee if each.by_designee else line.holder) if there else ""
        stays = tuple(
            Stay(
                one.how.value,
                timezone.localtime(one.since),
                timezone.localtime(one.until) if one.until else None,
            )
            for one in (each.stays if there else ())
        )
        designee = there and each.by_designee
        found.append(
            Seat(line.code, line.name, line.organization_name, stands, who, designee, stays)
        )
    return tuple(found)


def _span(each: Counted) -> Span:
    until = timezone.localtime(each.until) if each.until else None
    since = timezone.localtime(each.since)
    return Span(since, until, each.present, each.needed, each.has_quorum)

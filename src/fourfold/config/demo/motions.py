"""Motions of the last made-up meeting: one by voice, one amended and split, one tabled."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from fourfold.apps.council.actions import motions, votes
from fourfold.apps.council.actions.motions import Told
from fourfold.apps.council.queries import attendance, meetings
from fourfold.apps.council.queries import motions as queries
from fourfold.apps.council.states.meetings import MeetingKind, MeetingState
from fourfold.apps.council.states.motions import About, MotionState, Taken
from fourfold.apps.council.states.votes import Choice

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

SPLIT = (Choice.AGAINST, Choice.FOR, Choice.FOR, Choice.ABSTAIN, Choice.FOR, Choice.FOR)
"""How the seats of the roll call vote, over and over."""


def fill_motions(staff: Staff, codes: list[str]) -> None:
    """Let the last meeting vote on two recommendations, the second with dissent."""
    sam = staff.viewer("sam")
    found = meetings.meetings(viewer=sam, now=staff.at)
    last = next(
        each
        for each in found
        if each.ends_at < staff.at
        and each.kind is MeetingKind.REGULAR
        and each.state is MeetingState.POSTED
    )
    there = list(came(staff, last.id, last.starts_at, 20))
    topic = meetings.items(last.id, viewer=sam)[2].id
    for nth, code in enumerate(codes):
        words = f"To approve recommendation {code} as it was sent to members."
        told = Told(words, there[nth], there[nth + 1], topic, About.RECOMMENDATION, code)
        moved = made(staff, last.id, told, last.starts_at, 20 + 20 * nth)
        if nth:
            told = Told(f"{words[:-1]}, and to say from which year.", there[2], there[3])
            moved = _amended(staff, moved, told, last.starts_at, 42)
        voted(staff, moved, last.starts_at, 25 + 20 * nth, split=bool(nth))
    told = Told("To ask the innkeepers for their own figures.", there[0], "")
    motion = made(staff, last.id, told, last.starts_at, 60)
    motions.end(motion, to=MotionState.TABLED, **_how(staff, last.starts_at, 62))


def came(staff: Staff, meeting: str, starts: datetime, minute: int) -> dict[str, bool]:
    """Return who was there at a minute of a meeting, by seat."""
    moment = starts + timedelta(minutes=minute)
    return attendance.there_at(meeting, viewer=staff.viewer("sam"), moment=moment).seats


def _how(staff: Staff, starts: datetime, minute: int) -> dict[str, Any]:
    return {"by": staff.viewer("sam"), "at": starts + timedelta(minutes=minute)}


def made(staff: Staff, meeting: str, told: Told, starts: datetime, minute: int) -> str:
    """Make a motion at a minute of a meeting; returns its id."""
    how = _how(staff, starts, minute)
    return motions.make(
        meeting, told=told, moment=how["at"], once=f"demo:{meeting}:{minute}", **how
    )


def _amended(staff: Staff, motion: str, told: Told, starts: datetime, minute: int) -> str:
    how = _how(staff, starts, minute)
    return motions.amend(motion, told=told, moment=how["at"], once=f"demo:motion:{minute}", **how)


def voted(staff: Staff, motion: str, starts: datetime, minute: int, *, split: bool) -> None:
    """Vote on a motion: by roll call and split, or by voice and for it."""
    how = _how(staff, starts, minute)
    way = Taken.ROLL_CALL if split else Taken.VOICE
    vote = motions.put(motion, way=way, moment=how["at"], **how)
    line = queries.motion(motion, viewer=how["by"])
    asked = queries.roll(line, viewer=how["by"]) if line and split else ()
    for nth, each in enumerate(each for each in asked if each.may):
        choice = SPLIT[nth % len(SPLIT)]
        votes.cast(vote, choice=choice, seat_code=each.stand.seat, **how)
    if not split:
        motions.cast_rest(motion, choice=Choice.FOR, **how)
    motions.decide(motion, **how)

"""A study's life: from waiting for the machine to what somebody answers for."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class StudyState(StrEnum):
    """
    Where a study stands.

    STOPPED: somebody stopped it. FAILED: it ended without a result, and says why. SIGNED: a second
    person answers for it. OFFERED: it was handed on to be proposed for release.
    """

    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"
    STOPPED = "STOPPED"
    FAILED = "FAILED"
    SIGNED = "SIGNED"
    OFFERED = "OFFERED"


S = StudyState
MOVES: dict[StudyState, tuple[StudyState, ...]] = {
    S.WAITING: (S.RUNNING, S.STOPPED),
    S.RUNNING: (S.DONE, S.STOPPED, S.FAILED, S.WAITING),
    S.DONE: (S.SIGNED,),
    S.STOPPED: (S.WAITING,),
    S.FAILED: (S.WAITING,),
    S.SIGNED: (S.OFFERED, S.DONE),
    S.OFFERED: (),
}
"""Running goes back to waiting where the machine stopped; signed goes back while it is with us."""

OWNERS: dict[StudyState, str] = {
    S.WAITING: "the machine",
    S.RUNNING: "the machine",
    S.DONE: "a second analyst",
    S.STOPPED: "analyst",
    S.FAILED: "analyst",
    S.SIGNED: "analyst",
    S.OFFERED: "nobody",
}

GOES_ON = (S.WAITING, S.RUNNING)
HAS_RESULT = (S.DONE, S.SIGNED, S.OFFERED)


def check_move(now: StudyState, then: StudyState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A study")

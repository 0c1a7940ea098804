"""Where a motion of a meeting stands."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves


class MotionState(StrEnum):
    """Where a motion stands. REPLACED: amended, and another one has its new words."""

    MADE = "MADE"
    VOTING = "VOTING"
    CARRIED = "CARRIED"
    LOST = "LOST"
    REPLACED = "REPLACED"
    WITHDRAWN = "WITHDRAWN"
    TABLED = "TABLED"
    TAKEN_BACK = "TAKEN_BACK"


class About(StrEnum):
    """What a motion is about. MINUTES: of an earlier meeting, to approve them."""

    FREE = "FREE"
    RECOMMENDATION = "RECOMMENDATION"
    MINUTES = "MINUTES"


class Taken(StrEnum):
    """How a vote is taken in a meeting; each seat's vote is written down whichever it is."""

    VOICE = "VOICE"
    HANDS = "HANDS"
    ROLL_CALL = "ROLL_CALL"


MOVES: dict[MotionState, tuple[MotionState, ...]] = {
    MotionState.MADE: (
        MotionState.VOTING,
        MotionState.REPLACED,
        MotionState.WITHDRAWN,
        MotionState.TABLED,
        MotionState.TAKEN_BACK,
    ),
    # Without a quorum nothing is decided, and the motion waits for another vote.
    MotionState.VOTING: (MotionState.CARRIED, MotionState.LOST, MotionState.MADE),
    MotionState.CARRIED: (),
    MotionState.LOST: (),
    MotionState.REPLACED: (),
    MotionState.WITHDRAWN: (),
    MotionState.TABLED: (),
    MotionState.TAKEN_BACK: (),
}
OWNERS: dict[MotionState, str] = {
    each: "council" if goes else "nobody" for each, goes in MOVES.items()
}
DECIDED = (MotionState.CARRIED.value, MotionState.LOST.value)


def check_move(now: MotionState, then: MotionState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A motion")

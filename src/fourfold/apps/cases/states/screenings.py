"""A screening's life: state, the moves allowed, whose turn it is, and the codes beside it."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class ScreeningState(StrEnum):
    """Where a screening stands. A correction is a new one; the old one stays and says so."""

    DRAFT = "DRAFT"
    DONE = "DONE"
    NOT_DONE = "NOT_DONE"
    REPLACED = "REPLACED"


MOVES: dict[ScreeningState, tuple[ScreeningState, ...]] = {
    ScreeningState.DRAFT: (ScreeningState.DONE, ScreeningState.NOT_DONE),
    ScreeningState.DONE: (ScreeningState.REPLACED,),
    ScreeningState.NOT_DONE: (),
    ScreeningState.REPLACED: (),
}

OWNERS: dict[ScreeningState, str] = {
    ScreeningState.DRAFT: "whoever keeps the case",
    ScreeningState.DONE: "nobody",
    ScreeningState.NOT_DONE: "nobody",
    ScreeningState.REPLACED: "nobody",
}


class Occasion(StrEnum):
    """Why a screening is done now."""

    FIRST = "FIRST"
    RETURN = "RETURN"
    NEW_SIGNS = "NEW_SIGNS"
    FOLLOW_UP = "FOLLOW_UP"


class Alone(StrEnum):
    """Whether the person could speak alone."""

    ALONE = "ALONE"
    NOT_ALONE = "NOT_ALONE"
    UNKNOWN = "UNKNOWN"


class Interpreter(StrEnum):
    """Who interpreted. Somebody who came along may be the one to fear."""

    NONE_NEEDED = "NONE_NEEDED"
    TRAINED = "TRAINED"
    CAME_ALONG = "CAME_ALONG"
    NONE_FOUND = "NONE_FOUND"


class WhyNot(StrEnum):
    """Why there was no screening. None of them is a fault."""

    NO_NEED_TO_TELL = "NO_NEED_TO_TELL"
    REFUSED = "REFUSED"
    NOT_SAFE = "NOT_SAFE"
    NOT_ALONE = "NOT_ALONE"
    NO_INTERPRETER = "NO_INTERPRETER"
    NOT_READY = "NOT_READY"
    DONE_ELSEWHERE = "DONE_ELSEWHERE"
    NOT_REACHED = "NOT_REACHED"


def check_move(now: ScreeningState, then: ScreeningState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A screening")

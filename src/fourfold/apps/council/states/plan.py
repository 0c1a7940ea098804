"""Where an action of the Council's plan stands."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class ActionState(StrEnum):
    """Where an action stands. DRAFT: not yet said who does what until when."""

    DRAFT = "DRAFT"
    OPEN = "OPEN"
    STARTED = "STARTED"
    DONE = "DONE"
    DROPPED = "DROPPED"


MOVES: dict[ActionState, tuple[ActionState, ...]] = {
    ActionState.DRAFT: (ActionState.OPEN, ActionState.DROPPED),
    ActionState.OPEN: (ActionState.STARTED, ActionState.DROPPED),
    ActionState.STARTED: (ActionState.DONE, ActionState.DROPPED),
    ActionState.DONE: (ActionState.STARTED,),
    ActionState.DROPPED: (ActionState.DRAFT,),
}

OWNERS: dict[ActionState, str] = {
    ActionState.DRAFT: "council",
    ActionState.OPEN: "the seat that owns it",
    ActionState.STARTED: "the seat that owns it",
    ActionState.DONE: "nobody",
    ActionState.DROPPED: "nobody",
}


def check_move(now: ActionState, then: ActionState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="An action")

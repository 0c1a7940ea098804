"""A batch's life: state, the moves allowed, and whose turn it is."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class BatchState(StrEnum):
    """Where a batch stands. Nothing is deleted: withdrawn and superseded are states."""

    RECEIVED = "RECEIVED"
    SENT = "SENT"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"
    SUPERSEDED = "SUPERSEDED"
    WITHDRAWN = "WITHDRAWN"


MOVES: dict[BatchState, tuple[BatchState, ...]] = {
    BatchState.RECEIVED: (BatchState.SENT, BatchState.WITHDRAWN),
    BatchState.SENT: (BatchState.ACCEPTED, BatchState.RETURNED, BatchState.WITHDRAWN),
    BatchState.RETURNED: (),
    BatchState.ACCEPTED: (BatchState.SUPERSEDED,),
    BatchState.SUPERSEDED: (),
    BatchState.WITHDRAWN: (),
}

OWNERS: dict[BatchState, str] = {
    BatchState.RECEIVED: "agency",
    BatchState.SENT: "council",
    BatchState.RETURNED: "agency",
    BatchState.ACCEPTED: "council",
    BatchState.SUPERSEDED: "nobody",
    BatchState.WITHDRAWN: "nobody",
}


def check_move(now: BatchState, then: BatchState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A batch")

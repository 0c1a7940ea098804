"""A report's life: state, the moves allowed, and whose turn it is."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class ReportState(StrEnum):
    """Where a report stands. It is saved as NEW before anything else can fail."""

    NEW = "NEW"
    TAKEN = "TAKEN"
    ACCEPTED = "ACCEPTED"
    NOT_ACCEPTED = "NOT_ACCEPTED"


MOVES: dict[ReportState, tuple[ReportState, ...]] = {
    ReportState.NEW: (ReportState.TAKEN,),
    ReportState.TAKEN: (ReportState.ACCEPTED, ReportState.NOT_ACCEPTED),
    ReportState.ACCEPTED: (),
    ReportState.NOT_ACCEPTED: (ReportState.TAKEN,),
}

OWNERS: dict[ReportState, str] = {
    ReportState.NEW: "Careline queue",
    ReportState.TAKEN: "assigned screener",
    ReportState.ACCEPTED: "assigned worker of its case",
    ReportState.NOT_ACCEPTED: "nobody",
}


def check_move(now: ReportState, then: ReportState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A report")

"""Where a bill stands in the General Assembly."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class BillState(StrEnum):
    """
    Where a bill stands. COMMITTEE: a committee favored it. FAILED: voted down, vetoed, or not acted
    on before the session ended; the evidence says which. Steps nobody told may be left out.
    """

    FILED = "FILED"
    HEARING = "HEARING"
    COMMITTEE = "COMMITTEE"
    PASSED_HOUSE = "PASSED_HOUSE"
    PASSED_SENATE = "PASSED_SENATE"
    SIGNED = "SIGNED"
    FAILED = "FAILED"


_FLOOR = (BillState.PASSED_HOUSE, BillState.PASSED_SENATE)
MOVES: dict[BillState, tuple[BillState, ...]] = {
    BillState.FILED: (BillState.HEARING, BillState.COMMITTEE, *_FLOOR, BillState.FAILED),
    BillState.HEARING: (BillState.COMMITTEE, *_FLOOR, BillState.FAILED),
    BillState.COMMITTEE: (*_FLOOR, BillState.FAILED),
    BillState.PASSED_HOUSE: (BillState.PASSED_SENATE, BillState.SIGNED, BillState.FAILED),
    BillState.PASSED_SENATE: (BillState.PASSED_HOUSE, BillState.SIGNED, BillState.FAILED),
    BillState.SIGNED: (),
    BillState.FAILED: (),
}

OWNERS: dict[BillState, str] = {
    BillState.FILED: "the General Assembly",
    BillState.HEARING: "the General Assembly",
    BillState.COMMITTEE: "the General Assembly",
    BillState.PASSED_HOUSE: "the General Assembly",
    BillState.PASSED_SENATE: "the General Assembly",
    BillState.SIGNED: "nobody",
    BillState.FAILED: "nobody",
}


def check_move(now: BillState, then: BillState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A bill")

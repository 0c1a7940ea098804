"""Where a meeting's material stands."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves


class MaterialState(StrEnum):
    """Where a material stands. WITHDRAWN: it is kept, and only staff open it."""

    SHOWN = "SHOWN"
    WITHDRAWN = "WITHDRAWN"


MOVES: dict[MaterialState, tuple[MaterialState, ...]] = {
    MaterialState.SHOWN: (MaterialState.WITHDRAWN,),
    MaterialState.WITHDRAWN: (MaterialState.SHOWN,),
}

OWNERS: dict[MaterialState, str] = {
    MaterialState.SHOWN: "the Council's staff",
    MaterialState.WITHDRAWN: "the Council's staff",
}


def check_move(now: MaterialState, then: MaterialState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A material")

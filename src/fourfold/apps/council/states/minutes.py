"""Where the minutes of a meeting stand, and what of them is kept as it went out."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves


class MinutesState(StrEnum):
    """Where minutes stand. CIRCULATED: members read them. APPROVED: at a later meeting."""

    DRAFT = "DRAFT"
    CIRCULATED = "CIRCULATED"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"


class Issued(StrEnum):
    """What went out. POSTED: everybody reads it, and it says that nobody approved it yet."""

    CIRCULATED = "CIRCULATED"
    POSTED = "POSTED"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"


OPEN = (Issued.POSTED, Issued.PUBLISHED)
"""What everybody reads."""

MOVES: dict[MinutesState, tuple[MinutesState, ...]] = {
    MinutesState.DRAFT: (MinutesState.CIRCULATED,),
    MinutesState.CIRCULATED: (MinutesState.DRAFT, MinutesState.APPROVED),
    MinutesState.APPROVED: (MinutesState.PUBLISHED,),
    MinutesState.PUBLISHED: (),
}

OWNERS: dict[MinutesState, str] = {
    MinutesState.DRAFT: "the Council's staff",
    MinutesState.CIRCULATED: "the Council",
    MinutesState.APPROVED: "the Council's staff",
    MinutesState.PUBLISHED: "nobody",
}


def check_move(now: MinutesState, then: MinutesState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="Minutes")

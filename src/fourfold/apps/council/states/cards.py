"""The three kinds of measure of Results-Based Accountability, and where a report card stands."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class MeasureKind(StrEnum):
    """What a measure asks of a program (Friedman, Trying Hard Is Not Good Enough, 2005)."""

    HOW_MUCH = "HOW_MUCH"
    HOW_WELL = "HOW_WELL"
    BETTER_OFF = "BETTER_OFF"


class CardState(StrEnum):
    """Where a version of a report card stands. PUBLISHED: a second person let it out."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"


MOVES: dict[CardState, tuple[CardState, ...]] = {
    CardState.DRAFT: (CardState.PUBLISHED, CardState.WITHDRAWN),
    CardState.PUBLISHED: (),
    CardState.WITHDRAWN: (),
}

OWNERS: dict[CardState, str] = {
    CardState.DRAFT: "council",
    CardState.PUBLISHED: "nobody",
    CardState.WITHDRAWN: "nobody",
}


def check_move(now: CardState, then: CardState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A report card")

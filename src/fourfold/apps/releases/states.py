"""A release's life: state, the moves allowed, and whose turn it is."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class ReleaseState(StrEnum):
    """Where a release stands."""

    PROPOSED = "PROPOSED"
    AGREED = "AGREED"
    PUBLISHED = "PUBLISHED"
    REFUSED = "REFUSED"


MOVES: dict[ReleaseState, tuple[ReleaseState, ...]] = {
    ReleaseState.PROPOSED: (ReleaseState.AGREED, ReleaseState.REFUSED),
    ReleaseState.AGREED: (ReleaseState.PUBLISHED, ReleaseState.REFUSED),
    ReleaseState.PUBLISHED: (),
    ReleaseState.REFUSED: (),
}

OWNERS: dict[ReleaseState, str] = {
    ReleaseState.PROPOSED: "privacy",
    ReleaseState.AGREED: "analyst",
    ReleaseState.PUBLISHED: "nobody",
    ReleaseState.REFUSED: "analyst",
}


def check_move(now: ReleaseState, then: ReleaseState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A release")

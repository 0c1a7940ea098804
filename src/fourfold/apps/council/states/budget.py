"""What an entry of the budget is, and where it stands."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class EntryKind(StrEnum):
    """
    What an entry tells.

    ALLOCATED: money given to a line, from a source. COMMITTED: money promised to somebody.
    SPENT: money that was paid.
    """

    ALLOCATED = "ALLOCATED"
    COMMITTED = "COMMITTED"
    SPENT = "SPENT"


class EntryState(StrEnum):
    """Where an entry stands. ASKED: a large commitment that waits for a second person."""

    ASKED = "ASKED"
    STANDS = "STANDS"
    REFUSED = "REFUSED"


MOVES: dict[EntryState, tuple[EntryState, ...]] = {
    EntryState.ASKED: (EntryState.STANDS, EntryState.REFUSED),
    EntryState.STANDS: (),
    EntryState.REFUSED: (),
}

OWNERS: dict[EntryState, str] = {
    EntryState.ASKED: "a second person",
    EntryState.STANDS: "nobody",
    EntryState.REFUSED: "nobody",
}


def check_move(now: EntryState, then: EntryState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="An entry of the budget")

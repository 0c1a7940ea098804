"""A missing episode's life: state, the moves allowed, whose turn it is; what is asked on return."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class MissingState(StrEnum):
    """
    Where an episode stands. FINISHED: the person is back, was listened to, and was screened or it
    is known why not. MISTAKEN: they were not missing at all.
    """

    MISSING = "MISSING"
    RETURNED = "RETURNED"
    FINISHED = "FINISHED"
    MISTAKEN = "MISTAKEN"


MOVES: dict[MissingState, tuple[MissingState, ...]] = {
    MissingState.MISSING: (MissingState.RETURNED, MissingState.MISTAKEN),
    MissingState.RETURNED: (MissingState.FINISHED,),
    MissingState.FINISHED: (),
    MissingState.MISTAKEN: (),
}

OWNERS: dict[MissingState, str] = {
    MissingState.MISSING: "assigned worker",
    MissingState.RETURNED: "assigned worker",
    MissingState.FINISHED: "nobody",
    MissingState.MISTAKEN: "nobody",
}


class Question(StrEnum):
    """What a person is asked after they came back; each may be refused, or left for another day."""

    WHY_LEFT = "WHY_LEFT"
    WHILE_AWAY = "WHILE_AWAY"
    WITH_WHOM = "WITH_WHOM"
    WHAT_HELPS = "WHAT_HELPS"

    @property
    def column(self) -> str:
        """The column that holds the answer."""
        return self.value.lower()


class Heard(StrEnum):
    """How a question was answered. TOLD: in words; the rest are three different answers."""

    TOLD = "TOLD"
    REFUSED = "REFUSED"
    UNKNOWN = "UNKNOWN"
    NOT_ASKED = "NOT_ASKED"


def check_move(now: MissingState, then: MissingState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A missing episode")

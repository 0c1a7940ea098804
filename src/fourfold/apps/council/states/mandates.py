"""Where a duty stands in a year, what somebody said of it, and where that was read."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class DutyState(StrEnum):
    """
    Where a duty stands in one year, as evidence and reviewed words say.

    NOBODY_SAID: no evidence, no reviewed word, and no day that is over.
    """

    MET = "MET"
    IN_PROGRESS = "IN_PROGRESS"
    OVERDUE = "OVERDUE"
    NOT_MET = "NOT_MET"
    NOT_YET_DUE = "NOT_YET_DUE"
    NOBODY_SAID = "NOBODY_SAID"


class Recurs(StrEnum):
    """How often a duty is due. STANDING: it never ends, and is looked at year by year."""

    ONCE = "ONCE"
    YEARLY = "YEARLY"
    STANDING = "STANDING"


class Shown(StrEnum):
    """How much of a duty Fourfold itself can show for a year."""

    NONE = "NONE"
    PART = "PART"
    WHOLE = "WHOLE"


class Said(StrEnum):
    """What an assessment says of a duty in a year."""

    MET = "MET"
    PARTLY = "PARTLY"
    NOT_MET = "NOT_MET"


class ProofKind(StrEnum):
    """What a piece of evidence is tied to. TYPED: a document that Fourfold does not hold."""

    REPORT = "REPORT"
    NEEDS = "NEEDS"
    CALL = "CALL"
    ACTION = "ACTION"
    LAW = "LAW"
    MEETING = "MEETING"
    CONSULTED = "CONSULTED"
    DOCUMENT = "DOCUMENT"
    TYPED = "TYPED"


class ReadState(StrEnum):
    """Where an assessment stands. REVIEWED: a second person read it; only then it counts."""

    DRAFT = "DRAFT"
    REVIEWED = "REVIEWED"
    RETURNED = "RETURNED"


MOVES: dict[ReadState, tuple[ReadState, ...]] = {
    ReadState.DRAFT: (ReadState.REVIEWED, ReadState.RETURNED),
    ReadState.REVIEWED: (),
    ReadState.RETURNED: (),
}

OWNERS: dict[ReadState, str] = {
    ReadState.DRAFT: "a second person",
    ReadState.REVIEWED: "nobody",
    ReadState.RETURNED: "nobody",
}


def check_move(now: ReadState, then: ReadState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="An assessment")

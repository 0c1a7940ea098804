"""A case's life: state, the moves allowed, and whose turn it is."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class CaseState(StrEnum):
    """Where a case stands. A closed case can be opened again; nothing is deleted here."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"
    TRANSFERRED = "TRANSFERRED"


MOVES: dict[CaseState, tuple[CaseState, ...]] = {
    CaseState.OPEN: (CaseState.CLOSED, CaseState.TRANSFERRED),
    CaseState.CLOSED: (CaseState.OPEN,),
    CaseState.TRANSFERRED: (CaseState.OPEN,),
}

OWNERS: dict[CaseState, str] = {
    CaseState.OPEN: "assigned worker",
    CaseState.CLOSED: "nobody",
    CaseState.TRANSFERRED: "receiving agency",
}


class CaseOutcome(StrEnum):
    """How a case stands or ended. The codes are those of the state's retention schedule."""

    OPEN = "OPEN"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    UNSUBSTANTIATED = "UNSUBSTANTIATED"
    UNFOUNDED = "UNFOUNDED"
    CLOSED = "CLOSED"
    TRANSFERRED = "TRANSFERRED"


class EndedBecause(StrEnum):
    """Why the work on a case ended, as people count it. What counts legally is the outcome."""

    GOALS_MET = "GOALS_MET"
    SAFE_WITH_FAMILY = "SAFE_WITH_FAMILY"
    OTHER_RESPONSE = "OTHER_RESPONSE"
    PERSON_DECLINED = "PERSON_DECLINED"
    MOVED_AWAY = "MOVED_AWAY"
    LOST_CONTACT = "LOST_CONTACT"
    NOT_TRAFFICKED = "NOT_TRAFFICKED"
    OTHER = "OTHER"


class Concern(StrEnum):
    """Level of concern that a person was trafficked, least first. It is no determination."""

    NONE = "NONE"
    AT_RISK = "AT_RISK"
    SUSPECTED = "SUSPECTED"
    CONFIRMED = "CONFIRMED"


def check_move(now: CaseState, then: CaseState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A case")

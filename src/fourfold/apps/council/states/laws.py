"""How well a law does what it is for, and where an assessment of it stands."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class Adequacy(StrEnum):
    """What an assessment says of a law. NOT_KNOWN: nobody can tell from what is published."""

    ADEQUATE = "ADEQUATE"
    PARTLY = "PARTLY"
    NOT_ADEQUATE = "NOT_ADEQUATE"
    NOT_KNOWN = "NOT_KNOWN"


class AssessmentState(StrEnum):
    """Where an assessment stands. REVIEWED: a second person read it; it changes no more."""

    DRAFT = "DRAFT"
    REVIEWED = "REVIEWED"
    WITHDRAWN = "WITHDRAWN"


MOVES: dict[AssessmentState, tuple[AssessmentState, ...]] = {
    AssessmentState.DRAFT: (AssessmentState.REVIEWED, AssessmentState.WITHDRAWN),
    AssessmentState.REVIEWED: (),
    AssessmentState.WITHDRAWN: (),
}

OWNERS: dict[AssessmentState, str] = {
    AssessmentState.DRAFT: "council",
    AssessmentState.REVIEWED: "nobody",
    AssessmentState.WITHDRAWN: "nobody",
}


def check_move(now: AssessmentState, then: AssessmentState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="An assessment")

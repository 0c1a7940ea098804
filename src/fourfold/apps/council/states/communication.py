"""Where a message and a step of the communication plan stand; and what coverage is of."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class MessageState(StrEnum):
    """Where a message stands. It is used only once two people approved its words."""

    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    RETIRED = "RETIRED"


class StepState(StrEnum):
    """Where a step of the work plan stands."""

    PLANNED = "PLANNED"
    UNDER_WAY = "UNDER_WAY"
    DONE = "DONE"
    DROPPED = "DROPPED"


class Channel(StrEnum):
    """How a message reaches people."""

    PRINT = "PRINT"
    RADIO = "RADIO"
    TELEVISION = "TELEVISION"
    OUTDOOR = "OUTDOOR"
    WEB = "WEB"
    SOCIAL = "SOCIAL"
    MAIL = "MAIL"
    EVENT = "EVENT"


class ReachUnit(StrEnum):
    """What a stated reach counts. Different units are never added."""

    COPIES = "COPIES"
    LISTENERS = "LISTENERS"
    VIEWERS = "VIEWERS"
    VISITS = "VISITS"
    VIEWS = "VIEWS"
    PASSERS_BY = "PASSERS_BY"
    PEOPLE_THERE = "PEOPLE_THERE"


class Tone(StrEnum):
    """How an outlet spoke of the people concerned."""

    AS_MEANT = "AS_MEANT"
    NEUTRAL = "NEUTRAL"
    BLAMES = "BLAMES"


STEP_MOVES: dict[StepState, tuple[StepState, ...]] = {
    StepState.PLANNED: (StepState.UNDER_WAY, StepState.DROPPED),
    StepState.UNDER_WAY: (StepState.DONE, StepState.DROPPED),
    StepState.DONE: (StepState.UNDER_WAY,),
    StepState.DROPPED: (StepState.PLANNED,),
}


def check_step_move(now: StepState, then: StepState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=STEP_MOVES, what="A step")

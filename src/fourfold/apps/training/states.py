"""A trainer's way from the course to teaching, and the codes of sessions and attendance."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class Stage(StrEnum):
    """What somebody in Training of Trainers has done last. TEACHES: a trainer now."""

    JOINED = "JOINED"
    COURSE_DAY_1 = "COURSE_DAY_1"
    COURSE_DAY_2 = "COURSE_DAY_2"
    CLASSROOM_TEACH_BACK = "CLASSROOM_TEACH_BACK"
    LIVE_TEACH_BACK = "LIVE_TEACH_BACK"
    TEACHES = "TEACHES"
    LEFT = "LEFT"


MOVES: dict[Stage, tuple[Stage, ...]] = {
    Stage.JOINED: (Stage.COURSE_DAY_1, Stage.LEFT),
    Stage.COURSE_DAY_1: (Stage.COURSE_DAY_2, Stage.LEFT),
    Stage.COURSE_DAY_2: (Stage.CLASSROOM_TEACH_BACK, Stage.LEFT),
    Stage.CLASSROOM_TEACH_BACK: (Stage.LIVE_TEACH_BACK, Stage.LEFT),
    Stage.LIVE_TEACH_BACK: (Stage.TEACHES, Stage.LIVE_TEACH_BACK, Stage.LEFT),
    Stage.TEACHES: (Stage.LEFT,),
    Stage.LEFT: (Stage.JOINED,),
}
"""A live teach-back may be done again."""

OWNERS: dict[Stage, str] = {
    Stage.JOINED: "training office",
    Stage.COURSE_DAY_1: "training office",
    Stage.COURSE_DAY_2: "training office",
    Stage.CLASSROOM_TEACH_BACK: "training office",
    Stage.LIVE_TEACH_BACK: "training office",
    Stage.TEACHES: "nobody",
    Stage.LEFT: "nobody",
}

ON_THE_WAY = tuple(each for each, owner in OWNERS.items() if owner != "nobody")
"""Stages of somebody who does not teach yet and has not left, in order."""


def check_move(now: Stage, then: Stage) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="Somebody")


class Sector(StrEnum):
    """The field of work a session is for. Ours, after the fields the surveys asked for."""

    CHILD_WELFARE = "CHILD_WELFARE"
    EDUCATION = "EDUCATION"
    LAW_ENFORCEMENT = "LAW_ENFORCEMENT"
    SERVICE_PROVIDER = "SERVICE_PROVIDER"
    HEALTH = "HEALTH"
    EMERGENCY_MEDICAL = "EMERGENCY_MEDICAL"
    LODGING = "LODGING"
    FOSTER_PARENTS = "FOSTER_PARENTS"
    YOUTH = "YOUTH"
    COMMUNITY = "COMMUNITY"
    SEVERAL = "SEVERAL"


class Language(StrEnum):
    """The language a session is held in."""

    ENGLISH = "ENGLISH"
    SPANISH = "SPANISH"
    OTHER = "OTHER"


class Credit(StrEnum):
    """Who credits the hours: police standards (POST), or continuing education units."""

    POST = "POST"
    CEU = "CEU"


class Way(StrEnum):
    """How somebody came onto a session's list."""

    SIGNED_IN = "SIGNED_IN"
    BY_HAND = "BY_HAND"
    LIST = "LIST"


class Invited(StrEnum):
    """Where an invitation stands. SENDING: begun; one that stays so went or not, nobody knows."""

    WAITING = "WAITING"
    SENDING = "SENDING"
    SENT = "SENT"
    FAILED = "FAILED"
    NOT_NEEDED = "NOT_NEEDED"


class Stands(StrEnum):
    """Where a line of a session's list stands. Only CONFIRMED counts."""

    WAITS = "WAITS"
    CONFIRMED = "CONFIRMED"
    TAKEN_OFF = "TAKEN_OFF"

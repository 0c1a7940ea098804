"""A report's life: state, the moves allowed, whose turn it is; and the codes it is taken with."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed

LETTERS = 200_000
"""The longest narrative, in letters of any script."""


class ReportState(StrEnum):
    """Where a report stands. It is saved as NEW before anything else can fail."""

    NEW = "NEW"
    TAKEN = "TAKEN"
    ACCEPTED = "ACCEPTED"
    NOT_ACCEPTED = "NOT_ACCEPTED"


MOVES: dict[ReportState, tuple[ReportState, ...]] = {
    ReportState.NEW: (ReportState.TAKEN,),
    ReportState.TAKEN: (ReportState.ACCEPTED, ReportState.NOT_ACCEPTED, ReportState.NEW),
    ReportState.ACCEPTED: (),
    ReportState.NOT_ACCEPTED: (ReportState.TAKEN,),
}

OWNERS: dict[ReportState, str] = {
    ReportState.NEW: "Careline queue",
    ReportState.TAKEN: "assigned screener",
    ReportState.ACCEPTED: "assigned worker of its case",
    ReportState.NOT_ACCEPTED: "nobody",
}


class Channel(StrEnum):
    """How a report came."""

    PHONE = "PHONE"
    WEB = "WEB"
    TEXT = "TEXT"
    WALK_IN = "WALK_IN"
    POLICE = "POLICE"
    HOSPITAL = "HOSPITAL"
    SCHOOL = "SCHOOL"
    OTHER_STATE = "OTHER_STATE"
    MAIL = "MAIL"


SPOKEN = frozenset(
    {Channel.PHONE, Channel.WALK_IN, Channel.POLICE, Channel.HOSPITAL, Channel.SCHOOL}
)
"""Channels by which a mandated reporter's call is the oral report itself."""


class CallType(StrEnum):
    """What a call was about. Calls that lead to nothing are counted too."""

    CONCERN = "CONCERN"
    MORE_ON_A_CASE = "MORE_ON_A_CASE"
    INFORMATION_ONLY = "INFORMATION_ONLY"
    ADULT = "ADULT"
    WRONG_NUMBER = "WRONG_NUMBER"
    SILENT = "SILENT"
    HUNG_UP = "HUNG_UP"
    TEST = "TEST"


class Answer(StrEnum):
    """An answer that may be missing: unknown is never no."""

    YES = "YES"
    NO = "NO"
    UNKNOWN = "UNKNOWN"


class ReporterKind(StrEnum):
    """Who reports, as far as they say."""

    THEMSELVES = "THEMSELVES"
    FAMILY = "FAMILY"
    FOSTER_FAMILY = "FOSTER_FAMILY"
    FRIEND = "FRIEND"
    NEIGHBOR = "NEIGHBOR"
    SCHOOL = "SCHOOL"
    CHILD_CARE = "CHILD_CARE"
    HEALTH = "HEALTH"
    MENTAL_HEALTH = "MENTAL_HEALTH"
    POLICE = "POLICE"
    COURT = "COURT"
    SOCIAL_WORK = "SOCIAL_WORK"
    SHELTER = "SHELTER"
    HOTLINE = "HOTLINE"
    CLERGY = "CLERGY"
    LODGING = "LODGING"
    OTHER = "OTHER"
    REFUSED = "REFUSED"
    UNKNOWN = "UNKNOWN"


class WhyNot(StrEnum):
    """Why a report is not accepted."""

    NO_CONCERN = "NO_CONCERN"
    NOT_A_CHILD = "NOT_A_CHILD"
    OTHER_STATE = "OTHER_STATE"
    KNOWN_ALREADY = "KNOWN_ALREADY"
    CANNOT_FIND = "CANNOT_FIND"
    NO_CALL = "NO_CALL"
    OTHER = "OTHER"


def check_move(now: ReportState, then: ReportState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A report")

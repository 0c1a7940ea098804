"""Kinds of offices, where they stand in a call, and the life of a batch: moves and turns."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class RespondentKind(StrEnum):
    """What an office is; a call may ask all of a kind."""

    AGENCY = "AGENCY"
    POLICE = "POLICE"
    STATES_ATTORNEY = "STATES_ATTORNEY"
    CHIEF_STATES_ATTORNEY = "CHIEF_STATES_ATTORNEY"
    PROVIDER = "PROVIDER"
    HOTLINE = "HOTLINE"
    TRAINING = "TRAINING"
    LODGING = "LODGING"


class GroundState(StrEnum):
    """Where a legal ground stands: two people bring it, one person ends it."""

    PROPOSED = "PROPOSED"
    HELD = "HELD"
    REFUSED = "REFUSED"
    ENDED = "ENDED"


class Answered(StrEnum):
    """Where one office stands in one call, as the completeness board shows it."""

    NOT_YET = "NOT_YET"
    LATE = "LATE"
    DRAFT = "DRAFT"
    SENT = "SENT"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"
    NOTHING = "NOTHING"
    EXCUSED = "EXCUSED"


class LinkEnd(StrEnum):
    """Why an answer link opens nothing any more, other than by time or the end of its call."""

    REPLACED = "REPLACED"
    REVOKED = "REVOKED"


class BatchState(StrEnum):
    """Where a batch stands. Nothing is deleted: withdrawn and superseded are states."""

    RECEIVED = "RECEIVED"
    SENT = "SENT"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"
    SUPERSEDED = "SUPERSEDED"
    WITHDRAWN = "WITHDRAWN"


class UploadState(StrEnum):
    """Where a file on its way stands. WHOLE: every byte is here. KEPT: it became a batch."""

    ARRIVING = "ARRIVING"
    WHOLE = "WHOLE"
    KEPT = "KEPT"
    DROPPED = "DROPPED"
    EXPIRED = "EXPIRED"


MOVES: dict[BatchState, tuple[BatchState, ...]] = {
    BatchState.RECEIVED: (BatchState.SENT, BatchState.WITHDRAWN),
    BatchState.SENT: (BatchState.ACCEPTED, BatchState.RETURNED, BatchState.WITHDRAWN),
    BatchState.RETURNED: (),
    BatchState.ACCEPTED: (BatchState.SUPERSEDED,),
    BatchState.SUPERSEDED: (),
    BatchState.WITHDRAWN: (),
}

STANDING = (BatchState.RECEIVED, BatchState.SENT, BatchState.ACCEPTED)
"""States in which the same file of the same office is not taken again."""

OWNERS: dict[BatchState, str] = {
    BatchState.RECEIVED: "agency",
    BatchState.SENT: "council",
    BatchState.RETURNED: "agency",
    BatchState.ACCEPTED: "council",
    BatchState.SUPERSEDED: "nobody",
    BatchState.WITHDRAWN: "nobody",
}


def check_move(now: BatchState, then: BatchState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A batch")


class ReminderWay(StrEnum):
    """How a reminder reaches its office; one without a mailbox gets a letter."""

    MAIL = "MAIL"
    LETTER = "LETTER"


class ReminderState(StrEnum):
    """
    Where a reminder stands. WAITING: for the next run. MAILING: begun; if it stays so, nobody knows
    whether it went. NOT_NEEDED: the office answered before its turn came.
    """

    WAITING = "WAITING"
    MAILING = "MAILING"
    MAILED = "MAILED"
    FAILED = "FAILED"
    TO_POST = "TO_POST"
    POSTED = "POSTED"
    NOT_NEEDED = "NOT_NEEDED"


class CallStep(StrEnum):
    """What happened to a call, kept with who, when and why."""

    OPENED = "OPENED"
    CHANGED = "CHANGED"
    ASKED = "ASKED"
    CLOSED = "CLOSED"
    REOPENED = "REOPENED"

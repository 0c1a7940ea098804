"""What a meeting is, where it stands, and what is filed of it."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class MeetingKind(StrEnum):
    """
    What kind of meeting it is.

    REGULAR: on the year's schedule. SPECIAL: called between. WORKING_GROUP: of a group.
    """

    REGULAR = "REGULAR"
    SPECIAL = "SPECIAL"
    WORKING_GROUP = "WORKING_GROUP"


class MeetingState(StrEnum):
    """Where a meeting stands. POSTED: everybody may see it. OFF: it was called off."""

    DRAFT = "DRAFT"
    POSTED = "POSTED"
    OFF = "OFF"


class PostKind(StrEnum):
    """What is filed of a meeting. VOTES and MINUTES come after it."""

    NOTICE = "NOTICE"
    AGENDA = "AGENDA"
    VOTES = "VOTES"
    MINUTES = "MINUTES"


BEFOREHAND = (PostKind.NOTICE, PostKind.AGENDA)
"""These are posted on the page itself; the rest is written down once it was filed."""

MOVES: dict[MeetingState, tuple[MeetingState, ...]] = {
    MeetingState.DRAFT: (MeetingState.POSTED,),
    MeetingState.POSTED: (MeetingState.OFF,),
    MeetingState.OFF: (),
}

OWNERS: dict[MeetingState, str] = {
    MeetingState.DRAFT: "the Council's staff",
    MeetingState.POSTED: "the Council's staff",
    MeetingState.OFF: "nobody",
}


def check_move(now: MeetingState, then: MeetingState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A meeting")

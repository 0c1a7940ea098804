"""What is written down of a seat at a meeting."""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    """A mark of a seat. ROOM, REMOTE: there from this moment. EXCUSED: will not come."""

    ROOM = "ROOM"
    REMOTE = "REMOTE"
    LEFT = "LEFT"
    EXCUSED = "EXCUSED"


class Stands(StrEnum):
    """Where a seat stands at the end of its marks. AWAY: none of it was ever there."""

    ROOM = "ROOM"
    REMOTE = "REMOTE"
    LEFT = "LEFT"
    EXCUSED = "EXCUSED"
    AWAY = "AWAY"


THERE = (Mark.ROOM, Mark.REMOTE)

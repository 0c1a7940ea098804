"""A clock's life: how it stands at a moment, and what may come next. Time moves it, not people."""

from __future__ import annotations

from enum import StrEnum


class ClockState(StrEnum):
    """
    How a duty stands. MISSED: its time ran out, and then it no longer applied; it was never done.
    """

    RUNNING = "RUNNING"
    DUE_SOON = "DUE_SOON"
    OVERDUE = "OVERDUE"
    MET = "MET"
    MET_LATE = "MET_LATE"
    DROPPED = "DROPPED"
    MISSED = "MISSED"

    @property
    def is_open(self) -> bool:
        """True while somebody still has to do it."""
        return bool(MOVES[self])


C = ClockState
MOVES: dict[ClockState, tuple[ClockState, ...]] = {
    C.RUNNING: (C.DUE_SOON, C.MET, C.DROPPED),
    C.DUE_SOON: (C.OVERDUE, C.MET, C.DROPPED),
    C.OVERDUE: (C.MET_LATE, C.MISSED),
    C.MET: (),
    C.MET_LATE: (),
    C.DROPPED: (),
    C.MISSED: (),
}

OWNERS: dict[ClockState, str] = {
    C.RUNNING: "the role its rule names",
    C.DUE_SOON: "the role its rule names",
    C.OVERDUE: "the role its rule names, then the one it escalates to",
    C.MET: "nobody",
    C.MET_LATE: "nobody",
    C.DROPPED: "nobody",
    C.MISSED: "nobody",
}

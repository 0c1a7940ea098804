"""Where a wave of a survey stands, which part of a study it is, and how an answer came."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class WaveState(StrEnum):
    """Where a wave stands. READY: made, and takes no answer yet."""

    READY = "READY"
    OPEN = "OPEN"
    CLOSED = "CLOSED"


class WavePart(StrEnum):
    """Which part of its study a wave is; BEFORE and AFTER are compared."""

    ONCE = "ONCE"
    BEFORE = "BEFORE"
    AFTER = "AFTER"


class Way(StrEnum):
    """How an answer came."""

    WEB = "WEB"
    KIOSK = "KIOSK"
    APP = "APP"


class Step(StrEnum):
    """Where a page of an answer leads. STAY: keep what is typed, and stop for now."""

    STAY = "stay"
    NEXT = "next"
    BACK = "back"


MOVES: dict[WaveState, tuple[WaveState, ...]] = {
    WaveState.READY: (WaveState.OPEN,),
    WaveState.OPEN: (WaveState.CLOSED,),
    WaveState.CLOSED: (WaveState.OPEN,),
}

OWNERS: dict[WaveState, str] = {
    WaveState.READY: "council",
    WaveState.OPEN: "whoever is asked",
    WaveState.CLOSED: "council",
}


def check_move(now: WaveState, then: WaveState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A wave")

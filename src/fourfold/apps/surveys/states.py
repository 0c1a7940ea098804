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
    PAPER = "PAPER"


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


class FocusState(StrEnum):
    """Where a focus group stands. CODED: two people coded it and every difference is settled."""

    PLANNED = "PLANNED"
    HELD = "HELD"
    TRANSCRIBED = "TRANSCRIBED"
    CODED = "CODED"
    CLOSED = "CLOSED"


class FocusPart(StrEnum):
    """What somebody does in the team of a focus group. LEAD: made it, and names the others."""

    LEAD = "LEAD"
    FACILITATOR = "FACILITATOR"
    NOTES = "NOTES"
    CODER = "CODER"


class ConsentRead(StrEnum):
    """How the words of consent reached everybody, before anything was asked."""

    ALOUD = "ALOUD"
    PAPER = "PAPER"
    BOTH = "BOTH"
    NO = "NO"


class QuoteState(StrEnum):
    """Where a quote stands. Only CLEARED ones leave."""

    PROPOSED = "PROPOSED"
    CLEARED = "CLEARED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


FOCUS_MOVES: dict[FocusState, tuple[FocusState, ...]] = {
    FocusState.PLANNED: (FocusState.HELD, FocusState.CLOSED),
    FocusState.HELD: (FocusState.TRANSCRIBED, FocusState.CLOSED),
    FocusState.TRANSCRIBED: (FocusState.CODED, FocusState.CLOSED),
    FocusState.CODED: (FocusState.TRANSCRIBED, FocusState.CLOSED),
    FocusState.CLOSED: (),
}
"""A coded group goes back to TRANSCRIBED when its transcript is corrected."""

QUOTE_MOVES: dict[QuoteState, tuple[QuoteState, ...]] = {
    QuoteState.PROPOSED: (QuoteState.CLEARED, QuoteState.REFUSED, QuoteState.WITHDRAWN),
    QuoteState.CLEARED: (QuoteState.WITHDRAWN,),
    QuoteState.REFUSED: (),
    QuoteState.WITHDRAWN: (),
}


def check_focus_move(now: FocusState, then: FocusState) -> None:
    """Raise MoveNotAllowed unless the table of focus groups has this move."""
    moves.check_move(now, then, moves=FOCUS_MOVES, what="A focus group")


def check_quote_move(now: QuoteState, then: QuoteState) -> None:
    """Raise MoveNotAllowed unless the table of quotes has this move."""
    moves.check_move(now, then, moves=QUOTE_MOVES, what="A quote")

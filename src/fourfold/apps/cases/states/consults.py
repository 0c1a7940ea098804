"""A consult's life: state, the moves allowed, and whose turn it is."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class ConsultState(StrEnum):
    """Where a consult stands. An answered one waits again if a second opinion is asked, and
    stays answered if one was written at the same time.
    """

    WAITING = "WAITING"
    TAKEN = "TAKEN"
    ANSWERED = "ANSWERED"
    WITHDRAWN = "WITHDRAWN"


MOVES: dict[ConsultState, tuple[ConsultState, ...]] = {
    ConsultState.WAITING: (ConsultState.TAKEN, ConsultState.WAITING, ConsultState.WITHDRAWN),
    ConsultState.TAKEN: (ConsultState.ANSWERED, ConsultState.WAITING),
    ConsultState.ANSWERED: (ConsultState.WAITING, ConsultState.ANSWERED),
    ConsultState.WITHDRAWN: (),
}

OWNERS: dict[ConsultState, str] = {
    ConsultState.WAITING: "queue of the region",
    ConsultState.TAKEN: "liaison who took it",
    ConsultState.ANSWERED: "nobody",
    ConsultState.WITHDRAWN: "nobody",
}

OPEN = (ConsultState.WAITING, ConsultState.TAKEN)
"""States in which somebody still waits for an answer."""


class Urgency(StrEnum):
    """How long a consult can wait, the most urgent first, as whoever asks sees it."""

    NOW = "NOW"
    TODAY = "TODAY"
    THIS_WEEK = "THIS_WEEK"


class HandOn(StrEnum):
    """Why a consult goes to another region or liaison."""

    TOWN_MOVED = "TOWN_MOVED"
    WRONG_REGION = "WRONG_REGION"
    CONFLICT = "CONFLICT"
    AWAY = "AWAY"
    TOO_MUCH = "TOO_MUCH"


class Withdraw(StrEnum):
    """Why a consult is taken back before it was answered."""

    ASKED_TWICE = "ASKED_TWICE"
    NOT_NEEDED = "NOT_NEEDED"
    CASE_ENDS = "CASE_ENDS"


def check_move(now: ConsultState, then: ConsultState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A consult")

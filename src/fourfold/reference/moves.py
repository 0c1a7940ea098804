"""Tables of states: which state may follow which. Every app's `states.py` checks its moves here."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

State = TypeVar("State", bound=StrEnum)


class MoveNotAllowed(ValueError):
    """The state does not allow this step."""


def check_move(
    now: State, then: State, *, moves: Mapping[State, tuple[State, ...]], what: str
) -> None:
    """
    Check one move against a table of states.

    moves: each state with those that may follow it. what: with its article, "A batch".
    :raises MoveNotAllowed: unless the table has this move; the message says which it has.
    """
    if then not in moves[now]:
        allowed = ", ".join(_said(each) for each in moves[now]) or "nothing"
        raise MoveNotAllowed(
            f"{what} that is {_said(now)} cannot become {_said(then)}. "
            f"From here it can become: {allowed}."
        )


def _said(state: StrEnum) -> str:
    return state.value.lower().replace("_", " ")

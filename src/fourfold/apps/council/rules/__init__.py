"""What holds for reports and the plan, on plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fourfold.apps.council.states.plan import ActionState

NOT_OVER = (ActionState.DRAFT, ActionState.OPEN, ActionState.STARTED)


class CouncilError(ValueError):
    """Nothing was done; the message says what to do."""


class NoSuchPaper(CouncilError):
    """There is no such report, finding or action for whoever asks."""


class NotYours(CouncilError):
    """A second person does this, not who wrote it."""


class NotWhole(CouncilError):
    """Something is missing before this step."""


class ChangedMeanwhile(CouncilError):
    """Somebody else changed it since the page was opened."""


class GoesInCircles(CouncilError):
    """An action would wait for itself."""


def check_no_circle(waits: str, *, on: str, pairs: Iterable[tuple[str, str]]) -> None:
    """
    Raise GoesInCircles if `on` waits for `waits` already, itself or through others.

    pairs: (an action, the one it waits for), all there are.
    """
    behind: dict[str, list[str]] = {}
    for one, other in pairs:
        behind.setdefault(one, []).append(other)
    waiting, seen = [on], set()
    while waiting:
        now = waiting.pop()
        if now == waits:
            raise GoesInCircles(
                "That action waits for this one already, itself or through others. "
                "Take one of them out of the circle first."
            )
        if now not in seen:
            seen.add(now)
            waiting += behind.get(now, [])


def is_overdue(state: ActionState, *, due_on: date | None, today: date) -> bool:
    """Tell whether an action should be done by now. Its due day itself is not late."""
    return state in NOT_OVER and due_on is not None and due_on < today

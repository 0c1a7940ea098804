"""Where training stands today: what is ahead, what waits, who is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fourfold.apps.surveys.queries.occasions import answered
from fourfold.apps.training import access
from fourfold.apps.training.queries.sessions import sessions
from fourfold.apps.training.queries.trainers import board
from fourfold.security.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Today:
    """
    Where training stands. ahead: sessions to come; expected: people at them, as far as said.

    waits: people to confirm. answers: to surveys of this year's sessions. stuck: trainers.
    """

    ahead: int
    expected: int
    waits: int
    answers: int
    stuck: int


def today(*, viewer: Viewer, on: date, stuck_after: int) -> Today | None:
    """Return where training stands on a day; None: the viewer is not of the training office."""
    if not access.leads(viewer):
        return None
    lines = [each for each in sessions(viewer=viewer) if each.off_at is None]
    ahead = [each for each in lines if each.starts_at > viewer.at]
    year = [each for each in lines if timezone.localdate(each.starts_at).year == on.year]
    counts = answered([each.occasion for each in year if each.occasion], viewer=viewer)
    return Today(
        len(ahead),
        sum(each.expected or 0 for each in ahead),
        sum(each.waits for each in lines),
        sum(sum(parts.values()) for parts in counts.values()),
        board(viewer=viewer, on=on, stuck_after=stuck_after).stuck,
    )

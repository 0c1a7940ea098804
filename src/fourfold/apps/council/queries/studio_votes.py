"""The vote behind an annual report: a motion of a meeting that carried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import Motion
from fourfold.apps.council.states.motions import About, MotionState


@dataclass(frozen=True, slots=True)
class VoteBehind:
    """A motion that carried. code: its id. on: day of its meeting."""

    code: str
    nth: int
    on: date
    text: str


def votes_to_name(*, viewer: access.Who) -> tuple[VoteBehind, ...]:
    """
    Return the motions that can stand behind a report, the newest first.

    One about a recommendation or about minutes decided that, and nothing else.
    """
    if not access.reads(viewer):
        return ()
    rows = access.motions(viewer).filter(state=MotionState.CARRIED.value, about=About.FREE.value)
    return tuple(_line(each) for each in rows.select_related("meeting").order_by("-moment", "id"))


def vote_behind(code: str, *, viewer: access.Who) -> VoteBehind | None:
    """Return the vote of a code; None if the register has none: some were noted before it was."""
    found = (each for each in votes_to_name(viewer=viewer) if each.code == code)
    return next(found, None)


def _line(row: Motion) -> VoteBehind:
    return VoteBehind(row.id, row.nth, timezone.localdate(row.meeting.starts_at), row.text)

"""What is still open in a case: each room says it by one function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fourfold.apps.cases.models import Case, CaseClock, Consult, FollowUp
from fourfold.apps.cases.states import consults
from fourfold.security.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """One thing that waits. kind: "clock", "consult", …; code: which; due: until when, if known."""

    kind: str
    code: str
    due: datetime | date | None = None
    late: bool = False


def open_ends(case: Case, *, viewer: Viewer) -> list[OpenEnd]:
    """Return what is still open in a case that the viewer has opened."""
    return [end for each in ROOMS for end in each(case, viewer)]


def _clocks(case: Case, viewer: Viewer) -> Iterator[OpenEnd]:
    running = CaseClock.objects.filter(case=case, met_at=None, dropped_at=None)
    for each in running.order_by("due_at", "id"):
        yield OpenEnd("clock", each.rule, each.due_at, late=each.due_at < viewer.at)


def _consults(case: Case, viewer: Viewer) -> Iterator[OpenEnd]:
    waiting = Consult.objects.filter(case=case, state__in=consults.OPEN)
    for each in waiting.order_by("asked_at", "id"):
        yield OpenEnd("consult", each.state)


def _follow_ups(case: Case, viewer: Viewer) -> Iterator[OpenEnd]:
    today = timezone.localdate(viewer.at)
    for each in FollowUp.objects.filter(case=case, done_at=None).order_by("due_on", "id"):
        yield OpenEnd("follow_up", each.kind, each.due_on, late=each.due_on < today)


ROOMS: tuple[Callable[[Case, Viewer], Iterator[OpenEnd]], ...] = (
    # one line a room
    _clocks,
    _consults,
    _follow_ups,
)

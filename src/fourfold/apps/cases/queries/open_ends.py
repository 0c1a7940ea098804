"""What is still open in a case: each room says it by one function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fourfold.apps.cases.access.teams import teams_before
from fourfold.apps.cases.models import (
    Case,
    CaseClock,
    Consult,
    FollowUp,
    MissingEpisode,
    Referral,
    TeamAction,
    TeamReview,
)
from fourfold.apps.cases.states import consults
from fourfold.apps.cases.states.missing import MissingState
from fourfold.apps.cases.states.services import ReferralState
from fourfold.apps.cases.states.teams import ActionState, ReviewState
from fourfold.security.access.viewer import Viewer

GOING = (ReferralState.DRAFT, ReferralState.SENT, ReferralState.WAITLISTED, ReferralState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """
    One thing that waits. kind: "clock", "consult", …; due: until when, if known.

    code: which; of a review, the team's.
    """

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


def _missing(case: Case, viewer: Viewer) -> Iterator[OpenEnd]:
    still = MissingEpisode.objects.filter(case=case, state=MissingState.MISSING)
    for each in still.order_by("known_at", "id"):
        yield OpenEnd("missing", each.state)


def _referrals(case: Case, viewer: Viewer) -> Iterator[OpenEnd]:
    going = Referral.objects.filter(case=case, state__in=GOING).order_by("drafted_at", "id")
    for each in going:
        late = each.answer_by_at is not None and each.answer_by_at < viewer.at
        waits = each.state == ReferralState.SENT
        yield OpenEnd(
            "referral", each.kind, each.answer_by_at if waits else None, late=late and waits
        )


def _follow_ups(case: Case, viewer: Viewer) -> Iterator[OpenEnd]:
    today = timezone.localdate(viewer.at)
    for each in FollowUp.objects.filter(case=case, done_at=None).order_by("due_on", "id"):
        yield OpenEnd("follow_up", each.kind, each.due_on, late=each.due_on < today)


def _reviews(case: Case, viewer: Viewer) -> Iterator[OpenEnd]:
    """Yield what is on a team's agenda, and for a team that is done with it, its next review."""
    today = timezone.localdate(viewer.at)
    found = TeamReview.objects.filter(case=case).select_related("meeting")
    last = dict[str, TeamReview]()
    for each in found.order_by("meeting__starts_at", "id"):
        if each.state == ReviewState.ON_AGENDA:
            meets = each.meeting.starts_at
            yield OpenEnd("review", each.team, meets, late=meets < viewer.at)
        if each.state != ReviewState.PUT_OFF:
            last[each.team] = each
    for team in sorted(last.keys() & teams_before(case, viewer=viewer).keys()):
        wanted = last[team].next_on
        if wanted and last[team].state == ReviewState.REVIEWED:
            yield OpenEnd("next_review", team, wanted, late=wanted < today)


def _agreed(case: Case, viewer: Viewer) -> Iterator[OpenEnd]:
    today = timezone.localdate(viewer.at)
    agreed = TeamAction.objects.filter(case=case, state=ActionState.OPEN)
    for each in agreed.order_by("due_on", "id"):
        late = each.due_on is not None and each.due_on < today
        yield OpenEnd("to_do", each.what, each.due_on, late=late)


ROOMS: tuple[Callable[[Case, Viewer], Iterator[OpenEnd]], ...] = (
    # one line a room
    _clocks,
    _consults,
    _missing,
    _referrals,
    _follow_ups,
    _reviews,
    _agreed,
)

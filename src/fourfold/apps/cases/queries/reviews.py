"""A team's reviews of one case, what was agreed there, and which team the case belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fourfold.apps.cases.access.teams import before_team, own_teams, teams_before
from fourfold.apps.cases.models import Person, Report, TeamAction, TeamReview
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.rules.teams import Belongs, belongs, teams_of
from fourfold.apps.cases.states.teams import TRACKS, ActionState
from fourfold.reference import active_pack
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import NotKnown, Sight
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass

MOST = 200


@dataclass(frozen=True, slots=True)
class ToDoLine:
    """Something agreed: what, who, by when, and what became of it."""

    id: str
    case: str
    team: str
    what: str
    discipline: str
    owner: str
    due_on: date | None
    state: str
    ended_at: datetime | None

    def is_late(self, on: date) -> bool:
        """Tell whether its day is over and nobody noted what became of it."""
        return self.state == ActionState.OPEN and self.due_on is not None and self.due_on < on


@dataclass(frozen=True, slots=True)
class Placing:
    """The teams a case is before, and where it belongs by its town; for a supervisor alone."""

    before: dict[str, str]
    belongs: Belongs | None
    known: dict[str, str]

    @property
    def elsewhere(self) -> bool:
        """Tell whether the case is before teams, and none of them is one it belongs to."""
        named = self.belongs.teams if self.belongs else ()
        return bool(self.before and named) and not set(named) & set(self.before)


def tracks_of(review: TeamReview, *, viewer: Viewer) -> tuple[tuple[str, str, date | None], ...]:
    """Return the tracks of a review: name, code or blank, and day. They are frame, no content."""
    return tuple((name, getattr(review, name), getattr(review, f"{name}_on")) for name in TRACKS)


def last_tracks(review: TeamReview, *, viewer: Viewer) -> tuple[tuple[str, str, date | None], ...]:
    """Return what this team noted of the case last, before a review; its own once it is noted."""
    earlier = TeamReview.objects.filter(
        case=review.case_id, team=review.team, meeting__starts_at__lte=review.meeting.starts_at
    ).exclude(reviewed_at=None)
    last = review if review.reviewed_at else earlier.order_by("-meeting__starts_at", "-id").first()
    return tracks_of(last or review, viewer=viewer)


def reviews_of(opened: OpenCase, *, viewer: Viewer) -> list[Sight[TeamReview]]:
    """Return the reviews of an opened case as the viewer sees them, the newest meeting first."""
    found = TeamReview.objects.filter(case=opened.case).select_related("meeting")
    return [opened.seen.part(each) for each in found.order_by("-meeting__starts_at", "-id")]


def review_of(opened: OpenCase, *, review: str, viewer: Viewer) -> Sight[TeamReview]:
    """Return one review of an opened case. :raises NotKnown: if there is none."""
    found = TeamReview.objects.filter(case=opened.case, pk=review).select_related("meeting")
    first = found.first()
    if first is None:
        raise NotKnown("There is no such part of this record.")
    return opened.seen.part(first)


def to_dos_of(opened: OpenCase, *, viewer: Viewer, review: str = "") -> list[ToDoLine]:
    """Return what teams agreed to do in a case, open ones first. review: only of this one."""
    found = TeamAction.objects.filter(case=opened.case)
    rows = found.filter(review=review) if review else found
    lines = [
        to_do_line(opened.seen.part(each).record, viewer=viewer)
        for each in rows.order_by("due_on", "id")
    ]
    return sorted(lines, key=lambda each: each.state != ActionState.OPEN)


def my_to_dos(*, viewer: Viewer) -> list[ToDoLine]:
    """Return the open actions of a viewer in cases that are still theirs to know, due first."""
    held = own_teams(viewer)
    rows = TeamAction.objects.filter(owner=viewer.account, state=ActionState.OPEN, team__in=held)
    numbers = {each.case_id for each in rows}
    known = {
        team: set(
            before_team(team, viewer=viewer).filter(pk__in=numbers).values_list("pk", flat=True)
        )
        for team in {each.team for each in rows}
    }
    return [
        to_do_line(each, viewer=viewer)
        for each in rows.order_by("due_on", "id")[:MOST]
        if each.case_id in known[each.team]
    ]


def placing(opened: OpenCase, *, viewer: Viewer) -> Placing:
    """
    Return the teams a case is before; for a supervisor also where it belongs by its town.

    The town itself stays masked: only its district and team are said.
    """
    pack = active_pack()
    named = teams_of(pack)
    before = {code: named[code] for code in teams_before(opened.case, viewer=viewer)}
    if not opened.seen.rights.may(Action.ASSIGN, FieldClass.INTERNAL, ""):
        return Placing(before, None, {})
    case = opened.case
    person = Person.objects.filter(pk=case.person, agency=case.agency).first()
    first = Report.objects.filter(case=case.pk).order_by("received_at", "id").first()
    found = belongs(
        (person.town or "") if person else "",
        on=timezone.localtime(first.received_at if first else case.opened_at).date(),
        today=timezone.localtime(viewer.at).date(),
        pack=pack,
    )
    return Placing(before, found, named)


def may_write_results(opened: OpenCase, *, viewer: Viewer) -> bool:
    """Tell whether the viewer keeps the case, and so writes what came of the team's work."""
    return opened.seen.rights.may(Action.WRITE, FieldClass.HEALTH, "")


def to_do_line(row: TeamAction, *, viewer: Viewer) -> ToDoLine:
    """Return something agreed as a line; all of it is frame."""
    return ToDoLine(
        row.pk,
        row.case_id,
        row.team,
        row.what,
        row.discipline,
        row.owner,
        row.due_on,
        row.state,
        row.ended_at,
    )

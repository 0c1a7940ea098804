"""Teams one sits on, a team's roster and cases, its meetings, and its reviews of one case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fourfold.apps.cases.access.teams import (
    before_team,
    coordinates,
    own_teams,
    seats,
)
from fourfold.apps.cases.models import Case, TeamAction, TeamMeeting, TeamReview
from fourfold.apps.cases.queries.reviews import ToDoLine, to_do_line, tracks_of
from fourfold.apps.cases.rules.teams import lacking, teams_of
from fourfold.apps.cases.states.teams import ActionState, MeetingState, ReviewState
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.access.need_to_know import kind_of
from fourfold.security.access.sight import NotKnown, subject_of
from fourfold.security.access.viewer import Viewer, holds_at
from fourfold.security.events import Event
from fourfold.security.models import Relation, RelationKind, TeamMember

MOST = 200
LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Seat:
    """One's own seat. ended_at: None while it is held. cases: how many are before the team."""

    team: str
    name: str
    discipline: str
    ended_at: datetime | None = None
    cases: int = 0
    meets_at: datetime | None = None
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One seat of the roster."""

    id: str
    account: str
    discipline: str
    from_at: datetime


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case before a team: its frame, and nothing about the person."""

    case: str
    state: str
    region: str
    reviewed_at: datetime | None
    next_on: date | None
    to_do: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting. on_agenda: cases this viewer may know of; left: those without an answer."""

    id: str
    team: str
    starts_at: datetime
    place: str
    state: str
    version: int


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """
    One case on an agenda, numbered as this viewer sees it. tracks: codes by track, of the last
    review at or before this one. stepped_back: accounts of the team with a conflict of interest.
    """

    nth: int
    review: str
    case: str
    state: str
    tracks: tuple[tuple[str, str, date | None], ...]
    next_on: date | None
    to_do: tuple[ToDoLine, ...]
    stepped_back: tuple[str, ...]


def mine(*, viewer: Viewer) -> list[Seat]:
    """Return one's own seats on the pack's teams, and those that ended within thirty days."""
    named, held = teams_of(active_pack()), own_teams(viewer)
    found = [_seat(team, held[team], named, viewer=viewer) for team in held]
    ended = TeamMember.objects.filter(
        account_id=viewer.account,
        team__in=named.keys() - held.keys(),
        until_at__lte=viewer.at,
        until_at__gt=viewer.at - LATELY,
    )
    late = {each.team: each for each in ended.order_by("until_at", "id")}
    return found + [
        Seat(each.team, named[each.team], each.discipline, each.until_at) for each in late.values()
    ]


def _seat(team: str, discipline: str, named: dict[str, str], *, viewer: Viewer) -> Seat:
    coming = TeamMeeting.objects.filter(
        team=team, state=MeetingState.PLANNED, starts_at__gte=viewer.at - timedelta(hours=12)
    )
    first = coming.order_by("starts_at", "id").first()
    return Seat(
        team,
        named[team],
        discipline,
        cases=before_team(team, viewer=viewer).filter(state="OPEN").count(),
        meets_at=first.starts_at if first else None,
        meeting=first.id if first else "",
    )


def roster(team: str, *, viewer: Viewer) -> list[Member]:
    """
    Return who sits on a team now, by discipline.

    :raises NotKnown: unless the viewer does too.
    """
    _check_seat(team, viewer)
    held = seats(team, viewer=viewer).filter(account__is_active=True)
    return [
        Member(each.id, each.account_id, each.discipline, each.from_at)
        for each in held.order_by("discipline", "from_at", "id")
    ]


def lacks(team: str, *, viewer: Viewer) -> list[str]:
    """Return the disciplines that the law needs on a team and that hold no seat there now."""
    held = {each.discipline for each in roster(team, viewer=viewer)}
    return lacking(held, pack=active_pack())


def cases_of(team: str, *, viewer: Viewer) -> list[CaseLine]:
    """
    Return the open cases before a team, those whose next review is due first; each is on the audit.

    :raises NotKnown: without a seat.
    """
    _check_seat(team, viewer)
    found = list(before_team(team, viewer=viewer).filter(state="OPEN").order_by("pk")[:MOST])
    _listed(found, viewer)
    last = _last_reviews(team, found)
    open_to_do = defaultdict[str, int](int)
    actions = TeamAction.objects.filter(case__in=found, team=team, state=ActionState.OPEN)
    for number in actions.values_list("case_id", flat=True):
        open_to_do[number] += 1
    lines = [
        CaseLine(
            each.pk,
            each.state,
            each.region,
            last[each.pk].reviewed_at if each.pk in last else None,
            last[each.pk].next_on if each.pk in last else None,
            open_to_do[each.pk],
        )
        for each in found
    ]
    return sorted(lines, key=lambda each: (each.next_on or date.max, each.case))


def meetings(team: str, *, viewer: Viewer, most: int = 24) -> list[Meeting]:
    """Return a team's meetings, the latest first. :raises NotKnown: without a seat."""
    _check_seat(team, viewer)
    found = TeamMeeting.objects.filter(team=team).order_by("-starts_at", "id")[:most]
    return [_meeting(each) for each in found]


def meeting(number: str, *, team: str, viewer: Viewer) -> Meeting:
    """Return one meeting of a team. :raises NotKnown: if there is none for this viewer."""
    _check_seat(team, viewer)
    found = TeamMeeting.objects.filter(pk=number, team=team).first()
    if found is None:
        raise NotKnown("There is no such meeting.")
    return _meeting(found)


def agenda(one: Meeting, *, viewer: Viewer) -> list[AgendaLine]:
    """Return the cases on the agenda that the viewer may know of; each is on the audit."""
    reviews = list(
        TeamReview.objects.filter(
            meeting=one.id, case__in=before_team(one.team, viewer=viewer)
        ).order_by("order", "id")
    )
    numbers = [each.case_id for each in reviews]
    found = list(before_team(one.team, viewer=viewer).filter(pk__in=numbers))
    _listed(found, viewer)
    last = _last_reviews(one.team, found, until=one.starts_at)
    shown = {
        each.pk: each if each.state == ReviewState.REVIEWED else last.get(each.case_id, each)
        for each in reviews
    }
    agreed = defaultdict[str, list[ToDoLine]](list)
    rows = TeamAction.objects.filter(case__in=found, team=one.team).order_by("due_on", "id")
    for row in rows:
        if row.state == ActionState.OPEN or any(row.review == each.pk for each in reviews):
            agreed[row.case_id].append(to_do_line(row, viewer=viewer))
    back = _stepped_back(one.team, numbers, viewer=viewer)
    return [
        AgendaLine(
            nth,
            each.pk,
            each.case_id,
            each.state,
            tracks_of(shown[each.pk], viewer=viewer),
            each.next_on,
            tuple(agreed[each.case_id]),
            tuple(back[each.case_id]),
        )
        for nth, each in enumerate(reviews, start=1)
    ]


def present(one: Meeting, *, viewer: Viewer) -> list[tuple[str, str, str]]:
    """Return who was at a meeting: account, discipline and code, by discipline."""
    _check_seat(one.team, viewer)
    held = TeamMeeting.objects.get(pk=one.id).present.order_by("discipline", "account")
    return list(held.values_list("account", "discipline", "came"))


def to_put_on(one: Meeting, *, viewer: Viewer) -> list[CaseLine]:
    """Return the open cases of the team that are not on this agenda, for its coordinator."""
    if not coordinates(one.team, viewer=viewer) or one.state != MeetingState.PLANNED:
        return []
    on = set(TeamReview.objects.filter(meeting=one.id).values_list("case_id", flat=True))
    return [each for each in cases_of(one.team, viewer=viewer) if each.case not in on]


def runs(team: str, *, viewer: Viewer) -> bool:
    """Tell whether the viewer coordinates a team now."""
    return coordinates(team, viewer=viewer)


def _check_seat(team: str, viewer: Viewer) -> None:
    if team not in own_teams(viewer):
        raise NotKnown("There is no such team of yours.")


def _listed(found: Iterable[Case], viewer: Viewer) -> None:
    subjects = [subject_of(each) for each in found]
    if subjects:
        audit.read_of(Event.RECORDS_LISTED, by=viewer.account, subjects=subjects, at=viewer.at)


def _last_reviews(
    team: str, found: Iterable[Case], *, until: datetime | None = None
) -> dict[str, TeamReview]:
    rows = TeamReview.objects.filter(case__in=found, team=team, state=ReviewState.REVIEWED)
    if until is not None:
        rows = rows.filter(meeting__starts_at__lte=until)
    return {each.case_id: each for each in rows.order_by("meeting__starts_at", "id")}


def _stepped_back(team: str, numbers: list[str], *, viewer: Viewer) -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    if coordinates(team, viewer=viewer):
        held = seats(team, viewer=viewer).values("account_id")
        conflicts = Relation.objects.filter(
            holds_at(viewer.at),
            kind=RelationKind.CONFLICT,
            record_kind=kind_of(Case),
            record__in=numbers,
            account__in=held,
        )
        for each in conflicts:
            found[each.record].append(each.account)
    return found


def _meeting(found: TeamMeeting) -> Meeting:
    return Meeting(found.pk, found.team, found.starts_at, found.place, found.state, found.version)

"""Who coordinates a team, who sits on it, and which cases are before it now."""

from __future__ import annotations

from django.db.models import QuerySet

from fourfold.apps.cases.access import cases
from fourfold.apps.cases.models import Case
from fourfold.apps.cases.rules.teams import teams_of
from fourfold.reference import active_pack
from fourfold.security.access.need_to_know import kind_of
from fourfold.security.access.policy import Discipline
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer, holds_at
from fourfold.security.models import Relation, RelationKind, TeamMember


def coordinates(team: str, *, viewer: Viewer) -> bool:
    """Tell whether a viewer coordinates a team now."""
    holds = viewer.disciplines.get(team) == Discipline.COORDINATOR
    return holds and viewer.may(Permission.TEAM_MANAGE) and team in teams_of(active_pack())


def own_teams(viewer: Viewer) -> dict[str, str]:
    """Return the teams of the pack on which a viewer has a seat now: code to their discipline."""
    return {
        team: viewer.disciplines[team]
        for team in teams_of(active_pack())
        if team in viewer.disciplines and viewer.may(Permission.RECORD_READ)
    }


def seats(team: str, *, viewer: Viewer) -> QuerySet[TeamMember]:
    """Return the seats held on a team now, for whoever has one there."""
    if team not in own_teams(viewer):
        return TeamMember.objects.none()
    return TeamMember.objects.filter(holds_at(viewer.at), team=team)


def before_team(team: str, *, viewer: Viewer) -> QuerySet[Case]:
    """Return the cases before a team now that a viewer may know of."""
    lies = Relation.objects.filter(
        holds_at(viewer.at), kind=RelationKind.TEAM, team=team, record_kind=kind_of(Case)
    )
    return cases(viewer=viewer).filter(pk__in=lies.values("record"))


def teams_before(case: Case, *, viewer: Viewer) -> dict[str, str]:
    """Return the teams of the pack a case is before now: code to the id of the relation."""
    held = Relation.objects.filter(
        holds_at(viewer.at), kind=RelationKind.TEAM, record_kind=kind_of(Case), record=case.pk
    )
    named = teams_of(active_pack())
    return {each.team: each.id for each in held if each.team in named}

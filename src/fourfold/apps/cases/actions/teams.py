"""
Bringing a case before a multidisciplinary team, moving it to another, and taking it away.

TeamError
├── NoSuchTeam      the pack has no team of this code
├── BeforeIt        the case is before this team already
└── NotBeforeIt     the case is not, or no longer, before this team
"""

from __future__ import annotations

from fourfold.apps.cases.access.teams import teams_before
from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.actions.records import ChangeError
from fourfold.apps.cases.models import Case, TeamReview
from fourfold.apps.cases.rules.teams import teams_of
from fourfold.apps.cases.states.steps import Step
from fourfold.apps.cases.states.teams import ReviewState
from fourfold.reference import active_pack
from fourfold.security.access import relations
from fourfold.security.access.viewer import Viewer


class TeamError(ChangeError):
    """Nothing was changed; the message says why and what to do."""


class NoSuchTeam(TeamError):
    """Not a team of the pack."""


class BeforeIt(TeamError):
    """There is nothing to do."""


class NotBeforeIt(TeamError):
    """The team has no say here."""


def bring(
    case: str, *, team: str, by: Viewer, district: str = "", version: int | None = None
) -> None:
    """
    Bring a case before a team: its members see it, each by their discipline, while both last.

    district: code of the town's district on the day of the report, kept with the case; blank keeps
    what is there. version: what the page showed.
    :raises relations.MayNotGive: unless one supervises the case. :raises NoSuchTeam:
    :raises BeforeIt: if it is there already, perhaps by somebody else's hand a moment ago.
    """
    name = _name(team)
    with records.changing(Case, case, by=by, writes=(), version=version) as seen:
        found = seen.record
        if team in teams_before(found, viewer=by):
            raise BeforeIt(f"The case is before {name} already. Nothing was done twice.")
        _give(found, team, district, by=by)
        telling.tell(found, Step.TEAM_BROUGHT, by=by, facts={"team": team})


def move(case: str, *, team: str, instead_of: str, by: Viewer, district: str = "") -> None:
    """
    Take a case from one team and bring it before another, such as after a district moved.

    What waits on the first team's agenda is put off there.
    :raises relations.MayNotGive: unless one supervises the case. :raises NotBeforeIt: if the case
    is not before the first. :raises BeforeIt: if it is before the second.
    """
    name, _left = _name(team), _name(instead_of)
    with records.changing(Case, case, by=by, writes=()) as seen:
        found = seen.record
        if team in teams_before(found, viewer=by):
            raise BeforeIt(f"The case is before {name} already. Nothing was done twice.")
        _end(found, instead_of, by=by)
        _give(found, team, district, by=by)
        telling.tell(found, Step.TEAM_LEFT, by=by, facts={"team": instead_of})
        telling.tell(found, Step.TEAM_BROUGHT, by=by, facts={"team": team})


def leave(case: str, *, team: str, by: Viewer) -> None:
    """
    Take a case from a team: its members see nothing of it from the next click on.

    :raises relations.MayNotGive: unless one supervises the case. :raises NotBeforeIt:
    """
    _name(team)
    with records.changing(Case, case, by=by, writes=()) as seen:
        _end(seen.record, team, by=by)
        telling.tell(seen.record, Step.TEAM_LEFT, by=by, facts={"team": team})


def _name(team: str) -> str:
    name = teams_of(active_pack()).get(team)
    if name is None:
        raise NoSuchTeam(f"There is no team {team!r}. Choose one of the list.")
    return name


def _give(found: Case, team: str, district: str, *, by: Viewer) -> None:
    relations.bring_to_team(found, team, by=by)
    if district and found.district != district:
        found.district = district
        found.save(update_fields=["district"])


def _end(found: Case, team: str, *, by: Viewer) -> None:
    held = teams_before(found, viewer=by).get(team)
    if held is None:
        raise NotBeforeIt("The case is not before this team now. Look at the page again.")
    relations.end(held, found, by=by)
    waits = TeamReview.objects.filter(case=found, team=team, state=ReviewState.ON_AGENDA)
    waits.update(state=ReviewState.PUT_OFF)

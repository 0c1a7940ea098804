"""A made-up team with a case before it, made through the desk's own actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from fourfold.apps.cases.actions import meetings, reviews, teams
from fourfold.apps.cases.models import Case
from fourfold.security.access import relations
from fourfold.security.access.policy import Discipline
from fourfold.security.access.viewer import Viewer, viewer_of
from fourfold.security.models import Account, TeamMember
from tests.make import cases, people
from tests.make.people import NOW

TEAM, OTHER = "NEW_HAVEN", "ANSONIA_MILFORD"
MEETS_AT = NOW + timedelta(days=2)
AFTER = MEETS_AT + timedelta(hours=2)


@dataclass
class Team:
    """A team that meets: Cora coordinates, Luis supervises the case, Carmen works on it."""

    case: str
    members: dict[str, Account]

    def by(self, name: str, *, at: datetime = NOW) -> Viewer:
        """Return somebody as they are at a moment."""
        account = self.members[name].id
        return viewer_of(account, at=at, second_factor=True, stepped_up=True)

    def version(self) -> int:
        """Return what a page that is opened now shows."""
        return Case.objects.get(pk=self.case).version


def member(name: str, discipline: str, *, team: str = TEAM) -> Account:
    """Return a member with a seat on a team."""
    role = "COORDINATOR" if discipline == Discipline.COORDINATOR else "TEAM"
    made = people.account(name, role)
    TeamMember.objects.create(
        account=made, team=team, discipline=discipline, from_at=NOW, given_by="setup"
    )
    return made


def team(**facts: object) -> Team:
    """Return a team with one member of each discipline and one case before it."""
    carmen = people.viewer("Carmen", "CARELINE")
    members = {"Carmen": people.account("Carmen"), "Luis": people.account("Luis", "LIAISON")}
    number = cases.case(carmen, town="NEW_HAVEN", given_name="Marisol", **facts)
    found = Case.objects.get(pk=number)
    relations.assign(found, members["Luis"].id, by=carmen, kind=relations.RelationKind.SUPERVISOR)
    for discipline in Discipline:
        members[discipline.value] = member(f"Of-{discipline.value.title()}", discipline)
    members["Cora"] = members["COORDINATOR"]
    made = Team(number, members)
    teams.bring(number, team=TEAM, district="NEW_HAVEN", by=made.by("Luis"))
    return made


def meeting(made: Team, *, starts_at: datetime = MEETS_AT) -> str:
    """Plan a meeting of the team."""
    return meetings.plan(TEAM, starts_at=starts_at, by=made.by("Cora"))


def review(made: Team, at_meeting: str) -> str:
    """Put the team's case on the agenda."""
    return reviews.put_on_agenda(made.case, meeting=at_meeting, by=made.by("Cora"))


def gaps(case: str, accounts: dict[str, Account]) -> dict[str, str]:
    """Bring a case before a team that meets; returns the values for the gaps of addresses."""
    keeps = viewer_of(accounts["CARELINE"].id, at=NOW, second_factor=True)
    liaison, cora = accounts["LIAISON"], accounts["COORDINATOR"]
    relations.assign(
        Case.objects.get(pk=case), liaison.id, by=keeps, kind=relations.RelationKind.SUPERVISOR
    )
    seat = people.seat(cora, TEAM, "COORDINATOR")
    people.seat(accounts["TEAM"], TEAM, "MEDICAL")
    teams.bring(case, team=TEAM, by=viewer_of(liaison.id, at=NOW, second_factor=True))
    by = viewer_of(cora.id, at=NOW, second_factor=True)
    meeting = meetings.plan(TEAM, starts_at=MEETS_AT, by=by)
    review = reviews.put_on_agenda(case, meeting=meeting, by=by)
    to_do = reviews.ToDo("SCHOOL", "MEDICAL", accounts["TEAM"].id)
    action = reviews.agree(review, case=case, to_do=to_do, by=by)
    found = {"team": TEAM, "seat": seat.id, "meeting": meeting, "review": review}
    return found | {"action": action}

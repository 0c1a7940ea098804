"""A made-up case of a region, its screener, and the liaisons of two regions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from fourfold.apps.cases.access import region_team
from fourfold.apps.cases.actions import consult_answers, consults
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.actions.consult_answers import Answer
from fourfold.apps.cases.models import Case, Consult
from fourfold.apps.cases.states.consults import Urgency
from fourfold.security.access.viewer import Viewer, viewer_of
from fourfold.security.keys import new_person
from fourfold.security.models import Account
from tests.make import people

HOME, AWAY = "REGION_4", "REGION_1"
SAID = Answer("SUSPECTED", ("MISSING_NOW",), "She was seen with an older man.", ("CA01", "CA03"))


@dataclass
class Desk:
    """Made-up people by name, and one case that `carmen` keeps."""

    accounts: dict[str, Account] = field(default_factory=dict)
    case: str = ""

    def by(self, name: str, minutes: int = 0) -> Viewer:
        """Return somebody as signed in some minutes after nine."""
        at = people.NOW + timedelta(minutes=minutes)
        return viewer_of(self.accounts[name].id, at=at, second_factor=True, stepped_up=True)

    def ask(self, *, name: str = "carmen", town: str = "ANDOVER", minutes: int = 1) -> str:
        """Let somebody ask for a consult; returns its id."""
        return consults.ask(
            self.case,
            why="She came back with a new telephone.",
            urgency=Urgency.TODAY,
            town=town,
            by=self.by(name, minutes),
        )

    def take(self, consult: str, name: str = "luis", *, minutes: int = 5, over: str = "") -> None:
        """Let a liaison take it."""
        over = self.accounts[over].id if over else ""
        consults.take(consult, case=self.case, by=self.by(name, minutes), over=over)

    def answer(
        self,
        consult: str,
        name: str = "luis",
        *,
        said: Answer = SAID,
        minutes: int = 12,
        beside: int = 0,
    ) -> None:
        """Let a liaison answer it."""
        consult_answers.answer(
            consult, case=self.case, said=said, by=self.by(name, minutes), beside=beside
        )

    def consult(self, consult: str) -> Consult:
        """Return it as the database has it now."""
        return Consult.objects.get(pk=consult)

    def record(self) -> Case:
        """Return the case as the database has it now."""
        return Case.objects.get(pk=self.case)


def desk() -> Desk:
    """Fill an empty database."""
    made = Desk()
    for name, role, seats in (
        ("carmen", "CARELINE", {}),
        ("luis", "LIAISON", {HOME: "CHILD_WELFARE"}),
        ("ana", "LIAISON", {HOME: "CHILD_WELFARE"}),
        ("nora", "LIAISON", {AWAY: "CHILD_WELFARE"}),
        ("stan", "LIAISON", {}),
        ("tomas", "TEAM", {HOME: "LAW_ENFORCEMENT"}),
        ("dana", "COORDINATOR", {HOME: "COORDINATOR"}),
        ("priya", "PRIVACY", {}),
    ):
        account = made.accounts[name] = people.account(name.title(), role)
        for region, discipline in seats.items():
            people.seat(account, region_team(region), discipline)
    other = made.accounts["rosa"] = people.account("Rosa", "LIAISON", of=people.PROVIDER)
    people.seat(other, region_team(HOME), "CHILD_WELFARE")
    person = new_person(agency=people.DCF)
    made.case = open_case(person, region="", by=made.by("carmen"), summary="Made up.")
    return made

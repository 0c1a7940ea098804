"""The desk at which two people race: who they are, their cases, and what they read afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.test.utils import setup_test_environment
from django.utils import timezone

from fourfold.apps.cases.access import CARELINE, region_team
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.models import Case
from fourfold.security.access import relations
from fourfold.security.keys import new_person
from fourfold.security.models import Count, Opened, RelationKind
from tests.make import clicks, desk, people
from tests.make.clicks import Answer, Click
from tests.make.consults import HOME, Desk
from tests.make.consults import desk as made_desk

AT = people.NOW + timedelta(minutes=30)
Seen = Counter[str]


class World:
    """Made-up people at their desks, and two processes to click in their names."""

    def __init__(self, pair: clicks.Pair, made: Desk, rounds: int) -> None:
        self.pair, self.made, self.rounds = pair, made, rounds
        self.sessions = {
            name: desk.key_of_session(account, at=timezone.now())
            for name, account in made.accounts.items()
        }

    def turns(self, more: int = 1) -> Iterator[int]:
        """Begin each round with nobody's tries and looks counted yet."""
        for nth in range(more * self.rounds):
            Count.objects.all().delete()
            Opened.objects.all().delete()
            yield nth

    def click(self, name: str, page: str, typed: dict[str, object], to: str = "") -> Click:
        """Return somebody's click; name "" is the public's."""
        return Click(page, typed, to, self.sessions[name] if name else "")

    def case(self, *, supervisor: str = "") -> str:
        """Open a case that Carmen keeps, and another may write in if they supervise it."""
        carmen = self.made.by("carmen")
        number = open_case(new_person(agency=people.DCF), region="", by=carmen, summary="Made up.")
        if supervisor:
            relations.assign(
                Case.objects.get(pk=number),
                self.made.accounts[supervisor].id,
                by=carmen,
                kind=RelationKind.SUPERVISOR,
            )
        return number


def told(answers: tuple[Answer, Answer], *words: str) -> int:
    """Return how many of the two read all of these words."""
    return sum(all(each in answer.words for each in words) for answer in answers)


def open_desk() -> Desk:
    """Fill a new database, half an hour after nine, with everybody who races."""
    setup_test_environment()
    clicks.set_clock(AT)
    made = made_desk()
    made.accounts["mia"] = people.account("Mia", "LIAISON")
    people.seat(made.accounts["mia"], region_team(HOME), "CHILD_WELFARE")
    made.accounts["rita"] = people.account("Rita", "CARELINE")
    for name in ("carmen", "rita"):
        people.seat(made.accounts[name], CARELINE, "CHILD_WELFARE")
    return made

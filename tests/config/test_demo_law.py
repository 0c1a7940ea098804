"""The demonstration's youths have facts, open questions and bodies that differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from fourfold.apps.cases.models import Determination, LawFacts
from fourfold.config.demo.cases import law
from fourfold.config.demo.cases.youths import YOUTHS
from fourfold.security.access.viewer import Viewer
from tests.make import cases, people

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@dataclass(frozen=True)
class Luis:
    """Stands for all of the demonstration's staff."""

    at: datetime = people.NOW

    def viewer(self, key: str, *, before: timedelta = timedelta()) -> Viewer:
        return people.viewer("Luis", at=self.at)


def test_facts_and_decisions_are_made_by_the_rooms_own_actions():
    luis = people.viewer("Luis", "LIAISON")
    made = [(youth, cases.case(luis), "luis") for youth in YOUTHS[:8]]

    law.fill(Luis(), made)

    assert LawFacts.objects.count() == 8
    assert Determination.objects.filter(taken_back_at=None).count() == 6
    assert Determination.objects.exclude(taken_back_at=None).count() == 2

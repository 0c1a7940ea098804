"""The demonstration has facts, open questions and bodies that differ, in every state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from fourfold.apps.cases.models import Determination, LawFacts
from fourfold.config.demo.cases import law
from fourfold.config.demo.cases.youths import YOUTHS
from fourfold.security.access.viewer import Viewer
from fourfold.security.models import RoleGrant
from tests.make import people

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@dataclass(frozen=True)
class Staff:
    """Stands for the demonstration's staff: Luis alone."""

    at: datetime = people.NOW

    def viewer(self, key: str, *, before: timedelta = timedelta()) -> Viewer:
        return people.viewer("Luis", at=self.at - before)


@pytest.mark.parametrize(("code", "standing"), [("ct", 3), ("zz", 1)])
def test_facts_and_decisions_are_made_by_the_rooms_own_actions(monkeypatch, code, standing):
    monkeypatch.setenv("FOURFOLD_JURISDICTION", code)
    people.account("Luis", "LIAISON")
    RoleGrant.objects.update(from_at=people.NOW - timedelta(days=400))

    law.fill(Staff(), YOUTHS)

    assert LawFacts.objects.count() == len(law.TOLD)
    assert Determination.objects.filter(taken_back_at=None).count() == standing
    assert Determination.objects.exclude(taken_back_at=None).count() == 1

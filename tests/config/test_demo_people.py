"""The demonstration of people: facts, wishes, two records of one person, and pairs to decide on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from fourfold.apps.cases.models import Case, Merge, Pair, Person
from fourfold.apps.cases.queries import merges
from fourfold.config.demo.cases import people as demo
from fourfold.config.demo.cases.youths import YOUTHS
from fourfold.security.access.viewer import Viewer
from tests.make import people

pytestmark = pytest.mark.django_db(transaction=True)


class Staff:
    """Two of the demonstration's people."""

    def __init__(self) -> None:
        self.at = timezone.now().replace(year=2031)
        self.people = {
            "luis": people.viewer("Luis", "LIAISON", at=self.at),
            "carmen": people.viewer("Carmen", "CARELINE", at=self.at),
        }

    def viewer(self, key: str, *, before: timedelta = timedelta()) -> Viewer:
        return self.people[key]


def test_the_room_leaves_people_to_look_up_to_decide_on_and_to_ask_about() -> None:
    staff = Staff()

    demo.fill(staff, YOUTHS)  # type: ignore[arg-type]

    assert Case.objects.count() == 7
    assert all(each.wishes for each in Case.objects.all())
    assert all(each.given_name and each.safe_contact != {} for each in Person.objects.all())
    assert Merge.objects.count() == 1
    assert Pair.objects.count() == 2
    assert {each.can_decide for each in merges.twins(viewer=staff.viewer("luis"))} == {True, False}

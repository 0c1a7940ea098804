"""Made-up persons with cases, through the desk's own actions."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from fourfold.apps.cases.actions import cases, facts
from fourfold.apps.cases.models import Case, Person
from fourfold.security.access.viewer import Viewer
from fourfold.security.keys import new_person


def case_of(by: Viewer, **said: Any) -> Case:
    """Open a case for a new person of whom these facts are known; the viewer is its worker."""
    person = new_person(agency=by.agency)
    number = cases.open_case(person, region="", by=by)
    with transaction.atomic():
        facts.write(facts.begin(person, by=by), said, by=by, via=number)
    return Case.objects.get(pk=number)


def person_of(case: Case) -> Person:
    """Return the person of a case as the database has them now."""
    return Person.objects.get(pk=case.person)

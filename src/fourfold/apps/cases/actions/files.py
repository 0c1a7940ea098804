"""
The file of a person: open while one of their cases is, ended with the last. Part of the actions
that open and end cases, which tell of it.
"""

from __future__ import annotations

from fourfold.apps.cases.models import Case, Person
from fourfold.apps.cases.states.cases import CaseState
from fourfold.security.access.viewer import Viewer


def begin(case: Case) -> None:
    """Open the person's file again, if it had ended."""
    person = _person(case)
    if person is not None and person.closed_at is not None:
        person.outcome, person.closed_at = "OPEN", None
        person.save(update_fields=["outcome", "closed_at"])


def end(case: Case, *, by: Viewer) -> None:
    """End the person's file if this was their last open case."""
    person = _person(case)  # locked first: two cases that end at once see each other
    others = Case.objects.filter(person=case.person, agency=case.agency, state=CaseState.OPEN)
    if person is not None and not others.exclude(pk=case.pk).exists():
        person.outcome, person.closed_at = "CLOSED", by.at
        person.save(update_fields=["outcome", "closed_at"])


def _person(case: Case) -> Person | None:
    people = Person.objects.select_for_update()
    return people.filter(pk=case.person, agency=case.agency).first()

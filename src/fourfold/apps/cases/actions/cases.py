"""Opening a case."""

from __future__ import annotations

from django.db import transaction

from fourfold.apps.cases.actions import files, telling
from fourfold.apps.cases.models import Case, Person
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access import relations
from fourfold.security.access.viewer import Viewer


@transaction.atomic
def open_case(person: str, *, region: str, by: Viewer, summary: str | None = None) -> str:
    """
    Open a case for a person of one's agency and become its assigned worker; returns its number.

    person: the opaque id, made by `keys.new_person` before the transaction. region: a code of the
    pack, or blank while the town is not known. Their Person row is made if there is none.
    :raises relations.MayNotGive: if the roles do not let one begin a record.
    """
    if not Person.objects.filter(pk=person, agency=by.agency).exists():
        Person.objects.create(
            id=person, person=person, agency=by.agency, made_at=by.at, changed_at=by.at
        )
    case = Case.objects.create(
        agency=by.agency,
        person=person,
        region=region,
        worker=by.account,
        opened_at=by.at,
        changed_at=by.at,
        summary=summary,
    )
    files.begin(case)
    relations.begin(case, by=by)
    telling.tell(case, Step.CASE_OPENED, by=by)
    return case.id

"""Made-up cases, opened through the desk's own actions."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from fourfold.apps.cases.actions import cases
from fourfold.apps.cases.actions import facts as pieces
from fourfold.apps.cases.models import Case
from fourfold.security.access.viewer import Viewer
from fourfold.security.keys import new_person


@transaction.atomic
def case(by: Viewer, *, region: str = "REGION_3", summary: str | None = None, **facts: Any) -> str:
    """Open a case about a new made-up person, with these facts about them; return its number."""
    person = new_person(agency=by.agency)
    number = cases.open_case(person, region=region, summary=summary, by=by)
    pieces.write(pieces.begin(person, by=by), facts, by=by, via=number, sure=True)
    return number


@transaction.atomic
def set_on(number: str, **values: Any) -> None:
    """Write columns of a case past its actions, for a test that needs it so."""
    found = Case.objects.get(pk=number)
    for name, value in values.items():
        setattr(found, name, value)
    found.save(update_fields=list(values))

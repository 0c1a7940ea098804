"""Made-up folders."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from fourfold.security.keys import new_person
from fourfold.security.keys.fields import SealedDate, SealedJSON, sealed_columns
from tests.desk.models import Folder

SEALED = [field.attname for field in sealed_columns(Folder)]


def values(mark: str = "canary") -> dict[str, Any]:
    """Return a value for each sealed column, with a mark of its own: "canary-given_name"."""
    found: dict[str, Any] = {}
    for field in sealed_columns(Folder):
        name = field.attname
        found[name] = f"{mark}-{name}"
        if isinstance(field, SealedDate):
            found[name] = date(2011, 2, 28)
        elif isinstance(field, SealedJSON):
            found[name] = [f"{mark}-{name}"]
    return found


def folder(agency: str = "zz-dcf", *, holder: str = "HOLDER0000000000", **changes: Any) -> Folder:
    """Save a folder about a new person, every column filled."""
    person = changes.pop("person", None) or new_person(agency=agency)
    with transaction.atomic():
        return Folder.objects.create(
            agency=agency, person=person, holder=holder, **values() | changes
        )

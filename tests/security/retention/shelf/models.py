"""
A case file with every kind of field that retention must meet.

While a test of this folder runs it stands in for the case desk's own: KEPT says how.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept, KeptWith
from fourfold.security.keys import SealedText


class CaseFile(models.Model):
    """One person's case."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id)
    person_id = models.CharField(max_length=LENGTH)
    outcome = models.CharField(max_length=20, default="OPEN")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    name = models.CharField(max_length=80, default="")
    address = models.CharField(max_length=80, default="")
    note = models.TextField(null=True)  # noqa: DJ001 - a class must go from such a field too

    told = SealedText(max_length=200, person="person_id", null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "told": "health",
        "person_id": "personal",
        "outcome": "internal",
        "made_at": "internal",
        "changed_at": "internal",
        "closed_on": "internal",
        "name": "personal",
        "address": "place",
        "note": "privileged",
    }

    def __str__(self) -> str:
        return self.id


class Sheet(models.Model):
    """A sheet of a case file; it goes with the file."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id)
    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="sheets")
    about = models.CharField(max_length=LENGTH, default="")
    shelter = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "file": "internal",
        "about": "personal",
        "shelter": "place",
    }

    def __str__(self) -> str:
        return self.id


class Line(models.Model):
    """A line of a sheet; it goes with the sheet."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="lines")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {"id": "internal", "sheet": "internal"}

    def __str__(self) -> str:
        return str(self.pk)


KEPT: dict[type[models.Model], Kept | KeptWith] = {
    CaseFile: Kept(
        "CASE",
        since={"MADE": "made_at", "CHANGED": "changed_at", "CLOSED": "closed_on"},
        person="person_id",
        outcome="outcome",
    ),
    Sheet: KeptWith("file", kind="SHEET", person="about"),
    Line: KeptWith("sheet"),
}

"""Sheets of paper that somebody of staff has typed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.surveys.models.answers import Response
from fourfold.apps.surveys.models.marks import internal
from fourfold.apps.surveys.models.studies import Wave
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import KeptWith


class PaperSheet(models.Model):
    """
    One sheet as it was typed. number: written on the paper, from 1 in its wave.

    unreadable: names of questions whose cell cannot be read. cells, differed: of a sheet that was
    typed a second time, how many cells were compared, and how many differed; None before.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="sheets")
    response = models.OneToOneField(Response, on_delete=models.PROTECT, related_name="sheet")
    number = models.PositiveIntegerField()
    unreadable = models.JSONField(default=list)
    typed_on = models.DateField()
    typed_by = models.CharField(max_length=80)
    checked_on = models.DateField(null=True)
    checked_by = models.CharField(max_length=80, default="")
    cells = models.PositiveIntegerField(null=True)
    differed = models.PositiveIntegerField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "wave", "response", "number", "unreadable", "typed_on", "typed_by"),
        *("checked_on", "checked_by", "cells", "differed"),
    )
    RETENTION: ClassVar[KeptWith] = KeptWith("response")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["wave", "number"], name="sheet_number_once"),
            models.CheckConstraint(
                condition=Q(checked_on=None, checked_by="", cells=None, differed=None)
                | (
                    Q(checked_on__isnull=False, cells__isnull=False, differed__isnull=False)
                    & ~Q(checked_by="")
                ),
                name="sheet_checked_who_and_what",
            ),
        )

    def __str__(self) -> str:
        return f"sheet {self.id}"

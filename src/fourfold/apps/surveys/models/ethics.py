"""Who reviewed a study, and what was decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.surveys.models.marks import internal
from fourfold.apps.surveys.models.studies import Study
from fourfold.apps.surveys.rules.ethics import Decision
from fourfold.security.ids import LENGTH, new_id


class EthicsNote(models.Model):
    """
    One review of a study; the newest counts. It never changes: another one is noted beside it.

    reviewed_by: the body, not a person. reference: the body's own number of it. said: conditions,
    or what is to be changed.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="ethics_notes")
    reviewed_by = models.CharField(max_length=120)
    reviewed_on = models.DateField()
    reference = models.CharField(max_length=80)
    decision = models.CharField(max_length=10)
    said = models.TextField(max_length=2000, default="")
    once = models.CharField(max_length=40, unique=True)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "study", "reviewed_by", "reviewed_on", "reference", "decision", "said"),
        *("once", "noted_at", "noted_by"),
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(decision__in=[each.value for each in Decision]),
                name="ethics_decision_known",
            ),
            models.CheckConstraint(
                condition=~Q(reviewed_by="") & ~Q(reference=""), name="ethics_who_and_reference"
            ),
        )

    def __str__(self) -> str:
        return f"ethics note {self.id}"

"""That the schedule of a year's meetings was filed, and when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.security.ids import LENGTH, new_id


class ScheduleFiled(models.Model):
    """
    The schedule of a year's regular meetings was filed. proof: where that can be read.

    Written once; a wrong entry is taken back, and stays.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    filed_on = models.DateField()
    proof = models.CharField(max_length=200)
    once = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=80, default="", blank=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "year", "filed_on", "proof"), "open"),
        **dict.fromkeys(("once", "made_at", "made_by"), "internal"),
        **dict.fromkeys(("taken_back_at", "taken_back_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_by="")),
                name="schedule_taken_back_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["year"], condition=Q(taken_back_at=None), name="schedule_of_a_year_once"
            ),
        )

    def __str__(self) -> str:
        return f"schedule {self.id}"

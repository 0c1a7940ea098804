"""What public sources say of towns."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.surveys.models.marks import internal
from fourfold.security.ids import LENGTH, new_id


class CommunitySeries(models.Model):
    """
    One variable of many towns, from one source and vintage, in one version; it never changes.

    values: a town's code to its value and margin of error, None where there is none. is_made_up:
    for a demonstration or a class; every page says so.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    variable = models.CharField(max_length=80)
    unit = models.CharField(max_length=20)
    more_is_worse = models.BooleanField()
    source = models.CharField(max_length=200)
    vintage = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    is_made_up = models.BooleanField()
    values = models.JSONField()
    brought_at = models.DateTimeField()
    brought_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "variable", "unit", "more_is_worse", "source", "vintage", "version"),
        *("is_made_up", "values", "brought_at", "brought_by"),
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["variable", "source", "vintage", "version"], name="community_one_version"
            ),
            models.CheckConstraint(
                condition=~Q(variable="") & ~Q(source="") & ~Q(vintage=""),
                name="community_says_where_from",
            ),
        )

    def __str__(self) -> str:
        return f"community series {self.id}"

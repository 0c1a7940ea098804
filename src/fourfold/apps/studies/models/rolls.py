"""What a study reads of a roll: how many people are on exactly which lists."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.security.ids import LENGTH, new_id


class Roll(models.Model):
    """
    The capture histories of one roll: counts of people, never a pseudonym.

    content: the table as CSV in its own order of lists; sha256 is its fingerprint. from_on and
    until_on: the period, end excluded. people: who was counted; matched: how it was found out who
    is on two lists. is_example: published data to learn on; it never leads to a release.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    once = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    people = models.CharField(max_length=500)
    area = models.CharField(max_length=120)
    from_on = models.DateField()
    until_on = models.DateField()
    matched = models.TextField(max_length=2000)
    source = models.CharField(max_length=300)
    content = models.TextField()
    lists = models.JSONField()
    known = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    is_example = models.BooleanField(default=False)
    brought_at = models.DateTimeField()
    brought_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("id", "once", "name", "people", "area", "from_on", "until_on", "matched", "source"),
            *("content", "lists", "known", "sha256", "is_example", "brought_at", "brought_by"),
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(from_on__lt=F("until_on")), name="roll_period_runs_forward"
            ),
        )

    def __str__(self) -> str:
        return f"Roll {self.sha256[:12]}"

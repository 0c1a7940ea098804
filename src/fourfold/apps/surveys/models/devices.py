"""Devices with a field app."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.surveys.models.marks import MARK, internal
from fourfold.apps.surveys.models.occasions import Occasion
from fourfold.apps.surveys.models.studies import Wave
from fourfold.security.ids import LENGTH, new_id


class Device(models.Model):
    """
    One device that may send answers to one wave. The secret itself is kept nowhere.

    name: which device, in the words of whoever admitted it. mark: keyed, of the secret. occasion:
    the event its answers belong to, None for none.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="devices")
    occasion = models.ForeignKey(
        Occasion, on_delete=models.PROTECT, null=True, related_name="devices"
    )
    name = models.CharField(max_length=60)
    mark = models.CharField(max_length=MARK, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "wave", "occasion", "name", "mark", "made_at", "made_by", "ended_at", "ended_by")
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="device_has_a_name"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="device_ended_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"device {self.id}"

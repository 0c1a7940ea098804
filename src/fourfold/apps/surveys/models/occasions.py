"""Occasions: what ties the answers of one event together without a name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.apps.surveys.models.marks import internal
from fourfold.apps.surveys.models.studies import Study
from fourfold.security.ids import LENGTH, new_id


class Occasion(models.Model):
    """
    One event at which a study's waves are asked, such as a training session. It says not which.

    code: stands in its addresses behind the wave's, and is no secret. id: stands in exports, so
    that whoever reads a poster does not know which answers are of that room.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="occasions")
    code = models.CharField(max_length=20, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal("id", "study", "code", "made_at", "made_by")

    def __str__(self) -> str:
        return f"occasion {self.id}"

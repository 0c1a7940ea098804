"""Materials of a meeting: files in versions, open to everybody or to the members only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.council.models.meetings import AgendaItem, Meeting
from fourfold.apps.council.states.materials import MaterialState
from fourfold.security.edges.uploads import PAPERS, TABLES
from fourfold.security.ids import LENGTH, new_id

KINDS = PAPERS | TABLES


class Material(models.Model):
    """
    One material. brought_by: an office or organization. item: of the agenda, if it is about one.

    is_open: everybody may read it once the meeting is posted. why: of a withdrawal.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="materials")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="materials", null=True
    )
    title = models.CharField(max_length=200)
    brought_by = models.CharField(max_length=120)
    is_open = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=MaterialState.SHOWN.value)
    why = models.CharField(max_length=300, default="")
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "meeting", "item", "title", "brought_by"), "internal"),
        **dict.fromkeys(("is_open", "state", "why", "version"), "internal"),
        **dict.fromkeys(("once", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in MaterialState]),
                name="material_state_known",
            ),
        )

    def __str__(self) -> str:
        return f"material {self.id}"


class MaterialFile(models.Model):
    """One version of a material, as the edges let it through. digest: SHA-256 of its bytes."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="files")
    nth = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "material", "nth", "kind", "content", "size"), "internal"),
        **dict.fromkeys(("digest", "at", "by"), "internal"),
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["material", "nth"], name="material_file_once"),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(each.name for each in KINDS)),
                name="material_file_kind_known",
            ),
        )

    def __str__(self) -> str:
        return f"material file {self.id}"

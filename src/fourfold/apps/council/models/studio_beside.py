"""Beside the studio's blocks: comments, pictures, and what members say they did."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.council.models.studio import StudioBlock, StudioReport
from fourfold.apps.council.states.studio import FormState
from fourfold.security.ids import LENGTH, new_id


class StudioComment(models.Model):
    """A comment on a block; it is open until somebody resolves it."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    block = models.ForeignKey(StudioBlock, on_delete=models.PROTECT, related_name="comments")
    words = models.TextField(max_length=2000)
    once = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "block", "words", "once", "at", "by"), "internal"),
        **dict.fromkeys(("resolved_at", "resolved_by"), "internal"),
    }

    def __str__(self) -> str:
        return f"studio comment {self.id}"


class StudioPicture(models.Model):
    """A picture of a report, drawn anew by the edges. digest: SHA-256 of its bytes."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    report = models.ForeignKey(StudioReport, on_delete=models.PROTECT, related_name="pictures")
    kind = models.CharField(max_length=40)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "report", "kind", "content", "digest", "width", "height"), "open"),
        **dict.fromkeys(("at", "by"), "internal"),
    }

    def __str__(self) -> str:
        return f"studio picture {self.id}"


class ActivityForm(models.Model):
    """
    What a seat's agency did in the year, as its member says it. account: who was asked.

    told: for each P the words, and figures with their source. why: words of a return.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    report = models.ForeignKey(StudioReport, on_delete=models.PROTECT, related_name="forms")
    seat = models.CharField(max_length=40)
    account = models.CharField(max_length=LENGTH, default="")
    due_on = models.DateField()
    state = models.CharField(max_length=10, default=FormState.DRAFT.value)
    told = models.JSONField(default=dict)
    why = models.CharField(max_length=500, default="")
    version = models.PositiveIntegerField(default=1)
    site = models.CharField(max_length=200, default="")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    reminded_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    sent_by = models.CharField(max_length=80, default="")
    taken_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "report", "seat", "due_on", "state", "told", "sent_on"), "open"),
        **dict.fromkeys(("account", "why", "version", "site", "asked_at"), "internal"),
        **dict.fromkeys(("asked_by", "reminded_on", "sent_by", "taken_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "seat"], name="activity_form_once_a_seat"),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in FormState]),
                name="activity_form_state_known",
            ),
        )

    def __str__(self) -> str:
        return f"activity form {self.id}"

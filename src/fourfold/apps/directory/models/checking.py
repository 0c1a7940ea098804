"""An organization is asked by mail whether its listing still holds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.directory.models.listings import Listing
from fourfold.apps.directory.states import Answer
from fourfold.security.ids import LENGTH, new_id


class CheckAsked(models.Model):
    """
    One question by mail. The link holds a signed id and is kept nowhere; it works once.

    until_at: then the link opens nothing. words: what the organization says changed.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="asked")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    until_at = models.DateTimeField()
    answer = models.CharField(max_length=10, default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    words = models.TextField(max_length=2000, default="", blank=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("id", "listing", "asked_at", "asked_by", "until_at"),
            *("answer", "answered_at", "words"),
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | Q(answer__in=[each.value for each in Answer], answered_at__isnull=False),
                name="directory_check_answer_whole",
            ),
        )

    def __str__(self) -> str:
        return f"question {self.id}"

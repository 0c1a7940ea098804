"""Releases, and who agreed to them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from fourfold.apps.releases.states import ReleaseState


class Release(models.Model):
    """
    A run's tables on their way to the public.

    words: by language of the pack, each text of them and its words there, as proposed: what two
    people agree to is what is published, whatever the pack says by then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey("studies.Run", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    words = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default=ReleaseState.PROPOSED.value)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=80)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "open",
        "run": "internal",
        "title": "open",
        "words": "open",
        "state": "internal",
        "proposed_at": "internal",
        "proposed_by": "internal",
        "published_at": "open",
        "published_by": "internal",
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["run"],
                condition=~models.Q(state=ReleaseState.REFUSED.value),
                name="release_one_a_run",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None, published_by="")
                | (models.Q(published_at__isnull=False) & ~models.Q(published_by="")),
                name="release_published_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"Release {self.title}"


class Agreement(models.Model):
    """One person's yes."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="agreements")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "release": "internal",
        "by": "internal",
        "at": "internal",
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["release", "by"], name="agreement_one_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.by} agreed"

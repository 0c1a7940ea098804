"""What two people may change at once: a version, and who changed it last."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from fourfold.apps.submissions.rules.changing import ChangedSince


class Changing(models.Model):
    """
    A row that several people change. version: 1, and one more with each change. changed_at: null
    while nobody changed it since it was made.
    """

    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.CharField(max_length=80, default="")

    CHANGING_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("version", "changed_at", "changed_by"), "internal"
    )

    class Meta:
        abstract = True

    def check_version(self, seen: int | None) -> None:
        """
        Refuse a change that was made looking at something older. The row is locked.

        seen: the version the page showed, None where nothing was looked at. :raises ChangedSince:
        """
        if seen is not None and seen != self.version:
            raise ChangedSince(self.changed_by, self.changed_at)

    def note_change(self, *, by: str, at: datetime) -> None:
        """Count one change and keep who made it; the row's other columns are saved with it."""
        self.version += 1
        self.changed_by, self.changed_at = by, at
        self.save()

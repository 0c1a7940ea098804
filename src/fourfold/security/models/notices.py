"""What waits for a person: a code and an id, never what it is about in words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept


class Notice(models.Model):
    """One thing an account should look at. The page it leads to says the rest."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    to = models.CharField(max_length=LENGTH)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ["id", "to", "kind", "subject", "at", "seen_at"], "internal"
    )
    RETENTION: ClassVar[Kept] = Kept("NOTICE", since={"MADE": "at"}, swept=True)

    class Meta:
        indexes = (models.Index(fields=["to", "seen_at"], name="notice_waiting"),)

    def __str__(self) -> str:
        return f"notice {self.kind}"

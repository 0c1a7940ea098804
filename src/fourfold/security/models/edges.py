"""Counts of how often something was tried, and what was opened in the last hour."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.security.kept import Kept


class Count(models.Model):
    """
    How often one thing was done since its window began. Kept until the window ends.

    key: a keyed digest; nobody without the key can tell whose address or account it counts.
    """

    key = models.CharField(primary_key=True, max_length=43)
    until_at = models.DateTimeField(db_index=True)  # the end of the window
    taken = models.PositiveIntegerField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "key": "internal",
        "until_at": "internal",
        "taken": "internal",
    }
    RETENTION: ClassVar[Kept] = Kept("THROTTLE", since={"ENDED": "until_at"}, swept=True)

    def __str__(self) -> str:
        return f"count until {self.until_at}"


class Opened(models.Model):
    """One record that one account opened lately. Both are keyed digests; kept for an hour."""

    account = models.CharField(max_length=43)
    record = models.CharField(max_length=43)
    opened_at = models.DateTimeField(db_index=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "account": "internal",
        "record": "internal",
        "opened_at": "internal",
    }
    RETENTION: ClassVar[Kept] = Kept("LATELY_OPENED", since={"MADE": "opened_at"}, swept=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account", "record"], name="opened_once_a_record"),
        )

    def __str__(self) -> str:
        return f"opened at {self.opened_at}"

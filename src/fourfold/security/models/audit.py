"""The audit log."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.security.kept import Kept


class AuditEvent(models.Model):
    """
    One thing that happened. Plain text ids and no foreign keys: nothing in the live data can
    delete or block a line of the log.

    id: the line's number: 1, 2, 3 … without gaps. seal: ties the line to the one before it.
    """

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    event = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    outcome = models.CharField(max_length=6, default="DONE")
    agency = models.CharField(max_length=60, default="")
    request = models.CharField(max_length=32, default="")
    seal = models.CharField(max_length=64, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "at": "internal",
        "by": "internal",
        "event": "internal",
        "subject": "internal",
        "facts": "internal",
        "outcome": "internal",
        "agency": "internal",
        "request": "internal",
        "seal": "internal",
    }
    RETENTION: ClassVar[Kept] = Kept("AUDIT_LINE", since={"MADE": "at"})

    class Meta:
        indexes = (
            models.Index(fields=["subject", "id"], name="audit_subject"),
            models.Index(fields=["by", "id"], name="audit_by"),
        )
        constraints = (
            models.CheckConstraint(condition=~models.Q(by=""), name="audit_names_who"),
            models.CheckConstraint(condition=~models.Q(subject=""), name="audit_names_what"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["DONE", "DENIED", "FAILED"]),
                name="audit_names_an_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"

    @property
    def number(self) -> int:
        """The line's number, as people say it."""
        return self.id


class AuditHead(models.Model):
    """
    The last line's number and seal: one row, locked while a line is written, so that two writers
    never follow the same line.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "number": "internal",
        "seal": "internal",
    }

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="audit_has_one_head"),)

    def __str__(self) -> str:
        return f"audit line {self.number}"

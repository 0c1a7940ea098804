"""The audit log."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AuditEvent(models.Model):
    """
    One thing that happened. Plain text ids and no foreign keys: nothing in the live data can
    delete or block a line of the log.
    """

    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    event = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "at": "internal",
        "by": "internal",
        "event": "internal",
        "subject": "internal",
        "facts": "internal",
    }

    class Meta:
        indexes = (models.Index(fields=["subject", "at"], name="audit_subject_at"),)
        constraints = (
            models.CheckConstraint(condition=~models.Q(by=""), name="audit_names_who"),
            models.CheckConstraint(condition=~models.Q(subject=""), name="audit_names_what"),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"

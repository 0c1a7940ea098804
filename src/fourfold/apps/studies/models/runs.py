"""Runs of analysis: what went in, by which version, what came out."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class Run(models.Model):
    """
    One run: its inputs by fingerprint, and all it gave, in the words of that day. sha256 covers
    both, so that what people agree to is what is published.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    method = models.CharField(max_length=40)
    software = models.CharField(max_length=40)
    calls = models.JSONField()
    inputs = models.JSONField()
    indicators = models.JSONField(default=list)
    figures = models.JSONField()
    findings = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "method": "open",
        "software": "open",
        "calls": "open",
        "inputs": "internal",
        "indicators": "open",
        "figures": "internal",
        "findings": "internal",
        "sha256": "open",
        "made_at": "internal",
        "made_by": "internal",
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["method", "sha256"], name="run_same_input_once"),
        )

    def __str__(self) -> str:
        return f"Run {self.method} {self.sha256[:12]}"

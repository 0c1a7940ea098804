"""What the database knows of the keys that seal it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class KeyCheck(models.Model):
    """
    The fingerprint of one key outside the database, so that a wrong key file is found at start.

    name: "audit", "index", "address", "token", or "master-" and a version.
    """

    name = models.CharField(primary_key=True, max_length=40)
    fingerprint = models.CharField(max_length=64)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {"name": "internal", "fingerprint": "internal"}

    def __str__(self) -> str:
        return f"fingerprint of {self.name}"

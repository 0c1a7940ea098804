"""How somebody who reported without a name comes back, and what was written to and fro."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.apps.cases.models.reports import Report
from fourfold.security.ids import LENGTH
from fourfold.security.kept import KeptWith
from fourfold.security.keys import SealedText

DIGEST = 43
"""Letters of a receipt's keyed digest."""


class Receipt(Owned):
    """The receipt of one report. digest: of its 16 digits, which are kept nowhere."""

    PART_OF: ClassVar[str] = "report_id"

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="receipt")
    digest = models.CharField(max_length=DIGEST, unique=True)
    made_at = models.DateTimeField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["report", "digest", "made_at"], "internal"),
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="report", person="person")

    def __str__(self) -> str:
        return f"receipt of {self.report_id}"


class ReportMessage(Owned):
    """One thing written to or by the reporter. by: the screener's account; blank: the reporter."""

    PART_OF: ClassVar[str] = "report_id"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="messages")
    by = models.CharField(max_length=LENGTH, default="")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    words = SealedText(max_length=200_000)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["report", "by", "at", "read_at"], "internal"),
        "words": "personal",
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="report", person="person")

    class Meta:
        indexes = (models.Index(fields=["report", "at"], name="report_message_at"),)

    def __str__(self) -> str:
        return f"message of {self.report_id}"

"""The report: what somebody told the Careline."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.apps.cases.states.reports import ReportState
from fourfold.security.ids import LENGTH
from fourfold.security.kept import Kept
from fourfold.security.keys import SealedText


class Report(Owned):
    """
    One report, a record of its own: whoever sees a case does not see who reported it.

    channel, call_type, region: codes. case: the id of the case it led to, or blank.
    """

    state = models.CharField(max_length=14, default=ReportState.NEW.value)
    channel = models.CharField(max_length=20)
    call_type = models.CharField(max_length=20)
    region = models.CharField(max_length=60, default="")
    case = models.CharField(max_length=LENGTH, default="")
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    narrative = SealedText(max_length=2_000_000, null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["state", "channel", "call_type", "region", "case", "version"], "internal"),
        **dict.fromkeys(["received_at", "changed_at", "closed_at"], "internal"),
        "narrative": "personal",
    }
    RETENTION: ClassVar[Kept] = Kept(
        "REPORT",
        since={"MADE": "received_at", "CHANGED": "changed_at", "CLOSED": "closed_at"},
        person="person",
        outcome="state",
    )

    class Meta:
        indexes = (models.Index(fields=["agency", "state", "received_at"], name="report_by_state"),)

    def __str__(self) -> str:
        return f"report {self.id}"

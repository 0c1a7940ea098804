"""The story of a report or a case: one line for each step, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.apps.cases.models.cases import Case
from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.apps.cases.models.reports import Report
from fourfold.security.ids import LENGTH
from fourfold.security.kept import KeptWith
from fourfold.security.keys import SealedText

CLASSES = {
    **OWN,
    **dict.fromkeys(["at", "nth", "step", "by", "facts", "part"], "internal"),
    "words": "personal",
}


class Line(Owned):
    """
    One step. nth: the version of the record that it changed, so that steps of one moment keep their
    order. facts: counts and codes only. part: kind and id of what it is about, such as
    "consult:7Q…". words: what the one who did it added, or None.
    """

    at = models.DateTimeField()
    nth = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=40)
    by = models.CharField(max_length=LENGTH)
    facts = models.JSONField(default=dict)
    part = models.CharField(max_length=60, default="")
    words = SealedText(max_length=20_000, null=True)

    class Meta:
        abstract = True


class CaseLine(Line):
    """One step of a case."""

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="lines")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {**CLASSES, "case": "internal"}
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        indexes = (models.Index(fields=["case", "at"], name="case_line_at"),)

    def __str__(self) -> str:
        return f"{self.step} of {self.case_id}"


class ReportLine(Line):
    """One step of a report."""

    PART_OF: ClassVar[str] = "report_id"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="lines")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {**CLASSES, "report": "internal"}
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="report", person="person")

    class Meta:
        indexes = (models.Index(fields=["report", "at"], name="report_line_at"),)

    def __str__(self) -> str:
        return f"{self.step} of {self.report_id}"

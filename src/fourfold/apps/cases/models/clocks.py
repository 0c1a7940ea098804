"""Clocks: duties with a legal deadline, each with its start, its evidence and its outcome."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.cases.models.cases import Case
from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.apps.cases.models.reports import Report
from fourfold.security.ids import LENGTH
from fourfold.security.kept import KeptWith

CLASSES = {
    **OWN,
    **dict.fromkeys(["rule", "started_at", "due_at", "met_at", "met_by"], "internal"),
    **dict.fromkeys(["evidence", "dropped_at", "dropped_why", "about", "escalated_at"], "internal"),
    "moved": "internal",
}


class Clock(Owned):
    """
    One running or ended clock. rule: its code in clocks.csv of the pack. about: the id of the part
    it is about (a consult, a missing episode), or blank. evidence: a code, such as a report number
    of another agency's form, never words. dropped: it no longer applies, and why, by a code.
    escalated_at: when others were told that it is overdue. moved: of each start that was corrected
    later, {"from": when it counted from, "due": when it was due then, "by": account, "at": moment}.
    """

    rule = models.CharField(max_length=40)
    about = models.CharField(max_length=LENGTH, default="")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    met_by = models.CharField(max_length=LENGTH, default="")
    evidence = models.CharField(max_length=80, default="")
    dropped_at = models.DateTimeField(null=True)
    dropped_why = models.CharField(max_length=40, default="")
    escalated_at = models.DateTimeField(null=True)
    moved = models.JSONField(default=list)

    class Meta:
        abstract = True


class CaseClock(Clock):
    """A clock of a case."""

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {**CLASSES, "case": "internal"}
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        indexes = (models.Index(fields=["met_at", "dropped_at", "due_at"], name="case_clock_due"),)
        constraints = (
            models.UniqueConstraint(
                fields=["case", "rule", "about"],
                condition=Q(met_at=None, dropped_at=None),
                name="case_clock_runs_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} of {self.case_id}"


class ReportClock(Clock):
    """A clock of a report."""

    PART_OF: ClassVar[str] = "report_id"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="clocks")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {**CLASSES, "report": "internal"}
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="report", person="person")

    class Meta:
        indexes = (
            models.Index(fields=["met_at", "dropped_at", "due_at"], name="report_clock_due"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["report", "rule", "about"],
                condition=Q(met_at=None, dropped_at=None),
                name="report_clock_runs_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} of {self.report_id}"

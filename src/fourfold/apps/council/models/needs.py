"""Needs assessment reports: what was found by P, and what stands behind it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.council.states.reports import EvidenceKind, FindingKind, FourP, ReportState
from fourfold.security.ids import LENGTH, new_id


def named(known: type[FourP | ReportState | FindingKind | EvidenceKind], column: str) -> Q:
    """Hold a column to the words of a table."""
    return Q(**{f"{column}__in": [each.value for each in known]})


class NeedsReport(models.Model):
    """A needs assessment report of a year."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    title = models.CharField(max_length=160)
    year = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=ReportState.DRAFT.value)
    once = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=80, default="")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "title", "year", "state"), "open"),
        **dict.fromkeys(("once", "made_at", "made_by", "reviewed_at", "reviewed_by"), "internal"),
        **dict.fromkeys(("settled_at", "settled_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=named(ReportState, "state"), name="needs_report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by="") | ~Q(reviewed_by=models.F("made_by")),
                name="needs_report_second_person",
            ),
        )

    def __str__(self) -> str:
        return f"needs report {self.id}"


class Finding(models.Model):
    """One strength, gap or recommendation of a report, under one P."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    report = models.ForeignKey(NeedsReport, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=20)
    four_p = models.CharField(max_length=20)
    words = models.TextField(max_length=1000)
    once = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "report", "kind", "four_p", "words"), "open"),
        **dict.fromkeys(("once", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=named(FindingKind, "kind") & named(FourP, "four_p"),
                name="finding_kind_known",
            ),
        )

    def __str__(self) -> str:
        return f"finding {self.id}"


class Evidence(models.Model):
    """
    What stands behind a finding, as it stood when it was tied to it.

    ref: what it is, in its kind's own terms. words: what it says it is. value: the number or the
    quote, compared with today's. place: page or slide of a document.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=20)
    ref = models.CharField(max_length=500)
    words = models.TextField(max_length=1000)
    value = models.TextField(max_length=2000)
    place = models.CharField(max_length=120, default="")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "finding", "kind", "ref", "words", "value", "place"), "open"),
        **dict.fromkeys(("made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=named(EvidenceKind, "kind"), name="evidence_kind_known"
            ),
            models.UniqueConstraint(
                fields=["finding", "kind", "ref", "place", "value"], name="evidence_once"
            ),
        )

    def __str__(self) -> str:
        return f"evidence {self.id}"

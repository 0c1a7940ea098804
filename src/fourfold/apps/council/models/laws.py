"""How adequate a law is: versions of an assessment, each written by one and reviewed by another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.council.states.laws import Adequacy, AssessmentState
from fourfold.security.ids import LENGTH, new_id


class LawAssessment(models.Model):
    """
    One version of the assessment of a law.

    law: its code in the pack. nth: 1 for the first. measure: how its effect is measured. gap: what
    is missing, blank for nothing. figures: what the counts said when it was written, as texts by
    the code of the figure. writers: accounts that wrote in it; none of them reviews it.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    law = models.CharField(max_length=80)
    nth = models.PositiveIntegerField()
    adequacy = models.CharField(max_length=12)
    measure = models.CharField(max_length=300, default="")
    gap = models.TextField(max_length=1000, default="")
    reasons = models.TextField(max_length=3000)
    figures = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=AssessmentState.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    writers = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "law", "nth", "adequacy", "measure", "gap", "reasons"), "open"),
        **dict.fromkeys(("figures", "state"), "open"),
        **dict.fromkeys(("version", "once", "made_at", "made_by", "writers"), "internal"),
        **dict.fromkeys(("changed_at", "closed_at", "closed_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in AssessmentState])
                & Q(adequacy__in=[each.value for each in Adequacy]),
                name="law_assessment_words_known",
            ),
            models.CheckConstraint(
                condition=Q(state=AssessmentState.DRAFT.value, closed_at=None, closed_by="")
                | (
                    ~Q(state=AssessmentState.DRAFT.value)
                    & Q(closed_at__isnull=False)
                    & ~Q(closed_by="")
                ),
                name="law_assessment_closed_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state=AssessmentState.REVIEWED.value)
                | ~Q(closed_by=models.F("made_by")),
                name="law_assessment_second_person",
            ),
            models.UniqueConstraint(fields=["law", "nth"], name="law_assessment_nth_once"),
            models.UniqueConstraint(
                fields=["law"],
                condition=Q(state=AssessmentState.DRAFT.value),
                name="law_assessment_one_draft",
            ),
        )

    def __str__(self) -> str:
        return f"assessment {self.id}"

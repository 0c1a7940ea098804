"""What is said of the Council's duties, and the evidence for it. Nothing is overwritten."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.council.states.mandates import ProofKind, ReadState, Said
from fourfold.security.ids import LENGTH, new_id


class DutyAssessment(models.Model):
    """
    What staff say of a duty in a year. It counts, and is public, once a second person read it.

    duty: code of mandate.csv. The newest reviewed one holds; the ones before stay. why: of a
    second person who gave it back.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    duty = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    said = models.CharField(max_length=10)
    words = models.TextField(max_length=2000)
    state = models.CharField(max_length=10, default=ReadState.DRAFT.value)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    read_at = models.DateTimeField(null=True)
    read_by = models.CharField(max_length=80, default="")
    why = models.CharField(max_length=300, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "duty", "year", "said", "words", "state", "read_at"), "open"),
        **dict.fromkeys(("once", "made_at", "made_by", "read_by", "why"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in ReadState])
                & Q(said__in=[each.value for each in Said]),
                name="duty_assessment_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReadState.REVIEWED.value)
                | (~Q(read_by="") & ~Q(read_by=F("made_by"))),
                name="duty_assessment_read_by_another",
            ),
            models.UniqueConstraint(
                fields=["duty", "year"],
                condition=Q(state=ReadState.DRAFT.value),
                name="duty_one_draft_a_year",
            ),
        )

    def __str__(self) -> str:
        return f"assessment {self.id}"


class DutyProof(models.Model):
    """
    A piece of evidence for a duty in a year. ref: its id or code; "" for what is typed.

    words: what it is, as it stood when it was tied. place: where in it. taken_out_at: when it was
    taken out; it stays in the history.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    duty = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    ref = models.CharField(max_length=80, default="")
    words = models.CharField(max_length=300)
    place = models.CharField(max_length=120, default="")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    taken_out_at = models.DateTimeField(null=True)
    taken_out_by = models.CharField(max_length=80, default="")
    taken_out_why = models.CharField(max_length=300, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "duty", "year", "kind", "ref", "words", "place"), "open"),
        **dict.fromkeys(("made_at", "made_by", "taken_out_at", "taken_out_by"), "internal"),
        "taken_out_why": "internal",
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in ProofKind]), name="duty_proof_known"
            ),
            models.UniqueConstraint(
                fields=["duty", "year", "kind", "ref", "words", "place"],
                condition=Q(taken_out_at__isnull=True),
                name="duty_proof_once",
            ),
        )

    def __str__(self) -> str:
        return f"proof {self.id}"


class GroupReport(models.Model):
    """
    A report that a working group owes. deadline: row of deadlines.csv it answers, "" for none.

    received_on, proof: when it came, and where it is; None and "" while it is waited for.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    title = models.CharField(max_length=200)
    group = models.CharField(max_length=120)
    due_on = models.DateField(null=True)
    deadline = models.CharField(max_length=40, default="")
    received_on = models.DateField(null=True)
    proof = models.CharField(max_length=300, default="")
    once = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    received_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "title", "group", "due_on", "deadline"), "open"),
        **dict.fromkeys(("received_on", "proof"), "open"),
        **dict.fromkeys(("once", "version", "made_at", "made_by", "received_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | ~Q(proof=""),
                name="group_report_received_with_proof",
            ),
        )

    def __str__(self) -> str:
        return f"group report {self.id}"

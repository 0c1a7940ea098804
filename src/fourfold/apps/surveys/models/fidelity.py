"""Which model a study follows, and how each wave followed its steps."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.surveys.models.marks import internal
from fourfold.apps.surveys.models.studies import Study, Wave
from fourfold.apps.surveys.rules.fidelity import Did
from fourfold.security.ids import LENGTH, new_id


class FidelityModel(models.Model):
    """The model that a study follows, by the pack's code. It stays once a step is answered."""

    study = models.OneToOneField(
        Study, on_delete=models.PROTECT, primary_key=True, related_name="fidelity"
    )
    model = models.CharField(max_length=40)
    chosen_at = models.DateTimeField()
    chosen_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal("study", "model", "chosen_at", "chosen_by")

    def __str__(self) -> str:
        return f"model of study {self.study_id}"


class FidelityAnswer(models.Model):
    """
    One version of what became of a step in a wave; the newest counts, and none is changed.

    model, step: the pack's codes. evidence: "KIND:id" of what the study has. place: a document and
    where in it. agrees: what a second person said of it, None before; noted once.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="fidelity")
    model = models.CharField(max_length=40)
    step = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    did = models.CharField(max_length=10, default=Did.NOT_YET.value)
    deviation = models.TextField(max_length=2000, default="")
    reason = models.TextField(max_length=2000, default="")
    evidence = models.JSONField(default=list)
    place = models.CharField(max_length=300, default="")
    once = models.CharField(max_length=40, unique=True)
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=80)
    agrees = models.BooleanField(null=True)
    remark = models.TextField(max_length=2000, default="")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "wave", "model", "step", "version", "did", "deviation", "reason", "evidence"),
        *("place", "once", "answered_at", "answered_by"),
        *("agrees", "remark", "reviewed_at", "reviewed_by"),
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(did__in=[each.value for each in Did]), name="fidelity_did_known"
            ),
            models.UniqueConstraint(
                fields=["wave", "model", "step", "version"], name="fidelity_version_once"
            ),
            models.CheckConstraint(
                condition=Q(agrees=None, reviewed_at=None, reviewed_by="")
                | (
                    Q(agrees__isnull=False, reviewed_at__isnull=False)
                    & ~Q(reviewed_by="")
                    & ~Q(reviewed_by=F("answered_by"))
                ),
                name="fidelity_second_person",
            ),
        )

    def __str__(self) -> str:
        return f"fidelity answer {self.id}"

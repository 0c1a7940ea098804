"""Studies of the undetected: what was asked, how far it is, what came out, who answers for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.studies.models.rolls import Roll
from fourfold.apps.studies.models.runs import Run
from fourfold.apps.studies.states import StudyState
from fourfold.security.ids import LENGTH, new_id


class Study(models.Model):
    """
    One estimate of how many people no list knows, made in the background.

    lists: those of the roll that take part. doing and share: what the work is at, and how much of
    it is done, 0 to 1. beat_at: when the work last said that it goes on; told_at: when somebody
    asked it to stop. tries: how often it was begun. result: `Result.to_dict()`, {} before it is
    done. why: the reason where it ended without a result. run: what was proposed for release.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    once = models.CharField(max_length=64, unique=True)
    roll = models.ForeignKey(Roll, on_delete=models.PROTECT, related_name="studies")
    name = models.CharField(max_length=120)
    lists = models.JSONField()
    method = models.CharField(max_length=20)
    replicates = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    state = models.CharField(max_length=12, default=StudyState.WAITING.value)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    begun_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    share = models.FloatField(default=0)
    doing = models.CharField(max_length=20, default="", blank=True)
    told_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=1000, default="", blank=True)
    result = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=80, default="", blank=True)
    signed_words = models.TextField(max_length=4000, default="", blank=True)
    run = models.OneToOneField(Run, null=True, on_delete=models.PROTECT, related_name="study")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("id", "once", "roll", "name", "lists", "method", "replicates", "seed", "state"),
            *("asked_at", "asked_by", "begun_at", "beat_at", "ended_at", "tries", "share"),
            *("doing", "told_at", "why", "result", "sha256", "signed_at", "signed_by"),
            *("signed_words", "run"),
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=StudyState.SIGNED.value)
                | (Q(signed_at__isnull=False) & ~Q(signed_by="")),
                name="study_signed_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1), name="study_share_of_one"
            ),
        )

    def __str__(self) -> str:
        return f"Study {self.id}"

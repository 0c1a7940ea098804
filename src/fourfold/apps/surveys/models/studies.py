"""Forms, studies and their waves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.surveys.models.marks import internal
from fourfold.apps.surveys.states import WavePart, WaveState
from fourfold.security.ids import LENGTH, new_id


class SurveyForm(models.Model):
    """
    One version of a form, as it was kept; it never changes.

    code, version: the form's own. sheets: name to heads and rows, as read. xform: what field apps
    load. origin: "pack:ct", or "" for one that was brought.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    code = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    sheets = models.JSONField()
    xform = models.TextField()
    origin = models.CharField(max_length=40, default="")
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "code", "version", "title", "sheets", "xform", "origin", "kept_at", "kept_by")
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["code", "version"], name="survey_form_one_version"),
        )

    def __str__(self) -> str:
        return f"form {self.code} {self.version}"


class Study(models.Model):
    """
    What is asked, of whom, and why. words, words_es: what people read before they begin.

    pairs: people may make a code of their own, by which before and after are compared. asks_youth:
    people under 18 are asked. repeats_years: between waves, None if it is not repeated.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    title = models.CharField(max_length=120)
    form = models.ForeignKey(SurveyForm, on_delete=models.PROTECT, related_name="studies")
    words = models.TextField(max_length=2000)
    words_es = models.TextField(max_length=2000, default="")
    pairs = models.BooleanField(default=False)
    asks_youth = models.BooleanField(default=False)
    repeats_years = models.PositiveSmallIntegerField(null=True)
    once = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "title", "form", "words", "words_es", "pairs", "asks_youth", "repeats_years"),
        *("once", "made_at", "made_by"),
    )

    def __str__(self) -> str:
        return f"study {self.id}"


class Wave(models.Model):
    """
    One round of a study. code: stands in its address and on posters; it is no secret.

    asked: how many people were asked, None if nobody knows. until_on: the last day it takes
    answers, None until somebody closes it. seal: the id whose keys seal its answers, "" before it
    is first opened. invites: only organizations of its sample answer, each by its own link;
    carries: their sector and region, made coarse, stand beside answers. remind_days: before the
    last day, on which reminders go by themselves; None for never. opened_on: first opened, None
    before, and for waves from before that was kept.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="waves")
    part = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=10, default=WaveState.READY.value)
    asked = models.PositiveIntegerField(null=True)
    until_on = models.DateField(null=True)
    seal = models.CharField(max_length=LENGTH, default="")
    invites = models.BooleanField(default=False)
    carries = models.BooleanField(default=False)
    remind_days = models.PositiveSmallIntegerField(null=True)
    opened_on = models.DateField(null=True)
    moved_at = models.DateTimeField()
    moved_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "study", "part", "name", "code", "state", "asked", "until_on", "seal"),
        *("invites", "carries", "remind_days", "opened_on", "moved_at", "moved_by"),
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in WaveState]), name="wave_state_known"
            ),
            models.CheckConstraint(
                condition=Q(part__in=[each.value for each in WavePart]), name="wave_part_known"
            ),
            models.CheckConstraint(
                condition=Q(state=WaveState.READY.value) | ~Q(seal=""), name="wave_can_seal"
            ),
            models.UniqueConstraint(fields=["study", "name"], name="wave_name_once"),
            models.CheckConstraint(
                condition=Q(carries=False) | Q(invites=True), name="wave_carries_of_invited"
            ),
        )

    def __str__(self) -> str:
        return f"wave {self.id}"

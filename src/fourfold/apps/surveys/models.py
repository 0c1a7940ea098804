"""The tables of surveys. No row says who answered, from where, or at what time of the day."""

from __future__ import annotations

import hmac
from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.surveys.states import WavePart, WaveState, Way
from fourfold.security import keys
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept

MARK = 32
"""Letters of a mark: 128 bits, keyed."""


def internal(*names: str) -> dict[str, str]:
    """Class fields that name nobody."""
    return dict.fromkeys(names, "internal")


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

    pairs: people may make a code of their own, by which before and after are compared.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    title = models.CharField(max_length=120)
    form = models.ForeignKey(SurveyForm, on_delete=models.PROTECT, related_name="studies")
    words = models.TextField(max_length=2000)
    words_es = models.TextField(max_length=2000, default="")
    pairs = models.BooleanField(default=False)
    once = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "title", "form", "words", "words_es", "pairs", "once", "made_at", "made_by")
    )

    def __str__(self) -> str:
        return f"study {self.id}"


class Wave(models.Model):
    """
    One round of a study. code: stands in its address and on posters; it is no secret.

    asked: how many people were asked, None if nobody knows. until_on: the last day it takes
    answers, None until somebody closes it.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="waves")
    part = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=10, default=WaveState.READY.value)
    asked = models.PositiveIntegerField(null=True)
    until_on = models.DateField(null=True)
    moved_at = models.DateTimeField()
    moved_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "study", "part", "name", "code", "state", "asked", "until_on"),
        *("moved_at", "moved_by"),
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in WaveState]), name="wave_state_known"
            ),
            models.CheckConstraint(
                condition=Q(part__in=[each.value for each in WavePart]), name="wave_part_known"
            ),
            models.UniqueConstraint(fields=["study", "name"], name="wave_name_once"),
        )

    def __str__(self) -> str:
        return f"wave {self.id}"


class SurveyDraft(models.Model):
    """
    What somebody is typing. mark: keyed, of the key that their page carries; it is kept nowhere.

    told: by question. pair: the mark of a self-made code, "" for none. begun_on: the day.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="drafts")
    mark = models.CharField(max_length=MARK, unique=True)
    told = models.JSONField(default=dict)
    page = models.PositiveSmallIntegerField(default=0)
    pair = models.CharField(max_length=MARK, default="")
    begun_on = models.DateField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "wave", "mark", "told", "page", "pair", "begun_on")
    )
    RETENTION: ClassVar[Kept] = Kept("SURVEY_DRAFT", since={"MADE": "begun_on"}, swept=True)

    def __str__(self) -> str:
        return f"survey draft {self.id}"


class Response(models.Model):
    """
    One answer to one wave. Nothing in it says who gave it, where, or at what time of the day.

    answers: by question; "" was asked and left blank, and what is not there was not asked.
    mark: of its draft, so that an answer sent again counts once. pair: the mark of a self-made
    code, "" for none. language: as it was read, "" if the form does not say.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="responses")
    mark = models.CharField(max_length=MARK)
    answers = models.JSONField()
    language = models.CharField(max_length=3, default="")
    way = models.CharField(max_length=10)
    pair = models.CharField(max_length=MARK, default="")
    taken_on = models.DateField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "wave", "mark", "answers", "language", "way", "pair", "taken_on")
    )
    RETENTION: ClassVar[Kept] = Kept("SURVEY_ANSWER", since={"MADE": "taken_on"})

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["wave", "mark"], name="survey_answer_counts_once"),
            models.CheckConstraint(
                condition=Q(way__in=[each.value for each in Way]), name="survey_answer_way_known"
            ),
        )

    def __str__(self) -> str:
        return f"survey answer {self.id}"


class Device(models.Model):
    """
    One device that may send answers to one wave. The secret itself is kept nowhere.

    name: which device, in the words of whoever admitted it. mark: keyed, of the secret.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="devices")
    name = models.CharField(max_length=60)
    mark = models.CharField(max_length=MARK, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "wave", "name", "mark", "made_at", "made_by", "ended_at", "ended_by")
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="device_has_a_name"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="device_ended_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"device {self.id}"


def mark_of(*parts: str) -> str:
    """Return the keyed mark of a key or a code; without our key nobody can try codes against it."""
    told = "\0".join(("survey", *parts))
    return hmac.digest(keys.ring().token, told.encode(), "sha256").hex()[:MARK]

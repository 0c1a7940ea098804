"""Organizations that ask to be listed, and what a curator found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.directory.models.listings import Listing
from fourfold.apps.directory.states import Applied, Looked
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept, KeptWith


class Application(models.Model):
    """
    What an organization said of itself and one service, in its own words.

    said: the form's answers, by field. mailbox and telephone: the organization's own, no person's.
    way, may_leave, best_time: how it is safe to reach them. listing: what it became. ended_at: when
    it was accepted, declined or withdrawn. version: rises with each step.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    once = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2)
    organization = models.CharField(max_length=200)
    service = models.CharField(max_length=200)
    said = models.JSONField()
    mailbox = models.CharField(max_length=200, default="", blank=True)
    telephone = models.CharField(max_length=60, default="", blank=True)
    way = models.CharField(max_length=10)
    may_leave = models.BooleanField(default=False)
    best_time = models.CharField(max_length=200, default="", blank=True)
    state = models.CharField(max_length=10, default=Applied.RECEIVED.value)
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    listing = models.ForeignKey(Listing, null=True, on_delete=models.PROTECT, related_name="+")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("id", "once", "language", "organization", "service", "said", "mailbox", "telephone"),
            *("way", "may_leave", "best_time", "state", "received_at", "changed_at", "ended_at"),
            *("version", "listing"),
        ),
        "internal",
    )
    RETENTION: ClassVar[Kept] = Kept("LISTING_APPLICATION", since={"ENDED": "ended_at"}, swept=True)

    def __str__(self) -> str:
        return f"application {self.id}"


class ApplicationStep(models.Model):
    """One step: who took it, and the words that went with it, to the organization or kept here."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    to = models.CharField(max_length=10)
    words = models.TextField(max_length=2000, default="", blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "application", "to", "words", "at", "by"), "internal"
    )
    RETENTION: ClassVar[KeptWith] = KeptWith("application")

    def __str__(self) -> str:
        return f"step {self.id}"


class VettingAnswer(models.Model):
    """What a curator found of one item. Never changed: the newest of an item counts."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="looked")
    item = models.CharField(max_length=40)
    answer = models.CharField(max_length=20)
    note = models.CharField(max_length=500, default="", blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "application", "item", "answer", "note", "at", "by"), "internal"
    )
    RETENTION: ClassVar[KeptWith] = KeptWith("application")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(answer__in=[each.value for each in Looked]),
                name="directory_vetting_answer_known",
            ),
        )

    def __str__(self) -> str:
        return f"answer to {self.item}"

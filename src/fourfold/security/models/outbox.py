"""Mails on their way out: what each is about, as a code and an id; never an address or a word."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept


class MailState(StrEnum):
    """
    Where a mail stands. SENDING: begun; one that stays so went or not, and nobody knows.

    NOT_NEEDED: what it would have said was no longer so when its turn came.
    """

    WAITING = "WAITING"
    SENDING = "SENDING"
    SENT = "SENT"
    FAILED = "FAILED"
    NOT_NEEDED = "NOT_NEEDED"


class Outgoing(models.Model):
    """
    One mail to send. Its words and its address are made when it goes, so none rests here.

    kind: which room makes it. about: the id of what it tells of, of a table of that room.
    site: the root address of this site as whoever asked for it saw it, "" where none is told.
    next_at: not before. why_not: the kind of trouble of the last try, "" for none.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=120)
    site = models.CharField(max_length=200, default="", blank=True)
    state = models.CharField(max_length=10, default=MailState.WAITING.value)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    next_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why_not = models.CharField(max_length=80, default="", blank=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("id", "kind", "about", "site", "state", "tries", "made_at", "made_by"),
            *("next_at", "tried_at", "ended_at", "why_not"),
        ),
        "internal",
    )

    RETENTION: ClassVar[Kept] = Kept("MAIL", since={"ENDED": "ended_at"}, swept=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in MailState]), name="mail_state_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, state__in=["WAITING", "SENDING"])
                | (Q(ended_at__isnull=False) & ~Q(state__in=["WAITING", "SENDING"])),
                name="mail_ended_when",
            ),
        )
        indexes = (
            models.Index(fields=["state", "next_at"], name="mail_waiting"),
            models.Index(fields=["kind", "about"], name="mail_about"),
        )

    def __str__(self) -> str:
        return f"mail {self.id}"

"""Whom a vote by mail was written to: one row a seat and kind of mail; the outbox sends it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.council.models.recommendations import RecommendationVote
from fourfold.apps.council.states.votes import MailOf
from fourfold.security.ids import LENGTH, new_id


class VoteMail(models.Model):
    """
    A mail about a vote to whoever spoke for a seat. account: theirs, as it was that day.

    site: root address of this site as staff saw it, for the link; "" where none was known.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    vote = models.ForeignKey(RecommendationVote, on_delete=models.PROTECT, related_name="mails")
    seat = models.CharField(max_length=40)
    what = models.CharField(max_length=8)
    account = models.CharField(max_length=LENGTH)
    site = models.CharField(max_length=200, default="", blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "vote", "seat", "what", "account", "site", "made_at", "made_by"), "internal"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(what__in=[each.value for each in MailOf]), name="vote_mail_kind_known"
            ),
            models.UniqueConstraint(fields=["vote", "seat", "what"], name="vote_mail_once"),
        )

    def __str__(self) -> str:
        return f"vote mail {self.id}"

"""Tokens by which an agency's own program brings files."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.submissions.models.respondents import Respondent
from fourfold.security.ids import LENGTH, new_id


class AgencyToken(models.Model):
    """
    One way in for one program of one office. The secret itself is kept nowhere.

    digest: keyed, of the secret. name: which program, in the words of whoever made it. steward:
    the account in whose name it brings files; it may do what a steward may, and no longer than
    they are one. used_at: when it came last, to the hour.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    steward = models.CharField(max_length=LENGTH)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=LENGTH)
    until_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=LENGTH, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            "id",
            "respondent",
            "name",
            "digest",
            "steward",
            "made_at",
            "made_by",
            "until_at",
            "used_at",
            "ended_at",
            "ended_by",
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="token_has_a_name"),
            models.CheckConstraint(
                condition=Q(until_at__gt=F("made_at")), name="token_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="token_ended_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"token {self.id}"

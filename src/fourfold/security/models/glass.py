"""Emergency openings of records, and their review by somebody else."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import LessThanOrEqual

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept
from fourfold.security.keys import SealedText
from fourfold.security.models.agencies import CODE
from fourfold.security.models.spans import A_MOMENT, DaysBetween

GLASS_HOURS = timedelta(hours=2)
"""How long an emergency opening lasts. It is never longer and never renewed by itself."""


class GlassBreak(models.Model):
    """
    One emergency opening of one record by one account, always on the list until reviewed.

    words, review_words: why, in the worker's and the reviewer's words; sealed with the person's
    key, because they may tell of them.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    account = models.CharField(max_length=LENGTH)
    agency = models.CharField(max_length=CODE)
    record_kind = models.CharField(max_length=60)
    record = models.CharField(max_length=LENGTH)
    person = models.CharField(max_length=LENGTH)
    reason = models.CharField(max_length=40)
    words = SealedText(max_length=2000, person="person")
    begun_at = models.DateTimeField()
    until_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=LENGTH, default="")
    reviewed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, default="")
    review_words = SealedText(max_length=2000, person="person", null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(
            ("id", "account", "agency", "record_kind", "record", "person", "reason", "begun_at")
            + ("until_at", "closed_at", "reviewed_by", "reviewed_at", "outcome"),
            "internal",
        ),
        "words": "personal",
        "review_words": "personal",
    }
    RETENTION: ClassVar[Kept] = Kept(
        "BREAK_GLASS", since={"MADE": "begun_at", "CLOSED": "reviewed_at"}, person="person"
    )

    class Meta:
        indexes = (models.Index(fields=["reviewed_at", "begun_at"], name="glass_to_review"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(until_at__gt=F("begun_at")), name="glass_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(
                    DaysBetween(F("begun_at"), F("until_at")),
                    GLASS_HOURS / timedelta(days=1) + A_MOMENT,
                ),
                name="glass_two_hours_at_most",
            ),
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("account")), name="glass_nobody_reviews_their_own"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by="", reviewed_at=None, outcome="")
                | ~Q(reviewed_by="") & Q(reviewed_at__isnull=False) & ~Q(outcome=""),
                name="glass_review_who_when_and_what",
            ),
        )

    def __str__(self) -> str:
        return f"emergency opening {self.id}"

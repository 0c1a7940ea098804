"""On which legal ground an office may send records about people."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.submissions.models.respondents import Respondent
from fourfold.apps.submissions.states import GroundState
from fourfold.security.ids import LENGTH, new_id


class Ground(models.Model):
    """
    The law that lets one office send the rows of one dataset, a person a row.

    Brought by one person, agreed to by another. law: code of one of the pack's laws. words: how
    counsel confirmed it: which opinion, of which day. An office without one sends counts only.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="grounds")
    dataset = models.CharField(max_length=40)
    law = models.CharField(max_length=60)
    words = models.CharField(max_length=400)
    state = models.CharField(max_length=10, default=GroundState.PROPOSED.value)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=LENGTH)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=LENGTH, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=LENGTH, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("id", "respondent", "dataset", "law", "words", "state", "proposed_at"),
            *("proposed_by", "decided_at", "decided_by", "ended_at", "ended_by"),
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by")), name="ground_two_people"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="ground_says_who_confirmed_it"),
            models.CheckConstraint(
                condition=Q(state=GroundState.PROPOSED.value, decided_at=None, decided_by="")
                | (
                    ~Q(state=GroundState.PROPOSED.value)
                    & Q(decided_at__isnull=False)
                    & ~Q(decided_by="")
                ),
                name="ground_decided_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state=GroundState.ENDED.value, ended_at__isnull=False) & ~Q(ended_by="")
                | ~Q(state=GroundState.ENDED.value) & Q(ended_at=None, ended_by=""),
                name="ground_ended_who_and_when",
            ),
            models.UniqueConstraint(
                fields=["respondent", "dataset"],
                condition=Q(state__in=[GroundState.PROPOSED.value, GroundState.HELD.value]),
                name="ground_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"ground {self.id}"

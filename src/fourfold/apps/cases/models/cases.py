"""The case: the coordinated response to one person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.apps.cases.states.cases import CaseOutcome, CaseState, Concern
from fourfold.security.ids import LENGTH
from fourfold.security.kept import Kept
from fourfold.security.keys import SealedText


class Case(Owned):
    """
    One case. Whoever has a relation to it that holds now may know of it, and of what hangs on it.

    region: code of the pack. because: why it ended, blank before.
    concern: the last level of concern a consult gave, blank before one.
    worker: the account it is assigned to first, for lists; relations decide who may see it.
    version: counts the changes, so that nobody overwrites what they have not seen.
    """

    state = models.CharField(max_length=14, default=CaseState.OPEN.value)
    outcome = models.CharField(max_length=20, default=CaseOutcome.OPEN.value)
    because = models.CharField(max_length=20, default="")
    concern = models.CharField(max_length=12, default="", choices=[(c, c) for c in Concern])
    region = models.CharField(max_length=60, default="")
    district = models.CharField(max_length=60, default="")
    worker = models.CharField(max_length=LENGTH, default="")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    wishes = SealedText(_("What they want"), max_length=20_000, null=True)
    summary = SealedText(_("What the case is about"), max_length=200_000, null=True)

    TOLD_ALONE: ClassVar[tuple[str, ...]] = ("wishes",)
    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(
            ["state", "outcome", "because", "concern", "region", "district"], "internal"
        ),
        **dict.fromkeys(["worker", "opened_at", "changed_at", "closed_at", "version"], "internal"),
        **dict.fromkeys(["wishes", "summary"], "personal"),
    }
    RETENTION: ClassVar[Kept] = Kept(
        "CASE",
        since={"MADE": "opened_at", "CHANGED": "changed_at", "CLOSED": "closed_at"},
        person="person",
        outcome="outcome",
    )

    class Meta:
        indexes = (
            models.Index(fields=["agency", "state", "opened_at"], name="case_by_state"),
            models.Index(fields=["agency", "person"], name="case_of_person"),
            models.Index(fields=["worker", "state"], name="case_of_worker"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="OPEN", outcome="OPEN", closed_at=None)
                | ~Q(state="OPEN") & ~Q(outcome="OPEN") & Q(closed_at__isnull=False),
                name="case_open_or_ended",
            ),
        )

    def __str__(self) -> str:
        return f"case {self.id}"

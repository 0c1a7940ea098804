"""The consult: a question to the regional response team, and the answers with their reasons."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.cases.models.cases import Case
from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.apps.cases.states.cases import Concern
from fourfold.apps.cases.states.consults import OPEN, ConsultState
from fourfold.security.ids import LENGTH
from fourfold.security.kept import KeptWith
from fourfold.security.keys import SealedJSON, SealedText


class Consult(Owned):
    """
    One question to a region's team. A case has at most one that is open.

    region: code of the pack. urgency: a code. meant_for: the account it was handed to, who has
    not taken it yet, or blank. opinions: answers given. second: another opinion is asked for.
    answered_at: the first answer, for the turnaround. tie: the relation its taking gave, or blank.
    since_at: from when it waits. why, question: in the asker's words.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consults")
    state = models.CharField(max_length=10, default=ConsultState.WAITING.value)
    region = models.CharField(max_length=60)
    urgency = models.CharField(max_length=10)
    asked_by = models.CharField(max_length=LENGTH)
    asked_at = models.DateTimeField()
    since_at = models.DateTimeField()
    meant_for = models.CharField(max_length=LENGTH, default="")
    taken_by = models.CharField(max_length=LENGTH, default="")
    taken_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=LENGTH, default="")
    answered_at = models.DateTimeField(null=True)
    second = models.BooleanField(default=False)
    opinions = models.PositiveSmallIntegerField(default=0)
    tie = models.CharField(max_length=LENGTH, default="")
    withdrawn_why = models.CharField(max_length=20, default="")

    why = SealedText(max_length=20_000, null=True)
    question = SealedText(max_length=20_000, null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["case", "state", "region", "urgency", "asked_by", "asked_at"], "internal"),
        **dict.fromkeys(["since_at", "meant_for", "taken_by", "taken_at", "second"], "internal"),
        **dict.fromkeys(["answered_by", "answered_at", "opinions", "tie"], "internal"),
        "withdrawn_why": "internal",
        **dict.fromkeys(["why", "question"], "personal"),
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        indexes = (
            models.Index(fields=["state", "region", "since_at"], name="consult_in_queue"),
            models.Index(fields=["asked_by", "state"], name="consult_of_asker"),
            models.Index(fields=["taken_by", "state"], name="consult_of_taker"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=[each.value for each in OPEN]),
                name="consult_open_once",
            ),
            models.CheckConstraint(
                condition=Q(taken_by="", taken_at=None)
                | ~Q(taken_by="") & Q(taken_at__isnull=False),
                name="consult_taken_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by="", opinions=0)
                | Q(answered_at__isnull=False, opinions__gt=0) & ~Q(answered_by=""),
                name="consult_answered_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConsultState.TAKEN.value) | ~Q(taken_by=""),
                name="consult_taken_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"consult {self.id}"


class Opinion(Owned):
    """
    One answer to a consult, or its draft: one account writes one. Nothing takes its place later.

    consult: its id. nth: 1 for the first given, 0 while it is a draft. reasons, actions: codes of
    the pack. advice: further steps in words. concern: blank in a draft that has none yet.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="opinions")
    consult = models.CharField(max_length=LENGTH)
    by = models.CharField(max_length=LENGTH)
    changed_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    nth = models.PositiveSmallIntegerField(default=0)
    concern = models.CharField(max_length=12, default="", choices=[(c, c) for c in Concern])

    reasons = SealedJSON(null=True)
    words = SealedText(max_length=200_000, null=True)
    actions = SealedJSON(null=True)
    advice = SealedText(max_length=20_000, null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["case", "consult", "by", "changed_at", "given_at", "nth"], "internal"),
        "concern": "internal",
        **dict.fromkeys(["reasons", "words", "actions", "advice"], "personal"),
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["consult", "by"], name="opinion_one_of_each"),
            models.UniqueConstraint(
                fields=["consult", "nth"], condition=Q(nth__gt=0), name="opinion_in_order"
            ),
            models.CheckConstraint(
                condition=Q(given_at=None, nth=0)
                | Q(given_at__isnull=False, nth__gt=0) & ~Q(concern=""),
                name="opinion_given_or_draft",
            ),
        )

    def __str__(self) -> str:
        return f"opinion {self.id}"

"""The law's part of a case: facts that definitions ask for, and what bodies decided on them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.cases.models.cases import Case
from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.apps.cases.states.law import Decision
from fourfold.security.ids import LENGTH
from fourfold.security.kept import KeptWith
from fourfold.security.keys import SealedDate, SealedJSON, SealedText


class LawFacts(Owned):
    """
    What is known of the facts that definitions ask for; a case has one row at most.

    facts: code to {"is": "yes" or "no", "by": account, "at": moment, "from": part or blank};
    what is not in it is unknown. differing: what a source stated that does not fit what is known,
    oldest first, {"fact", "is", "by", "at", "from"}, and once a person settled it {"settled",
    "settled_by", "settled_at"}. happened_on: the day the law is asked about, None if nobody knows.
    version: counts the changes.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="law_facts")
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=LENGTH)
    version = models.PositiveIntegerField(default=1)

    facts = SealedJSON(null=True)
    differing = SealedJSON(null=True)
    happened_on = SealedDate(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["case", "changed_at", "changed_by", "version"], "internal"),
        **dict.fromkeys(["facts", "differing", "happened_on"], "personal"),
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    def __str__(self) -> str:
        return f"facts of {self.case_id}"


class Determination(Owned):
    """
    What a named body decided, when, under which definition, on which facts. Never changed.

    body: organization of the pack. definition, text: codes of the pack; text is blank where none
    was in force on counts_on, the day the law was asked about. said: what the text says of the
    facts. facts: code to yes or no, as they were known. A wrong record is taken back and stays.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="determinations")
    body = models.CharField(max_length=40)
    definition = models.CharField(max_length=48)
    text = models.CharField(max_length=48, default="")
    decision = models.CharField(max_length=12, choices=[(d, d) for d in Decision])
    said = models.CharField(max_length=12)
    counts_on = models.DateField()
    decided_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=LENGTH)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=LENGTH, default="")
    taken_back_why = models.CharField(max_length=20, default="")

    facts = SealedJSON(null=True)
    reasons = SealedText(max_length=20_000, null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["case", "body", "definition", "text", "decision", "said"], "internal"),
        **dict.fromkeys(["counts_on", "decided_on", "recorded_at", "recorded_by"], "internal"),
        **dict.fromkeys(["taken_back_at", "taken_back_by", "taken_back_why"], "internal"),
        **dict.fromkeys(["facts", "reasons"], "personal"),
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        indexes = (
            models.Index(fields=["case", "decided_on"], name="determination_of_case"),
            models.Index(fields=["body", "definition", "decided_on"], name="determination_of_body"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(decision__in=[each.value for each in Decision]),
                name="determination_decision",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__gte=models.F("counts_on")),
                name="determination_after_the_day",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by="", taken_back_why="")
                | Q(taken_back_at__isnull=False) & ~Q(taken_back_by="") & ~Q(taken_back_why=""),
                name="determination_taken_back_whole",
            ),
        )

    def __str__(self) -> str:
        return f"determination {self.id}"

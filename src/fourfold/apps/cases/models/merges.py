"""Two records of one person: pairs that may be one, and what was decided. Nothing is copied."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.apps.cases.models.persons import Person
from fourfold.apps.cases.rules.merging import Link
from fourfold.apps.cases.states.merges import Decision
from fourfold.security.ids import LENGTH
from fourfold.security.kept import KeptWith


class Merge(Owned):
    """
    That two records are of the same person, until it is undone. Both stay as they are.

    record: the person whose record stands first; `person` is the same. other: the person of the
    second record, which may have gone by the schedule since.
    choices: field to FIRST or OTHER, where somebody chose whose value is shown.
    """

    PART_OF: ClassVar[str] = "person"

    record = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")
    other = models.CharField(max_length=LENGTH)
    choices = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.CharField(max_length=LENGTH)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=LENGTH, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["record", "other"], "personal"),
        **dict.fromkeys(["choices", "at", "by", "undone_at", "undone_by"], "internal"),
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="record", person="person")

    class Meta:
        indexes = (models.Index(fields=["other"], name="merge_other"),)
        constraints = (
            models.UniqueConstraint(
                fields=["other"], condition=Q(undone_at=None), name="person_merged_once"
            ),
            models.CheckConstraint(
                condition=~Q(record=F("other")), name="person_not_merged_with_itself"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by="")
                | Q(undone_at__isnull=False) & ~Q(undone_by=""),
                name="merge_undone_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.other} is {self.record_id}"

    def link(self) -> Link:
        """Return it as the rules take it."""
        return Link(self.record_id, self.other, self.at, self.choices)


class Pair(Owned):
    """
    Two persons of an agency who may be one. record has the smaller id; `person` is the same.

    agreed: attribute to grade, codes of rules.lookup. score: the sum of what the grades weigh.
    """

    PART_OF: ClassVar[str] = "person"

    record = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="pairs")
    other = models.CharField(max_length=LENGTH)
    agreed = models.JSONField()
    score = models.PositiveSmallIntegerField()
    found_at = models.DateTimeField()
    decision = models.CharField(max_length=10, default="", choices=[(d, d) for d in Decision])
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=LENGTH, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["record", "other"], "personal"),
        **dict.fromkeys(["agreed", "score", "found_at"], "internal"),
        **dict.fromkeys(["decision", "decided_at", "decided_by"], "internal"),
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="record", person="person")

    class Meta:
        indexes = (models.Index(fields=["other"], name="pair_other"),)
        constraints = (
            models.UniqueConstraint(fields=["record", "other"], name="pair_found_once"),
            models.CheckConstraint(condition=Q(record__lt=F("other")), name="pair_in_order"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None, decided_by="")
                | ~Q(decision="") & Q(decided_at__isnull=False) & ~Q(decided_by=""),
                name="pair_decided_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.record_id} and {self.other}"

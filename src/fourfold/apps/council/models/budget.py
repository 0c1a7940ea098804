"""The budget: lines of a fiscal year, and entries that are written once and never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.council.models.plan import PlanAction
from fourfold.apps.council.states.budget import EntryKind, EntryState
from fourfold.apps.council.states.reports import FourP
from fourfold.security.ids import LENGTH, new_id


class BudgetLine(models.Model):
    """
    A line of a fiscal year, named by the year in which it ends.

    code: how lists and report cards name it. action: of the plan, None if it pays for none.
    reached: code of a published figure that says how much came of it, "" for none.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    four_p = models.CharField(max_length=20)
    action = models.ForeignKey(
        PlanAction, on_delete=models.PROTECT, related_name="budget_lines", null=True
    )
    reached = models.CharField(max_length=40, default="")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "year", "code", "name", "four_p", "action", "reached"), "open"),
        **dict.fromkeys(("made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["year", "code"], name="budget_line_once"),
            models.CheckConstraint(
                condition=Q(four_p__in=[each.value for each in FourP]), name="budget_four_p_known"
            ),
        )

    def __str__(self) -> str:
        return f"budget line {self.id}"


class BudgetFile(models.Model):
    """A list of expenses that was taken: the same file is not taken twice in a year."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "year", "digest", "rows"), "open"),
        **dict.fromkeys(("made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (models.UniqueConstraint(fields=["year", "digest"], name="budget_file_once"),)

    def __str__(self) -> str:
        return f"budget file {self.id}"


class BudgetEntry(models.Model):
    """
    One entry. cents: below zero where it takes something back.

    who: the source of the money, or the organization it is promised or paid to. source: code of a
    document of the pack that says so, "" for none. commitment: the one it pays, or takes from.
    reverses: the entry it takes back. over_why: why it was kept although the line has less left.
    once: the form it came from; the same form twice is one entry.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=EntryState.STANDS.value)
    cents = models.BigIntegerField()
    on = models.DateField()
    who = models.CharField(max_length=200)
    words = models.CharField(max_length=300)
    source = models.CharField(max_length=40, default="")
    commitment = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="payments", null=True
    )
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="reversed_by", null=True
    )
    over_why = models.CharField(max_length=300, default="")
    file = models.ForeignKey(BudgetFile, on_delete=models.PROTECT, null=True)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "line", "kind", "state", "cents", "on", "who", "words"), "open"),
        **dict.fromkeys(("source", "commitment", "reverses", "over_why", "file"), "open"),
        **dict.fromkeys(("once", "made_at", "made_by", "agreed_at", "agreed_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in EntryKind])
                & Q(state__in=[each.value for each in EntryState]),
                name="budget_entry_known",
            ),
            models.CheckConstraint(
                condition=Q(state=EntryState.STANDS.value) | Q(kind=EntryKind.COMMITTED.value),
                name="budget_only_commitments_wait",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by="") | ~Q(agreed_by=F("made_by")) | Q(state="REFUSED"),
                name="budget_agreed_by_another",
            ),
            models.CheckConstraint(condition=~Q(cents=0), name="budget_entry_not_zero"),
        )

    def __str__(self) -> str:
        return f"budget entry {self.id}"

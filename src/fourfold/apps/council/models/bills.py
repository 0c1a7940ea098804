"""Bills the Council follows: what happened to each, on which day, and where it can be read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.council.states.bills import BillState
from fourfold.security.ids import LENGTH, new_id


class Bill(models.Model):
    """
    One bill of one session. number: "HB 7112". laws, recommendations: codes it is about.

    state: of its newest step that stands. version: rises with each change, so that two people do
    not overwrite each other.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    session = models.PositiveIntegerField()
    number = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    summary = models.TextField(max_length=2000, default="")
    laws = models.JSONField(default=list)
    recommendations = models.JSONField(default=list)
    state = models.CharField(max_length=15, default=BillState.FILED.value)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "session", "number", "title", "summary", "laws"), "open"),
        **dict.fromkeys(("recommendations", "state"), "open"),
        **dict.fromkeys(("version", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in BillState]), name="bill_state_known"
            ),
            models.UniqueConstraint(fields=["session", "number"], name="bill_once_a_session"),
        )

    def __str__(self) -> str:
        return f"bill {self.id}"


class BillNote(models.Model):
    """
    One step of a bill, or a change of what is said of it (state blank; evidence says what).

    struck: taken back as wrong; it stays in the story with the reason.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="notes")
    nth = models.PositiveIntegerField()
    state = models.CharField(max_length=15, default="")
    on = models.DateField(null=True)
    evidence = models.CharField(max_length=500, default="")
    link = models.CharField(max_length=500, default="")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    struck_at = models.DateTimeField(null=True)
    struck_by = models.CharField(max_length=80, default="")
    struck_why = models.CharField(max_length=300, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "bill", "nth", "state", "on", "evidence", "link"), "open"),
        **dict.fromkeys(("at", "by", "struck_at", "struck_by", "struck_why"), "internal"),
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["bill", "nth"], name="bill_note_nth_once"),
            models.CheckConstraint(
                condition=Q(state="", on=None)
                | (Q(state__in=[each.value for each in BillState]) & Q(on__isnull=False)),
                name="bill_step_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by="", struck_why="")
                | (Q(struck_at__isnull=False) & ~Q(struck_by="") & ~Q(struck_why="")),
                name="bill_step_struck_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(evidence="") | ~Q(link=""), name="bill_step_has_evidence"
            ),
        )

    def __str__(self) -> str:
        return f"note {self.id}"


class BillFile(models.Model):
    """A list of steps that was brought. digest: of its lines, so that it is taken once."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    rows = models.PositiveIntegerField()
    fresh = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "digest", "name", "rows", "fresh", "at", "by"), "internal"
    )

    def __str__(self) -> str:
        return f"bill file {self.id}"

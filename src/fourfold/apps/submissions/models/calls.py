"""Data calls, and who was asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.submissions.models.changing import Changing
from fourfold.apps.submissions.models.respondents import Respondent
from fourfold.apps.submissions.rules.calls import CallClosed, NoSuchCall
from fourfold.apps.submissions.states import CallStep
from fourfold.security.ids import LENGTH, new_id


class CallSet(models.QuerySet["DataCall"]):
    """Calls, and how one of them is held while it changes."""

    def hold(self, code: str) -> DataCall:
        """Lock a call until the transaction ends. :raises NoSuchCall: if there is none."""
        found = self.select_for_update().filter(code=code).first()
        if found is None:
            raise NoSuchCall(f"No call {code!r} is open. Open it first.")
        return found

    def hold_open(self, code: str) -> DataCall:
        """Lock a call that takes answers. :raises NoSuchCall: :raises CallClosed:"""
        found = self.hold(code)
        if found.closed_at is not None:
            raise CallClosed(
                f"This call was closed on {found.closed_at:%B %-d, %Y}, and its period is locked. "
                "The Council's staff can open it again."
            )
        return found


class DataCall(Changing):
    """
    A request to offices for one dataset and one period, until a day.

    dataset, contract_version: the contract as it was when the call was opened. from_on, until_on:
    the period's days, the last excluded; both null where the contract's rows say their own.
    due_on: the last day of an answer in time. closed: no answer is taken any more; the period is
    locked. Text a Council's person wrote stands in `words`, in no mail without being looked at.
    """

    code = models.CharField(max_length=40, unique=True)
    dataset = models.CharField(max_length=40)
    contract_version = models.PositiveSmallIntegerField(default=1)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, default="", blank=True)
    words = models.TextField(max_length=4000, default="", blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80, default="")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, default="")

    objects = CallSet.as_manager()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "code": "open",
        "dataset": "open",
        "contract_version": "open",
        "year": "open",
        "title": "open",
        "words": "internal",
        "from_on": "open",
        "until_on": "open",
        "due_on": "open",
        "opened_at": "internal",
        "opened_by": "internal",
        "closed_at": "internal",
        "closed_by": "internal",
        **Changing.CHANGING_CLASSES,
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(from_on=None, until_on=None) | Q(until_on__gt=F("from_on")),
                name="call_period_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="call_closed_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"Data call {self.code}"


class Asked(Changing):
    """
    One office asked in one call.

    due_on: a later day granted to this office, null: the call's own. nothing: the office said that
    it has nothing to report, which is an answer. excused: the Council let it off, and why. What it
    sent are the call's batches with the office's code.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    call = models.ForeignKey(DataCall, on_delete=models.PROTECT, related_name="asked")
    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="asked")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    due_on = models.DateField(null=True, blank=True)
    nothing_at = models.DateTimeField(null=True)
    nothing_by = models.CharField(max_length=80, default="")
    excused_at = models.DateTimeField(null=True)
    excused_by = models.CharField(max_length=80, default="")
    excused_why = models.CharField(max_length=400, default="", blank=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            "id",
            "call",
            "respondent",
            "asked_at",
            "asked_by",
            "due_on",
            "nothing_at",
            "nothing_by",
            "excused_at",
            "excused_by",
            "excused_why",
            *Changing.CHANGING_CLASSES,
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["call", "respondent"], name="asked_once_a_call"),
            models.CheckConstraint(
                condition=Q(nothing_at=None, nothing_by="")
                | (Q(nothing_at__isnull=False) & ~Q(nothing_by="")),
                name="asked_nothing_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(excused_at=None, excused_by="", excused_why="")
                | (Q(excused_at__isnull=False) & ~Q(excused_by="") & ~Q(excused_why="")),
                name="asked_excused_who_when_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.respondent_id} asked in {self.call_id}"


class CallNote(models.Model):
    """One line of a call's story: what happened, who did it, when, and why. Never changed."""

    call = models.ForeignKey(DataCall, on_delete=models.PROTECT, related_name="story")
    step = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    why = models.CharField(max_length=400, default="", blank=True)
    count = models.PositiveIntegerField(default=0)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "call", "step", "at", "by", "why", "count"), "internal"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(step__in=[each.value for each in CallStep]),
                name="call_step_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.call_id}"

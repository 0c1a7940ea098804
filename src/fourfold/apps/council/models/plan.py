"""The action plan: what is done about a gap, by whom, until when; and every change of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.council.models.needs import Finding
from fourfold.apps.council.states.plan import ActionState
from fourfold.apps.council.states.reports import FourP
from fourfold.security.ids import LENGTH, new_id


class PlanAction(models.Model):
    """
    One action. finding: the gap of a settled report it answers, None if it answers none.

    gap: that gap in words. owner: code of a seat on the Council. evidence: what shows that it is
    done. version: rises with each change, so that two people do not overwrite each other.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, related_name="actions", null=True
    )
    four_p = models.CharField(max_length=20)
    gap = models.TextField(max_length=1000)
    goal = models.CharField(max_length=300, default="")
    action = models.CharField(max_length=300, default="")
    owner = models.CharField(max_length=40, default="")
    due_on = models.DateField(null=True)
    evidence = models.TextField(max_length=1000, default="")
    state = models.CharField(max_length=10, default=ActionState.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "finding", "four_p", "gap", "goal", "action", "owner"), "open"),
        **dict.fromkeys(("due_on", "evidence", "state"), "open"),
        **dict.fromkeys(("version", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in ActionState])
                & Q(four_p__in=[each.value for each in FourP]),
                name="plan_action_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ActionState.DRAFT.value, ActionState.DROPPED.value])
                | (~Q(goal="") & ~Q(action="") & ~Q(owner="") & Q(due_on__isnull=False)),
                name="plan_action_whole_when_open",
            ),
            models.UniqueConstraint(
                fields=["finding"],
                condition=~Q(state=ActionState.DROPPED.value),
                name="plan_one_action_a_gap",
            ),
        )

    def __str__(self) -> str:
        return f"action {self.id}"


class PlanWait(models.Model):
    """An action waits until another is done."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="waits")
    on = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="waited_for")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(("id", "action", "on"), "open")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["action", "on"], name="plan_wait_once"),
            models.CheckConstraint(
                condition=~Q(action=models.F("on")), name="plan_waits_not_for_itself"
            ),
        )

    def __str__(self) -> str:
        return f"wait {self.id}"


class PlanChange(models.Model):
    """One change of an action. told: each column with its value before and after, as texts."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    why = models.CharField(max_length=300)
    told = models.JSONField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "action", "at", "why", "told"), "open"),
        **dict.fromkeys(("by",), "internal"),
    }

    def __str__(self) -> str:
        return f"change {self.id}"

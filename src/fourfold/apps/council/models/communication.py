"""The communication plan: messages two people approve, steps of work, and coverage gained."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.council.models.plan import PlanAction
from fourfold.apps.council.states.communication import (
    Channel,
    MessageState,
    ReachUnit,
    StepState,
    Tone,
)
from fourfold.apps.council.states.reports import FourP
from fourfold.security.ids import LENGTH, new_id


class PlanMessage(models.Model):
    """
    What the Council says, to whom, in one language.

    kept_why: why words stay that the check of wording noted, "" where it noted none. writers:
    accounts that wrote in it; none of them approves it. first_by, second_by: who approved it.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    four_p = models.CharField(max_length=20)
    audience = models.CharField(max_length=120)
    language = models.CharField(max_length=8, default="en")
    words = models.TextField(max_length=1000)
    kept_why = models.CharField(max_length=300, default="")
    state = models.CharField(max_length=10, default=MessageState.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    writers = models.JSONField(default=list)
    first_by = models.CharField(max_length=80, default="")
    first_at = models.DateTimeField(null=True)
    second_by = models.CharField(max_length=80, default="")
    second_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "four_p", "audience", "language", "words", "kept_why"), "internal"),
        **dict.fromkeys(("state", "version", "once", "made_at", "made_by", "writers"), "internal"),
        **dict.fromkeys(("first_by", "first_at", "second_by", "second_at"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in MessageState])
                & Q(four_p__in=[each.value for each in FourP]),
                name="plan_message_words_known",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.DRAFT.value, second_by="", second_at=None)
                | (~Q(state=MessageState.DRAFT.value) & ~Q(first_by="") & ~Q(second_by="")),
                name="plan_message_approved_by_two",
            ),
            models.CheckConstraint(
                condition=Q(first_by="")
                | (
                    ~Q(first_by=F("made_by"))
                    & ~Q(second_by=F("made_by"))
                    & ~Q(second_by=F("first_by"))
                ),
                name="plan_message_two_other_people",
            ),
        )

    def __str__(self) -> str:
        return f"message {self.id}"


class CommunicationStep(models.Model):
    """
    A step of the work plan. owner: code of a seat. message: what it says, None for none yet.

    action: of the plan, None if it serves none. why: why it was dropped, "" otherwise.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    what = models.CharField(max_length=200)
    channel = models.CharField(max_length=12)
    owner = models.CharField(max_length=40)
    due_on = models.DateField()
    message = models.ForeignKey(
        PlanMessage, on_delete=models.PROTECT, related_name="steps", null=True
    )
    action = models.ForeignKey(
        PlanAction, on_delete=models.PROTECT, related_name="communication", null=True
    )
    state = models.CharField(max_length=10, default=StepState.PLANNED.value)
    why = models.CharField(max_length=300, default="")
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "what", "channel", "owner", "due_on", "message"), "internal"),
        **dict.fromkeys(("action", "state", "why"), "internal"),
        **dict.fromkeys(("version", "once", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(channel__in=[each.value for each in Channel])
                & Q(state__in=[each.value for each in StepState]),
                name="communication_step_words_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=StepState.DROPPED.value) | ~Q(why=""),
                name="communication_step_dropped_with_why",
            ),
        )

    def __str__(self) -> str:
        return f"communication step {self.id}"


class Coverage(models.Model):
    """
    What an outlet published. title, outlet: as published; no person is named.

    reach: only what the outlet itself published, with its unit and where it says so. struck_why:
    why the entry counts no longer, "" while it does.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    on = models.DateField()
    outlet = models.CharField(max_length=120)
    channel = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    link = models.CharField(max_length=300, default="")
    reach = models.PositiveIntegerField(null=True)
    reach_unit = models.CharField(max_length=12, default="")
    reach_source = models.CharField(max_length=200, default="")
    tone = models.CharField(max_length=10)
    step = models.ForeignKey(
        CommunicationStep, on_delete=models.PROTECT, related_name="coverage", null=True
    )
    struck_why = models.CharField(max_length=300, default="")
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "on", "outlet", "channel", "title", "link", "reach"), "internal"),
        **dict.fromkeys(("reach_unit", "reach_source", "tone", "step", "struck_why"), "internal"),
        **dict.fromkeys(("version", "once", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(channel__in=[each.value for each in Channel])
                & Q(tone__in=[each.value for each in Tone])
                & Q(reach_unit__in=["", *(each.value for each in ReachUnit)]),
                name="coverage_words_known",
            ),
            models.CheckConstraint(
                condition=Q(reach=None, reach_unit="", reach_source="")
                | (Q(reach__isnull=False) & ~Q(reach_unit="") & ~Q(reach_source="")),
                name="coverage_reach_has_a_source",
            ),
        )

    def __str__(self) -> str:
        return f"coverage {self.id}"


class CommunicationChange(models.Model):
    """One change. subject: id of a message, a step or a coverage. told: column, before, after."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    subject = models.CharField(max_length=LENGTH, db_index=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    why = models.CharField(max_length=300)
    told = models.JSONField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "subject", "at", "by", "why", "told"), "internal"
    )

    def __str__(self) -> str:
        return f"change {self.id}"

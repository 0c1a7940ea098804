"""The minutes of a meeting: versions, blocks with every step, and each paper as it went out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.council.models.meetings import AgendaItem, Meeting
from fourfold.apps.council.models.two_texts import Rival, Step
from fourfold.apps.council.states.minutes import Issued, MinutesState
from fourfold.apps.council.states.studio import Step as StepKind
from fourfold.security.ids import LENGTH, new_id


class Minutes(models.Model):
    """
    One version of a meeting's minutes. nth: 1, or more for a correction; why: of a correction.

    approved_in: the later meeting that approved them, approved_how: how, motion: by which motion.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    nth = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, default=MinutesState.DRAFT.value)
    why = models.CharField(max_length=300, default="")
    approved_in = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="approved", null=True
    )
    approved_how = models.CharField(max_length=300, default="")
    motion = models.CharField(max_length=LENGTH, default="")
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "meeting", "nth", "state", "why"), "open"),
        **dict.fromkeys(("approved_in", "approved_how", "motion"), "open"),
        **dict.fromkeys(("version", "once", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in MinutesState]),
                name="minutes_state_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[MinutesState.DRAFT.value, MinutesState.CIRCULATED.value],
                    approved_in__isnull=True,
                )
                | Q(
                    state__in=[MinutesState.APPROVED.value, MinutesState.PUBLISHED.value],
                    approved_in__isnull=False,
                ),
                name="minutes_approved_at_a_meeting",
            ),
            models.CheckConstraint(condition=Q(nth=1) | ~Q(why=""), name="minutes_correction_says"),
            models.UniqueConstraint(fields=["meeting", "nth"], name="minutes_version_once"),
        )

    def __str__(self) -> str:
        return f"minutes {self.id}"


class MinutesBlock(models.Model):
    """
    What was said of one topic. item: of the agenda, whose facts are never typed here.

    title: only of a block without an item. removed_at: it is out, and can come back.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="blocks")
    place = models.PositiveIntegerField()
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="told", null=True)
    title = models.CharField(max_length=200, default="")
    words = models.TextField(default="")
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=40, unique=True)
    removed_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "minutes", "place", "item", "title", "words"), "internal"),
        **dict.fromkeys(("version", "once", "removed_at"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(item__isnull=False) | ~Q(title=""), name="minutes_block_is_named"
            ),
        )

    def __str__(self) -> str:
        return f"minutes block {self.id}"


class MinutesStep(Step):
    """One step in minutes."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="steps")
    block = models.ForeignKey(MinutesBlock, on_delete=models.PROTECT, related_name="steps")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "minutes", "block", "nth", "what", "before", "at"), "internal"),
        **dict.fromkeys(("by", "undone"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(what__in=[each.value for each in StepKind]), name="minutes_step_known"
            ),
            models.UniqueConstraint(fields=["minutes", "nth"], name="minutes_step_in_order"),
        )

    def __str__(self) -> str:
        return f"minutes step {self.id}"


class MinutesRival(Rival):
    """A second text of a block of minutes."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    block = models.ForeignKey(MinutesBlock, on_delete=models.PROTECT, related_name="rivals")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "block", "told", "at", "by"), "internal"),
        **dict.fromkeys(("settled_at", "settled_by"), "internal"),
    }

    def __str__(self) -> str:
        return f"minutes rival {self.id}"


class MinutesIssue(models.Model):
    """
    Minutes as they went out, written once, the nth time. told: all they are printed from.

    digest: SHA-256 of what was said, without where it stands.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="issues")
    nth = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=10)
    told = models.JSONField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "minutes", "nth", "what", "told", "digest", "at"), "open"),
        "by": "internal",
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(what__in=[each.value for each in Issued]), name="minutes_issue_known"
            ),
            models.UniqueConstraint(fields=["minutes", "nth"], name="minutes_issue_in_order"),
        )

    def __str__(self) -> str:
        return f"minutes issue {self.id}"

"""The annual report studio: a report, its blocks, every step, and each number's figure."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.council.models.two_texts import Rival, Step
from fourfold.apps.council.states.studio import Begin, StudioState
from fourfold.apps.council.states.studio import Step as StepKind
from fourfold.documents.studio import Kind
from fourfold.security.ids import LENGTH, new_id


class StudioReport(models.Model):
    """
    An annual report in the making.

    version: rises with each change. frozen: everything it is printed from, kept at approval.
    editions: language to when, by whom and with which digests it was published. vote: code of the
    vote that stands behind it. filed_on: the day it was handed to the clerks.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    year = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    subtitle = models.CharField(max_length=200, default="")
    title_es = models.CharField(max_length=160, default="")
    issued_on = models.DateField()
    begun_from = models.CharField(max_length=10, default=Begin.EMPTY.value)
    state = models.CharField(max_length=10, default=StudioState.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=40, unique=True)
    frozen = models.JSONField(null=True)
    editions = models.JSONField(default=dict)
    vote = models.CharField(max_length=40, default="")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=80, default="")
    filed_on = models.DateField(null=True)
    filed_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "year", "title", "subtitle", "title_es", "issued_on"), "open"),
        **dict.fromkeys(("state", "frozen", "editions", "vote", "filed_on"), "open"),
        **dict.fromkeys(("begun_from", "version", "once", "made_at", "made_by"), "internal"),
        **dict.fromkeys(("approved_at", "approved_by", "filed_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in StudioState]),
                name="studio_report_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state=StudioState.DRAFT.value)
                | (Q(frozen__isnull=False) & ~Q(approved_by="")),
                name="studio_report_frozen_when_approved",
            ),
        )

    def __str__(self) -> str:
        return f"studio report {self.id}"


class StudioBlock(models.Model):
    """
    One block. english, spanish: its words. codes: the figures it shows. ref: a figure, an
    indicator, a picture or a year. removed_at: it is out, and can come back.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    report = models.ForeignKey(StudioReport, on_delete=models.PROTECT, related_name="blocks")
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField(default=1)
    four_p = models.CharField(max_length=20, default="")
    english = models.TextField(default="")
    spanish = models.TextField(default="")
    ref = models.CharField(max_length=80, default="")
    alt = models.CharField(max_length=300, default="")
    codes = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=40, unique=True)
    removed_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "report", "place", "kind", "level", "four_p", "english"), "open"),
        **dict.fromkeys(("spanish", "ref", "alt", "codes"), "open"),
        **dict.fromkeys(("version", "once", "removed_at"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in Kind]), name="studio_block_kind_known"
            ),
        )

    def __str__(self) -> str:
        return f"studio block {self.id}"


class StudioStep(Step):
    """One step in a report, with what the block was before: so it can be taken back."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    report = models.ForeignKey(StudioReport, on_delete=models.PROTECT, related_name="steps")
    block = models.ForeignKey(StudioBlock, on_delete=models.PROTECT, related_name="steps")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "report", "block", "nth", "what", "before", "at"), "open"),
        **dict.fromkeys(("by", "undone"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(what__in=[each.value for each in StepKind]), name="studio_step_known"
            ),
            models.UniqueConstraint(fields=["report", "nth"], name="studio_step_in_order"),
        )

    def __str__(self) -> str:
        return f"studio step {self.id}"


class StudioRival(Rival):
    """A text that somebody wrote while another saved the same block: kept until one is chosen."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    block = models.ForeignKey(StudioBlock, on_delete=models.PROTECT, related_name="rivals")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "block", "told", "at"), "open"),
        **dict.fromkeys(("by", "settled_at", "settled_by"), "internal"),
    }

    def __str__(self) -> str:
        return f"studio rival {self.id}"


class StudioFigure(models.Model):
    """
    A figure as the report is bound to it. row, indicator: as texts, so that it can be read again.

    table_version, digest: of the published table it stood in. note: why an older value is kept;
    seen: what the catalog showed then, "" for withdrawn. bound_by: who last looked at it.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    report = models.ForeignKey(StudioReport, on_delete=models.PROTECT, related_name="figures")
    code = models.CharField(max_length=40)
    shown = models.CharField(max_length=80)
    row = models.JSONField()
    indicator = models.JSONField()
    order = models.PositiveIntegerField(default=0)
    table_version = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")
    note = models.CharField(max_length=300, default="")
    seen = models.CharField(max_length=80, default="")
    bound_at = models.DateTimeField()
    bound_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "report", "code", "shown", "row", "indicator", "order"), "open"),
        **dict.fromkeys(("table_version", "digest", "note", "seen"), "open"),
        **dict.fromkeys(("bound_at", "bound_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "code"], name="studio_figure_once"),
        )

    def __str__(self) -> str:
        return f"studio figure {self.id}"

"""Focus groups: when, where, in which language, who of the staff, and how many of which kind."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.surveys.models.marks import internal
from fourfold.apps.surveys.models.studies import Study
from fourfold.apps.surveys.states import ConsentRead, FocusPart, FocusState, check_focus_move
from fourfold.security.ids import LENGTH, new_id


class FocusGroup(models.Model):
    """
    One session of a focus group. Who took part is kept by kind only, never by name.

    town: a code of the pack, "" for online. script: what is read to everybody before. consent: how
    it was read, "" before the group was held. people: how many took part, None before.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="focus_groups")
    name = models.CharField(max_length=80)
    held_on = models.DateField()
    town = models.CharField(max_length=40, default="")
    language = models.CharField(max_length=3)
    script = models.TextField(max_length=2000)
    state = models.CharField(max_length=12, default=FocusState.PLANNED.value)
    consent = models.CharField(max_length=10, default="")
    people = models.PositiveSmallIntegerField(null=True)
    once = models.CharField(max_length=40, unique=True)
    moved_at = models.DateTimeField()
    moved_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "study", "name", "held_on", "town", "language", "script", "state"),
        *("consent", "people", "once", "moved_at", "moved_by"),
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in FocusState]),
                name="focus_group_state_known",
            ),
            models.CheckConstraint(
                condition=Q(consent__in=["", *(each.value for each in ConsentRead)]),
                name="focus_group_consent_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[FocusState.PLANNED.value, FocusState.CLOSED.value])
                | (Q(people__isnull=False) & ~Q(consent__in=["", ConsentRead.NO.value])),
                name="focus_group_held_with_consent",
            ),
        )

    def __str__(self) -> str:
        return f"focus group {self.id}"

    def move_to(self, state: FocusState, *, by: str, at: datetime) -> None:
        """Move it, unsaved. :raises MoveNotAllowed: unless the table has this move."""
        check_focus_move(FocusState(self.state), state)
        self.state, self.moved_at, self.moved_by = state.value, at, by


class FocusMember(models.Model):
    """Somebody of the staff of one focus group. finished_at: when a coder had coded all of it."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    group = models.ForeignKey(FocusGroup, on_delete=models.PROTECT, related_name="members")
    account = models.CharField(max_length=80)
    part = models.CharField(max_length=12)
    finished_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        "id", "group", "account", "part", "finished_at"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(part__in=[each.value for each in FocusPart]), name="focus_part_known"
            ),
            models.UniqueConstraint(
                fields=["group", "account", "part"], name="focus_member_once_a_part"
            ),
        )

    def __str__(self) -> str:
        return f"{self.part} of {self.group_id}"


class FocusPeople(models.Model):
    """How many of one kind took part. kind: FIELD, AGE or REGION; code: of the pack's lists."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    group = models.ForeignKey(FocusGroup, on_delete=models.PROTECT, related_name="kinds")
    kind = models.CharField(max_length=10)
    code = models.CharField(max_length=40)
    count = models.PositiveSmallIntegerField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal("id", "group", "kind", "code", "count")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "kind", "code"], name="focus_kind_once"),
        )

    def __str__(self) -> str:
        return f"{self.code} of {self.group_id}"

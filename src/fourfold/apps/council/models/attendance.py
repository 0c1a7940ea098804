"""Attendance: one mark after another; none is changed, a wrong one is taken back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.council.models.meetings import Meeting
from fourfold.apps.council.states.attendance import Mark
from fourfold.security.ids import LENGTH, new_id


class AttendanceMark(models.Model):
    """
    A seat came, left or was excused. moment: when that was; made_at: when it was written down.

    by_designee: the seat's designee of that day spoke for it. taken_back_at: it was a mistake.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="marks")
    seat = models.CharField(max_length=20)
    mark = models.CharField(max_length=10)
    by_designee = models.BooleanField(default=False)
    moment = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=80, default="")
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "meeting", "seat", "mark", "by_designee", "moment"), "internal"),
        **dict.fromkeys(("taken_back_at", "taken_back_by", "once"), "internal"),
        **dict.fromkeys(("made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(mark__in=[each.value for each in Mark]), name="attendance_mark_known"
            ),
        )

    def __str__(self) -> str:
        return f"attendance mark {self.id}"

"""When offices are reminded of a call, and each reminder that was made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.submissions.models.calls import Asked, DataCall
from fourfold.apps.submissions.states import ReminderState, ReminderWay
from fourfold.security.ids import LENGTH, new_id


class ReminderDay(models.Model):
    """
    One day of a call's schedule. days: from the office's due day, below zero before it; null: the
    day it is asked. A call without any reminds nobody.
    """

    call = models.ForeignKey(DataCall, on_delete=models.PROTECT, related_name="reminder_days")
    days = models.SmallIntegerField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "call": "internal",
        "days": "internal",
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["call", "days"], name="reminder_day_once"),
            # For a database two empty days are two different days.
            models.UniqueConstraint(
                fields=["call"], condition=Q(days=None), name="reminder_opening_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.call_id}: {self.days}"


class Reminder(models.Model):
    """
    One reminder to one office, by mail or as a letter.

    The mail itself goes from the outbox (`security.outbox`), which keeps `state`: MAILING is a mail
    of which nobody knows whether it went. It is not sent again unless a person says so. days,
    due_on: which day of the schedule, for which due day. number: 1, and more for one sent again.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    asked = models.ForeignKey(Asked, on_delete=models.PROTECT, related_name="reminders")
    days = models.SmallIntegerField(null=True)
    due_on = models.DateField(null=True)
    number = models.PositiveSmallIntegerField(default=1)
    way = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    mail = models.EmailField(default="", blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)
    why_not = models.CharField(max_length=80, default="", blank=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            "id",
            "asked",
            "days",
            "due_on",
            "number",
            "way",
            "state",
            "mail",
            "made_at",
            "made_by",
            "ended_at",
            "why_not",
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["asked", "days", "due_on", "number"], name="reminder_once"
            ),
            models.UniqueConstraint(
                fields=["asked", "number"], condition=Q(days=None), name="reminder_of_opening_once"
            ),
            models.CheckConstraint(
                condition=Q(days=None) | Q(due_on__isnull=False), name="reminder_day_has_a_due_day"
            ),
            models.CheckConstraint(
                condition=Q(way__in=[each.value for each in ReminderWay]),
                name="reminder_way_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in ReminderState]),
                name="reminder_state_known",
            ),
            models.CheckConstraint(
                condition=Q(way=ReminderWay.LETTER.value, mail="")
                | (Q(way=ReminderWay.MAIL.value) & ~Q(mail="")),
                name="reminder_mail_has_a_mailbox",
            ),
        )

    def __str__(self) -> str:
        return f"Reminder {self.id}"

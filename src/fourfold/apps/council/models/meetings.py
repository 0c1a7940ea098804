"""Meetings, their agenda, and what was posted of them. They are public once they are posted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.council.states.meetings import MeetingKind, MeetingState, PostKind
from fourfold.apps.council.states.reports import FourP
from fourfold.security.ids import LENGTH, new_id


class Meeting(models.Model):
    """
    One meeting. group: the name of a working group, "" for the Council.

    link: address to take part from afar, "" for none. version: of the meeting with its agenda.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    group = models.CharField(max_length=120, default="")
    state = models.CharField(max_length=10, default=MeetingState.DRAFT.value)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    link = models.CharField(max_length=300, default="")
    off_why = models.CharField(max_length=300, default="")
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "kind", "group", "state", "starts_at", "ends_at"), "open"),
        **dict.fromkeys(("place", "link", "off_why", "version"), "open"),
        **dict.fromkeys(("once", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in MeetingKind])
                & Q(state__in=[each.value for each in MeetingState]),
                name="meeting_known",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return f"meeting {self.id}"


class AgendaItem(models.Model):
    """
    A topic. presenter: an organization or an official, never a person served.

    minutes: how long is planned. carried_from: the item of an earlier meeting it goes on with.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    nth = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    presenter = models.CharField(max_length=120, default="")
    minutes = models.PositiveSmallIntegerField()
    four_p = models.CharField(max_length=20, default="")
    ref = models.CharField(max_length=60, default="")
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="carried_to", null=True
    )
    is_out = models.BooleanField(default=False)
    once = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "meeting", "nth", "title", "presenter", "minutes"), "open"),
        **dict.fromkeys(("four_p", "ref", "carried_from", "is_out"), "open"),
        **dict.fromkeys(("once", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(four_p__in=["", *(each.value for each in FourP)]),
                name="agenda_four_p_known",
            ),
            models.UniqueConstraint(
                fields=["meeting", "carried_from"], name="agenda_item_carried_once"
            ),
        )

    def __str__(self) -> str:
        return f"agenda item {self.id}"


class Posting(models.Model):
    """
    What was filed, written once. agenda: its items as posted, empty for what is filed elsewhere.

    at: when it was filed. made_at: when that was written down.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="postings")
    what = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    agenda = models.JSONField(default=list)
    at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "meeting", "what", "version", "agenda", "at"), "open"),
        **dict.fromkeys(("made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(what__in=[each.value for each in PostKind]), name="posting_known"
            ),
            models.UniqueConstraint(
                fields=["meeting", "what", "version"], name="posting_of_a_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"posting {self.id}"

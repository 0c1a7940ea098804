"""Motions of a meeting. What is voted on them is kept as votes, entry by entry."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.council.models.meetings import AgendaItem, Meeting
from fourfold.apps.council.states.motions import About, MotionState, Taken
from fourfold.security.ids import LENGTH, new_id


class Motion(models.Model):
    """
    A motion. nth: its number in the meeting. ref: a recommendation's code, an earlier meeting's id.

    mover, seconder: seats; "" where nobody seconded it yet. moment: when it was made; made_at: when
    that was written down. amends: the motion whose words it replaces. way: of its last vote.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="motions")
    nth = models.PositiveSmallIntegerField()
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="motions", null=True
    )
    about = models.CharField(max_length=16, default=About.FREE.value)
    ref = models.CharField(max_length=40, default="")
    text = models.TextField(max_length=2000)
    mover = models.CharField(max_length=20)
    seconder = models.CharField(max_length=20, default="")
    way = models.CharField(max_length=10, default="")
    state = models.CharField(max_length=12, default=MotionState.MADE.value)
    moment = models.DateTimeField()
    amends = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True
    )
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "meeting", "nth", "item", "about", "ref", "text"), "open"),
        **dict.fromkeys(("mover", "seconder", "way", "state", "moment", "amends"), "open"),
        **dict.fromkeys(("once", "made_at", "made_by", "ended_at", "ended_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(about__in=[each.value for each in About])
                & Q(state__in=[each.value for each in MotionState])
                & Q(way__in=["", *(each.value for each in Taken)]),
                name="motion_words_known",
            ),
            models.UniqueConstraint(fields=["meeting", "nth"], name="motion_nth_once"),
        )

    def __str__(self) -> str:
        return f"motion {self.id}"

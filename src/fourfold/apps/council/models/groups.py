"""Places in working groups. Nobody is named: a place says what it brings, and who sends it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.council.states.groups import Background
from fourfold.apps.council.states.reports import FourP
from fourfold.security.ids import LENGTH, new_id


class GroupPlace(models.Model):
    """
    A place in a working group. organization: its code in the pack, "" for a survivor's place.

    until_on: the last day, None while it is filled. taken_back_at: it was written by mistake.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    group = models.CharField(max_length=120)
    background = models.CharField(max_length=12)
    four_p = models.CharField(max_length=20)
    organization = models.CharField(max_length=40, default="", blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "group", "background", "four_p", "organization"), "internal"),
        **dict.fromkeys(("from_on", "until_on", "taken_back_at"), "internal"),
        **dict.fromkeys(("once", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(background__in=[each.value for each in Background])
                & Q(four_p__in=[each.value for each in FourP]),
                name="group_place_words_known",
            ),
            models.CheckConstraint(
                condition=Q(background=Background.SURVIVOR.value, organization="")
                | (~Q(background=Background.SURVIVOR.value) & ~Q(organization="")),
                name="group_place_of_a_survivor_names_nobody",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="group_place_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"group place {self.id}"

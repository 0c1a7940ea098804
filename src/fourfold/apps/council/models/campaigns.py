"""Campaigns: whom each is for, whom it reached by kind of count, and what was asked twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.council.models.budget import BudgetLine
from fourfold.apps.council.states.campaigns import CampaignState
from fourfold.apps.council.states.communication import ReachUnit
from fourfold.apps.council.states.reports import FourP
from fourfold.security.ids import LENGTH, new_id


class Campaign(models.Model):
    """
    A campaign. owner: code of a seat. line: of the budget, None for none. indicator: a published
    one that it is about, "" for none. steps: ids of steps of the communication plan that belong
    to it. why: why it was dropped, "" otherwise.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    aim = models.TextField(max_length=1000)
    four_p = models.CharField(max_length=20)
    audience = models.CharField(max_length=120)
    owner = models.CharField(max_length=40)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    line = models.ForeignKey(
        BudgetLine, on_delete=models.PROTECT, related_name="campaigns", null=True
    )
    indicator = models.CharField(max_length=80, default="", blank=True)
    steps = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=CampaignState.PLANNED.value)
    why = models.CharField(max_length=300, default="", blank=True)
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "name", "aim", "four_p", "audience", "owner"), "internal"),
        **dict.fromkeys(("from_on", "until_on", "line", "indicator", "steps"), "internal"),
        **dict.fromkeys(("state", "why", "version", "once", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(four_p__in=[each.value for each in FourP])
                & Q(state__in=[each.value for each in CampaignState]),
                name="campaign_words_known",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="campaign_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state=CampaignState.DROPPED.value) | ~Q(why=""),
                name="campaign_dropped_with_why",
            ),
        )

    def __str__(self) -> str:
        return f"campaign {self.id}"


class CampaignReach(models.Model):
    """A count that the campaign itself has: how many of what, until when, and who says so."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="reached")
    unit = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=160)
    on = models.DateField()
    source = models.CharField(max_length=200)
    struck_why = models.CharField(max_length=300, default="", blank=True)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("id", "campaign", "unit", "number", "what", "on", "source", "struck_why"),
            *("once", "made_at", "made_by"),
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(unit__in=[each.value for each in ReachUnit]) & ~Q(source=""),
                name="campaign_reach_known",
            ),
        )

    def __str__(self) -> str:
        return f"campaign reach {self.id}"


class CampaignMeasure(models.Model):
    """
    A question asked before and after, of different people: how many said yes, of how many.

    struck_why: why it counts no longer, "" while it does.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="measures")
    question = models.CharField(max_length=200)
    before_on = models.DateField()
    before_yes = models.PositiveIntegerField()
    before_n = models.PositiveIntegerField()
    after_on = models.DateField()
    after_yes = models.PositiveIntegerField()
    after_n = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    struck_why = models.CharField(max_length=300, default="", blank=True)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("id", "campaign", "question", "before_on", "before_yes", "before_n"),
            *("after_on", "after_yes", "after_n", "source", "struck_why"),
            *("once", "made_at", "made_by"),
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(before_yes__lte=F("before_n")) & Q(after_yes__lte=F("after_n")),
                name="campaign_measure_yes_of_all",
            ),
            models.CheckConstraint(
                condition=Q(after_on__gt=F("before_on")) & ~Q(source=""),
                name="campaign_measure_after_follows_before",
            ),
        )

    def __str__(self) -> str:
        return f"campaign measure {self.id}"

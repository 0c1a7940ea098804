"""Report cards: what a program does, how well, and whether anyone is better off; in versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.council.states.cards import CardState
from fourfold.apps.council.states.reports import FourP
from fourfold.security.ids import LENGTH, new_id


class ReportCard(models.Model):
    """
    One version of the report card of a program.

    code: of the program, in its address. nth: 1 for the first. owner: code of a seat.
    budget_line: code of a line of the budget, "" for none. measures: as rules.cards reads them.
    actions: ids of actions of the plan that come next. writers: accounts that wrote in it; none of
    them lets it out.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    code = models.CharField(max_length=40)
    nth = models.PositiveIntegerField()
    program = models.CharField(max_length=120)
    four_p = models.CharField(max_length=20)
    owner = models.CharField(max_length=40)
    serves = models.CharField(max_length=300)
    budget_line = models.CharField(max_length=20, default="")
    story = models.TextField(max_length=2000)
    partners = models.TextField(max_length=1000, default="")
    works = models.TextField(max_length=2000, default="")
    measures = models.JSONField(default=list)
    actions = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=CardState.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    writers = models.JSONField(default=list)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "code", "nth", "program", "four_p", "owner", "serves"), "open"),
        **dict.fromkeys(("budget_line", "story", "partners", "works", "measures"), "open"),
        **dict.fromkeys(("actions", "state"), "open"),
        **dict.fromkeys(("version", "once", "made_at", "made_by", "writers"), "internal"),
        **dict.fromkeys(("closed_at", "closed_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in CardState])
                & Q(four_p__in=[each.value for each in FourP]),
                name="report_card_words_known",
            ),
            models.CheckConstraint(
                condition=Q(state=CardState.DRAFT.value, closed_at=None, closed_by="")
                | (~Q(state=CardState.DRAFT.value) & Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="report_card_closed_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state=CardState.PUBLISHED.value) | ~Q(closed_by=F("made_by")),
                name="report_card_second_person",
            ),
            models.UniqueConstraint(fields=["code", "nth"], name="report_card_nth_once"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(state=CardState.DRAFT.value),
                name="report_card_one_draft",
            ),
        )

    def __str__(self) -> str:
        return f"report card {self.id}"

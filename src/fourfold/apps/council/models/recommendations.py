"""Recommendations, what members said of them, votes by seat, and what became of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.council.models.motions import Motion
from fourfold.apps.council.states.reports import FourP
from fourfold.apps.council.states.votes import Category, Choice, Fate, Outcome, Stage, Way
from fourfold.security.ids import LENGTH, new_id


class Recommendation(models.Model):
    """
    A recommendation. code: R, the year, a number; also its public address.

    four_p, statutes, sections: lists of texts. is_printed: it was taken over from a printed
    document, which says only who opposed and who abstained (opposed_by, abstained: codes of
    organizations), and not how each seat voted. sources: of that document.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    code = models.CharField(max_length=20, unique=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=20)
    text = models.TextField(max_length=2000)
    four_p = models.JSONField(default=list)
    statutes = models.JSONField(default=list)
    sections = models.JSONField(default=list)
    stage = models.CharField(max_length=12, default=Stage.DRAFT.value)
    is_printed = models.BooleanField(default=False)
    opposed_by = models.JSONField(default=list)
    abstained = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "code", "year", "number", "category", "text", "four_p"), "open"),
        **dict.fromkeys(("statutes", "sections", "stage", "is_printed"), "open"),
        **dict.fromkeys(("opposed_by", "abstained", "sources"), "open"),
        **dict.fromkeys(("version", "once", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(category__in=[each.value for each in Category])
                & Q(stage__in=[each.value for each in Stage]),
                name="recommendation_words_known",
            ),
            models.UniqueConstraint(
                fields=["year", "category", "number"], name="recommendation_number_once"
            ),
        )

    def __str__(self) -> str:
        return f"recommendation {self.id}"

    @property
    def first_p(self) -> str:
        """The P it is shown under, "" for none."""
        return next((each for each in self.four_p if each in set(FourP)), "")


class RecommendationComment(models.Model):
    """What somebody said of a recommendation. seat, agency: as they were that day, "" for staff."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="comments"
    )
    seat = models.CharField(max_length=40, default="")
    agency = models.CharField(max_length=200, default="")
    text = models.TextField(max_length=2000)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "recommendation", "seat", "agency", "text", "once", "made_at", "made_by"), "internal"
    )

    def __str__(self) -> str:
        return f"comment {self.id}"


class RecommendationVote(models.Model):
    """
    A vote on a recommendation by mail, or on a motion of a meeting.

    recommendation: None for a motion about something else. motion: None by mail, and for votes
    that were kept before motions were. taken_at: when the meeting voted; who was there then may
    vote. closes_at: a vote by mail from then on is late. held: the meeting, in words. result: where
    each seat stood when it closed, a list of seat, agency, name of the seat, stand and whether a
    designee spoke. rule: what a majority and the quorum were.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="votes", null=True
    )
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes", null=True)
    taken_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=8)
    held = models.CharField(max_length=200, default="")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, default="")
    outcome = models.CharField(max_length=12, default="", blank=True)
    result = models.JSONField(default=list)
    rule = models.JSONField(default=dict)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "recommendation", "way", "held", "opened_at", "closes_at"), "open"),
        **dict.fromkeys(("motion", "taken_at", "closed_at", "outcome", "result", "rule"), "open"),
        **dict.fromkeys(("opened_by", "closed_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(way=Way.MEETING.value, closes_at=None)
                | Q(way=Way.MAIL.value, closes_at__isnull=False),
                name="vote_by_mail_has_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="")
                | Q(closed_at__isnull=False, outcome__in=[each.value for each in Outcome]),
                name="vote_closed_with_outcome",
            ),
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(closed_at=None), name="vote_open_once"
            ),
            models.UniqueConstraint(
                fields=["motion"], condition=Q(closed_at=None), name="vote_on_motion_open_once"
            ),
            models.CheckConstraint(
                condition=Q(recommendation__isnull=False) | Q(motion__isnull=False),
                name="vote_is_about_something",
            ),
            models.CheckConstraint(
                condition=Q(motion=None, taken_at=None)
                | Q(motion__isnull=False, taken_at__isnull=False, way=Way.MEETING.value),
                name="vote_on_motion_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return f"vote {self.id}"


class VoteEntry(models.Model):
    """
    One vote of a seat, never changed: a change of mind is the next entry. agency: as it was then.

    is_designee: a designee spoke for the seat. why: the reason the voter wants printed. is_late: it
    came after the deadline; it is kept, and counts nowhere.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    vote = models.ForeignKey(RecommendationVote, on_delete=models.PROTECT, related_name="entries")
    seat = models.CharField(max_length=40)
    nth = models.PositiveIntegerField()
    agency = models.CharField(max_length=200)
    is_designee = models.BooleanField(default=False)
    is_late = models.BooleanField(default=False)
    choice = models.CharField(max_length=8)
    why = models.CharField(max_length=500, default="")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "vote", "seat", "nth", "agency", "choice", "why"), "open"),
        **dict.fromkeys(("is_designee", "is_late", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(choice__in=[each.value for each in Choice]), name="vote_choice_known"
            ),
            models.UniqueConstraint(fields=["vote", "seat", "nth"], name="vote_entry_nth_once"),
        )

    def __str__(self) -> str:
        return f"vote entry {self.id}"


class RecommendationFate(models.Model):
    """What became of a recommendation. evidence: where it can be read. on: None if not known."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="fates"
    )
    kind = models.CharField(max_length=12)
    on = models.DateField(null=True)
    words = models.CharField(max_length=500)
    evidence = models.CharField(max_length=300)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "recommendation", "kind", "on", "words", "evidence"), "open"),
        **dict.fromkeys(("once", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in Fate]), name="fate_kind_known"
            ),
        )

    def __str__(self) -> str:
        return f"fate {self.id}"

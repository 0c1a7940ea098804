"""Meetings of multidisciplinary teams, who came, the review of each case, and what was agreed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.cases.models.cases import Case
from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.apps.cases.states.teams import (
    RESULTS,
    TRACKS,
    ActionState,
    Came,
    MeetingState,
    ReviewState,
)
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import KeptWith
from fourfold.security.keys import SealedDate, SealedText
from fourfold.security.models.agencies import CODE


class TeamMeeting(models.Model):
    """
    One meeting of a team. It says nothing of a person served, so it is no record of theirs.

    team: code of the pack. place: code of a center of the pack, VIDEO, or blank while it is open.
    version: counts the changes, so that of two coordinators nobody overwrites the other.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    team = models.CharField(max_length=CODE)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=CODE, default="")
    state = models.CharField(max_length=10, default=MeetingState.PLANNED.value)
    planned_by = models.CharField(max_length=LENGTH)
    changed_by = models.CharField(max_length=LENGTH)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "team", "starts_at", "place", "state", "planned_by", "changed_by", "changed_at")
        + ("version",),
        "internal",
    )

    class Meta:
        indexes = (models.Index(fields=["team", "starts_at"], name="team_meeting_at"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in MeetingState]),
                name="team_meeting_has_a_state",
            ),
        )

    def __str__(self) -> str:
        return f"meeting {self.id}"


class TeamPresence(models.Model):
    """Whether one member was there, and for which discipline they sat at that time."""

    meeting = models.ForeignKey(TeamMeeting, on_delete=models.CASCADE, related_name="present")
    account = models.CharField(max_length=LENGTH)
    discipline = models.CharField(max_length=30)
    came = models.CharField(max_length=20, choices=[(each, each) for each in Came])

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "meeting", "account", "discipline", "came"), "internal"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "account"], name="team_presence_once"),
        )

    def __str__(self) -> str:
        return f"{self.came} at {self.meeting_id}"


class TeamReview(Owned):
    """
    The review of one case at one meeting.

    order: its place on the agenda, from 1. Each track is a code and a day and names no fact of the
    person: whether a discipline did its part. What came of it is sealed, each of its own class, and
    written by whoever keeps the case. told: what the team should know, in words.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reviews")
    meeting = models.ForeignKey(TeamMeeting, on_delete=models.PROTECT, related_name="reviews")
    team = models.CharField(max_length=CODE)
    order = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=ReviewState.ON_AGENDA.value)
    reviewed_at = models.DateTimeField(null=True)
    next_on = models.DateField(null=True)

    interview = models.CharField("forensic interview", max_length=20, default="")
    interview_on = models.DateField("day of the interview", null=True)
    medical = models.CharField("medical", max_length=20, default="")
    medical_on = models.DateField("day of the medical part", null=True)
    mental_health = models.CharField("mental health", max_length=20, default="")
    mental_health_on = models.DateField("day of the mental health part", null=True)
    advocacy = models.CharField("advocacy", max_length=20, default="")
    advocacy_on = models.DateField("day of the advocate’s part", null=True)
    investigation = models.CharField("investigation", max_length=20, default="")
    investigation_on = models.DateField("day of the investigation’s part", null=True)
    charges = models.CharField("charges", max_length=20, default="")
    charges_on = models.DateField("day of the charges", null=True)

    interview_result = SealedText("what the interview brought", max_length=40, null=True)
    medical_result = SealedText("what came of medical care", max_length=40, null=True)
    mental_health_result = SealedText("what came of mental health care", max_length=40, null=True)
    court_result = SealedText("how the prosecution ended", max_length=40, null=True)
    court_result_on = SealedDate("day it ended", null=True)
    told = SealedText("what the team should know", max_length=20_000, null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["case", "meeting", "team", "order", "state"], "internal"),
        **dict.fromkeys(["reviewed_at", "next_on"], "internal"),
        **dict.fromkeys([*TRACKS, *(f"{each}_on" for each in TRACKS)], "internal"),
        "interview_result": "personal",
        "told": "personal",
        "medical_result": "health",
        "mental_health_result": "health",
        "court_result": "exploiter",
        "court_result_on": "exploiter",
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        indexes = (models.Index(fields=["team", "state", "reviewed_at"], name="team_review_day"),)
        constraints = (
            models.UniqueConstraint(fields=["meeting", "case"], name="team_review_once_a_meeting"),
            models.CheckConstraint(
                condition=Q(state="REVIEWED", reviewed_at__isnull=False)
                | ~Q(state="REVIEWED") & Q(reviewed_at=None),
                name="team_review_state_and_moment",
            ),
        )

    def __str__(self) -> str:
        return f"review of {self.case_id}"

    def results_written(self) -> list[str]:
        """Return the names of results that stand here, not what they say."""
        return [each for each in RESULTS if getattr(self, each) is not None]


class TeamAction(Owned):
    """
    Something a team agreed to do for a person. what: a code. owner: an account of the team, or
    blank where the discipline as a whole owns it. due_on: the last day it is in time.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="team_actions")
    review = models.CharField(max_length=LENGTH)
    team = models.CharField(max_length=CODE)
    what = models.CharField(max_length=30)
    discipline = models.CharField(max_length=30)
    owner = models.CharField(max_length=LENGTH, default="")
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default=ActionState.OPEN.value)
    agreed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=LENGTH, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["case", "review", "team", "what", "discipline", "owner"], "internal"),
        **dict.fromkeys(["due_on", "state", "agreed_at", "ended_at", "ended_by"], "internal"),
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        indexes = (
            models.Index(fields=["owner", "state", "due_on"], name="team_action_of_owner"),
            models.Index(fields=["team", "state", "due_on"], name="team_action_of_team"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="OPEN", ended_at=None, ended_by="")
                | ~Q(state="OPEN") & Q(ended_at__isnull=False) & ~Q(ended_by=""),
                name="team_action_open_or_ended",
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} for {self.case_id}"

"""People in Training of Trainers: where they stand, how they came there, faculty meetings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.training.rules.trainers import HIGHEST, LOWEST
from fourfold.apps.training.states import Stage
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept
from fourfold.security.keys import SealedText
from fourfold.security.models.agencies import CODE

STAGES = [each.value for each in Stage]


class Trainer(models.Model):
    """
    One person on the way to teach, or who teaches.

    account: who signs in as this trainer, "" where nobody does. stage: where the last move that was
    not undone led. moved_on: the day of that move.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    agency = models.CharField(max_length=CODE)
    account = models.CharField(max_length=LENGTH, default="", blank=True, db_index=True)
    stage = models.CharField(max_length=24)
    joined_on = models.DateField()
    moved_on = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=LENGTH)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "agency", "account", "stage", "joined_on", "moved_on", "added_at", "added_by"),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(stage__in=STAGES), name="trainer_stage_known"),
            models.UniqueConstraint(
                fields=["account"], condition=~Q(account=""), name="trainer_of_one_account"
            ),
        )

    def __str__(self) -> str:
        return f"trainer {self.id}"


class TrainerName(models.Model):
    """
    A trainer's name and workplace, sealed. left_at: set when they leave; then the period runs.

    digest: keyed, of both, so that one person is on the list once.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    trainer = models.OneToOneField(Trainer, on_delete=models.PROTECT, related_name="who")
    whose = models.CharField(max_length=LENGTH)
    name = SealedText(max_length=120, person="whose")
    workplace = SealedText(max_length=120, person="whose")
    digest = models.CharField(max_length=64, unique=True)
    left_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "trainer", "left_at"), "internal"),
        **dict.fromkeys(("whose", "name", "workplace", "digest"), "personal"),
    }
    RETENTION: ClassVar[Kept] = Kept("TRAINER_NAME", since={"ENDED": "left_at"}, person="whose")

    def __str__(self) -> str:
        return f"name of {self.trainer_id}"


class TrainerMove(models.Model):
    """
    One step of a trainer. It is never changed; undone, it says so and by whom.

    nth: from 1. on: the day it happened. score: the observer's, 1 to 5, of a live teach-back only.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, related_name="moves")
    nth = models.PositiveSmallIntegerField()
    from_stage = models.CharField(max_length=24)
    to_stage = models.CharField(max_length=24)
    on = models.DateField()
    score = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=LENGTH)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=LENGTH, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("id", "trainer", "nth", "from_stage", "to_stage", "on", "score", "at", "by"),
            *("undone_at", "undone_by"),
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["trainer", "nth"], name="trainer_move_nth"),
            models.CheckConstraint(
                condition=Q(from_stage__in=STAGES, to_stage__in=STAGES),
                name="trainer_move_stages_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    to_stage=Stage.LIVE_TEACH_BACK.value, score__gte=LOWEST, score__lte=HIGHEST
                )
                | (~Q(to_stage=Stage.LIVE_TEACH_BACK.value) & Q(score=None)),
                name="trainer_move_score_of_a_live_teach_back",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by="")
                | (Q(undone_at__isnull=False) & ~Q(undone_by="")),
                name="trainer_move_undone_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"move {self.nth} of {self.trainer_id}"


class FacultyMeeting(models.Model):
    """A meeting of those who teach."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    agency = models.CharField(max_length=CODE)
    held_on = models.DateField()
    about = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=LENGTH)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "agency", "held_on", "about", "added_at", "added_by"), "internal"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(about=""), name="faculty_meeting_is_about"),
        )

    def __str__(self) -> str:
        return f"faculty meeting {self.id}"


class MeetingPresence(models.Model):
    """One trainer at one faculty meeting."""

    meeting = models.ForeignKey(FacultyMeeting, on_delete=models.CASCADE, related_name="present")
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, related_name="meetings")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "meeting", "trainer"), "internal"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "trainer"], name="meeting_presence_once"),
        )

    def __str__(self) -> str:
        return f"{self.trainer_id} at {self.meeting_id}"

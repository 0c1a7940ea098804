"""Sessions: one course on one day in one place, and who gives it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.training.models.trainers import Trainer
from fourfold.apps.training.states import Credit, Language, Sector
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.models.agencies import CODE


class Session(models.Model):
    """
    One session.

    course, town: codes of the pack. curriculum: the version taught, "" where not known. token: the
    end of the address where people sign in; it works around the session's time only. counts_only:
    a group of minors, of whom no name is ever kept. counted: heads in the room as the trainer
    counted them; null: not counted, then the confirmed lines of the list are the number.
    is_public: stands on the public calendar while it is to come. occasion: of the surveys it is
    tied to, "" for none; it ties answers to no name.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    agency = models.CharField(max_length=CODE)
    course = models.CharField(max_length=CODE)
    curriculum = models.CharField(max_length=20, default="", blank=True)
    language = models.CharField(max_length=10)
    sector = models.CharField(max_length=20)
    place = models.CharField(max_length=120)
    town = models.CharField(max_length=CODE)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    expected = models.PositiveSmallIntegerField(null=True, blank=True)
    credit = models.CharField(max_length=10, default="", blank=True)
    credit_hours = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    counts_only = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)
    counted = models.PositiveSmallIntegerField(null=True, blank=True)
    token = models.CharField(max_length=32, unique=True)
    occasion = models.CharField(max_length=LENGTH, default="", blank=True)
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=LENGTH)
    off_at = models.DateTimeField(null=True)
    off_by = models.CharField(max_length=LENGTH, default="")
    off_why = models.CharField(max_length=400, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("course", "language", "sector", "town", "starts_at", "ends_at"), "open"),
        **dict.fromkeys(
            (
                *("id", "agency", "curriculum", "place", "capacity", "expected", "credit"),
                *("credit_hours", "counts_only", "is_public", "counted", "token"),
                *("occasion", "planned_at", "planned_by", "off_at", "off_by", "off_why"),
            ),
            "internal",
        ),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(place=""), name="session_has_a_place"),
            models.CheckConstraint(
                condition=Q(language__in=[each.value for each in Language])
                & Q(sector__in=[each.value for each in Sector]),
                name="session_codes_known",
            ),
            models.CheckConstraint(
                condition=Q(credit="", credit_hours=None)
                | Q(credit__in=[each.value for each in Credit], credit_hours__gt=0),
                name="session_credit_with_its_hours",
            ),
            models.CheckConstraint(
                condition=Q(off_at=None, off_by="", off_why="")
                | (Q(off_at__isnull=False) & ~Q(off_by="") & ~Q(off_why="")),
                name="session_off_who_when_and_why",
            ),
            models.UniqueConstraint(
                fields=["course", "starts_at", "place", "town"],
                condition=Q(off_at=None),
                name="session_planned_once",
            ),
        )

    def __str__(self) -> str:
        return f"session {self.id}"


class SessionTrainer(models.Model):
    """One trainer of one session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="given_by")
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, related_name="gives")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "session", "trainer"), "internal"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["session", "trainer"], name="session_trainer_once"),
        )

    def __str__(self) -> str:
        return f"{self.trainer_id} gives {self.session_id}"

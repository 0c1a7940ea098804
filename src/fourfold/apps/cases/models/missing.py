"""The missing episode: when a person went missing, who was told, when they came back, and why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.cases.models.cases import Case
from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.apps.cases.states.missing import MissingState
from fourfold.security.ids import LENGTH
from fourfold.security.kept import KeptWith
from fourfold.security.keys import SealedText

MOMENTS = ("missing_at", "known_at", "police_at", "ncmec_at", "returned_at", "heard_at")
CODES = ("state", "police_number", "ncmec_number", "answers", "screening", "not_screened_why")


class MissingEpisode(Owned):
    """
    One time a person was missing.

    missing_at: when they were last seen, None if nobody knows; known_at: when the agency knew, from
    which its duties count. police_number, ncmec_number: the numbers those gave, or blank. answers:
    question to how it was answered, {} before anybody asked. screening: its id, or blank;
    not_screened_why: a code, or blank.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="missing_episodes")
    state = models.CharField(max_length=10, default=MissingState.MISSING.value)
    missing_at = models.DateTimeField(null=True)
    known_at = models.DateTimeField()
    police_at = models.DateTimeField(null=True)
    police_number = models.CharField(max_length=80, default="")
    ncmec_at = models.DateTimeField(null=True)
    ncmec_number = models.CharField(max_length=80, default="")
    returned_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict)
    screening = models.CharField(max_length=LENGTH, default="")
    not_screened_why = models.CharField(max_length=20, default="")

    missing_from = SealedText("missing from", max_length=500, null=True)
    last_seen = SealedText("last seen, and with what", max_length=20_000, null=True)
    found_where = SealedText("where they were found", max_length=500, null=True)
    why_left = SealedText("why they left", max_length=20_000, null=True)
    while_away = SealedText("what happened while away", max_length=200_000, null=True)
    with_whom = SealedText("with whom they were", max_length=20_000, null=True)
    what_helps = SealedText("what would help them stay", max_length=20_000, null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        "case": "internal",
        **dict.fromkeys(MOMENTS, "internal"),
        **dict.fromkeys(CODES, "internal"),
        **dict.fromkeys(["missing_from", "found_where"], "place"),
        **dict.fromkeys(["last_seen", "why_left", "while_away", "what_helps"], "personal"),
        "with_whom": "exploiter",
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        indexes = (
            models.Index(fields=["case", "known_at"], name="missing_of_case"),
            models.Index(fields=["state", "returned_at"], name="missing_returned"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="MISSING"), name="missing_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["MISSING", "MISTAKEN"], returned_at=None)
                | Q(state__in=["RETURNED", "FINISHED"], returned_at__isnull=False),
                name="missing_or_returned",
            ),
            models.CheckConstraint(
                condition=Q(police_number="") | Q(police_at__isnull=False),
                name="missing_police_number_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ncmec_number="") | Q(ncmec_at__isnull=False),
                name="missing_ncmec_number_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(missing_at=None) | Q(missing_at__lte=models.F("known_at")),
                name="missing_before_it_was_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="FINISHED")
                | Q(heard_at__isnull=False) & ~Q(screening="", not_screened_why=""),
                name="missing_finished_is_settled",
            ),
            models.CheckConstraint(
                condition=Q(screening="") | Q(not_screened_why=""),
                name="missing_screened_or_not",
            ),
        )

    def __str__(self) -> str:
        return f"missing episode {self.id}"

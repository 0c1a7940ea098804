"""The report: what somebody told the Careline."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.apps.cases.rules.reports import PERSONAL, PLACES
from fourfold.apps.cases.states.reports import LETTERS, Answer, ReportState
from fourfold.security.ids import LENGTH
from fourfold.security.kept import Kept
from fourfold.security.keys import SealedDate, SealedText

CODES = (
    *("state", "channel", "call_type", "region", "case", "version", "queue", "taken_by"),
    *("reporter_kind", "mandated", "danger", "why_not"),
    *("received_at", "changed_at", "closed_at", "taken_at"),
    *("suspected_at", "oral_at", "written_at"),
)


class Report(Owned):
    """
    One report, a record of its own: whoever sees a case does not see who reported it.

    All of the child is as told, checked by nobody. A field that is None was not told.
    channel, call_type, reporter_kind, region, why_not: codes. mandated, danger: YES, NO, UNKNOWN.
    suspected_at: since when the reporter suspects it; where they do not say, when the report came,
    the latest it can be. oral_at, written_at: when a mandated reporter's two reports were made.
    case: the id of the case it led to, or blank. about: the id of a known person it was found to be
    about, or blank.
    queue: where it lay before it was taken. Source of what is asked: C.G.S. 17a-101d.
    """

    state = models.CharField(max_length=14, default=ReportState.NEW.value)
    channel = models.CharField(max_length=20)
    call_type = models.CharField(max_length=20)
    region = models.CharField(max_length=60, default="")
    case = models.CharField(max_length=LENGTH, default="")
    about = models.CharField(max_length=LENGTH, default="")
    queue = models.CharField(max_length=60, default="")
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=LENGTH, default="")
    taken_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    why_not = models.CharField(max_length=20, default="")

    danger = models.CharField(max_length=8, default=Answer.UNKNOWN.value)
    reporter_kind = models.CharField(max_length=20, default="UNKNOWN")
    mandated = models.CharField(max_length=8, default=Answer.UNKNOWN.value)
    suspected_at = models.DateTimeField("suspected since")
    oral_at = models.DateTimeField("oral report made", null=True)
    written_at = models.DateTimeField("written report made", null=True)

    narrative = SealedText("what was told", max_length=LETTERS, null=True)
    child_given_name = SealedText("given name, as told", max_length=200, null=True)
    child_family_name = SealedText("family name, as told", max_length=200, null=True)
    child_name = SealedText("other names and looks", max_length=300, null=True)
    child_born_on = SealedDate("birth date, as told", null=True)
    child_age = SealedText("age, as told", max_length=60, null=True)
    child_gender = SealedText("gender, as told", max_length=60, null=True)
    child_languages = SealedText("languages", max_length=200, null=True)
    guardians = SealedText("parents or others responsible", max_length=2_000, null=True)
    others = SealedText("other children", max_length=2_000, null=True)
    happened_when = SealedText("when it happened", max_length=500, null=True)
    known_how = SealedText("how the reporter knows", max_length=2_000, null=True)
    before = SealedText("what happened before", max_length=2_000, null=True)
    done_so_far = SealedText("what was done to help", max_length=2_000, null=True)
    safe_contact = SealedText("how to reach the child safely", max_length=1_000, null=True)

    child_address = SealedText("home address", max_length=500, null=True)
    child_now = SealedText("where the child is now", max_length=500, null=True)
    child_school = SealedText("school", max_length=200, null=True)
    town = SealedText("town", max_length=60, null=True)
    happened_where = SealedText("where it happened", max_length=500, null=True)
    injuries = SealedText("injuries and health", max_length=4_000, null=True)
    suspect = SealedText("who may have caused it", max_length=2_000, null=True)

    reporter_name = SealedText("reporter's name", max_length=200, null=True)
    reporter_job = SealedText("reporter's work and agency", max_length=300, null=True)
    reporter_phone = SealedText("reporter's telephone", max_length=100, null=True)
    reporter_address = SealedText("reporter's address", max_length=500, null=True)
    reporter_contact = SealedText("how to reach the reporter safely", max_length=1_000, null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(CODES, "internal"),
        **dict.fromkeys(("about", *PERSONAL), "personal"),
        **dict.fromkeys(PLACES, "place"),
        "injuries": "health",
        "suspect": "exploiter",
    }
    RETENTION: ClassVar[Kept] = Kept(
        "REPORT",
        since={"MADE": "received_at", "CHANGED": "changed_at", "CLOSED": "closed_at"},
        person="person",
        outcome="state",
    )

    class Meta:
        indexes = (
            models.Index(fields=["agency", "state", "received_at"], name="report_by_state"),
            models.Index(fields=["agency", "call_type", "received_at"], name="report_by_call_type"),
            models.Index(fields=["agency", "channel", "received_at"], name="report_by_channel"),
            models.Index(fields=["taken_by", "state"], name="report_of_taker"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(taken_by="", taken_at=None)
                | ~Q(taken_by="") & Q(taken_at__isnull=False),
                name="report_taken_by_at",
            ),
            models.CheckConstraint(
                condition=Q(state="NEW", taken_by="") | ~Q(state="NEW") & ~Q(taken_by=""),
                name="report_new_or_taken",
            ),
            models.CheckConstraint(
                condition=Q(state="ACCEPTED") & ~Q(case="") | ~Q(state="ACCEPTED") & Q(case=""),
                name="report_accepted_has_case",
            ),
        )

    def __str__(self) -> str:
        return f"report {self.id}"

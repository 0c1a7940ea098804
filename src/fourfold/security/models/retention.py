"""What keeps a record from going, what was agreed to go, and what has gone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept, KeptWith

KIND = 30
"""The most letters of a record kind's code."""
KEY = 40
"""The most letters of a record's own key: an opaque id, or a UUID."""
CODE = 60
"""The most letters of a rule's code."""
PERSON = "PERSON"
"""The kind that stands for a whole person: each record of theirs is held."""


class Hold(models.Model):
    """
    A legal hold: while it stands, a person's records or one record never go.

    what, which: PERSON and the opaque person id, or a record kind and the record's id. why: a
    code of WHY_HELD. One person places it; to lift it takes one who asks and another who agrees.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    what = models.CharField(max_length=KIND)
    which = models.CharField(max_length=KEY)
    why = models.CharField(max_length=30)
    placed_by = models.CharField(max_length=LENGTH)
    placed_at = models.DateTimeField()
    lift_asked_by = models.CharField(max_length=LENGTH, default="")
    lift_asked_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=LENGTH, default="")
    lifted_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            "id",
            "what",
            "which",
            "why",
            "placed_by",
            "placed_at",
            "lift_asked_by",
            "lift_asked_at",
            "lifted_by",
            "lifted_at",
        ),
        "internal",
    )
    RETENTION: ClassVar[Kept] = Kept("HOLD", since={"ENDED": "lifted_at"})

    class Meta:
        indexes = (
            models.Index(
                fields=["what", "which"], condition=Q(lifted_at=None), name="hold_standing"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(which="") & ~Q(why="") & ~Q(placed_by=""),
                name="hold_says_what_and_who",
            ),
            models.CheckConstraint(
                condition=Q(lift_asked_by="", lift_asked_at=None)
                | ~Q(lift_asked_by="") & Q(lift_asked_at__isnull=False),
                name="hold_lift_asked_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by="", lifted_at=None)
                | ~Q(lifted_by="") & Q(lifted_at__isnull=False),
                name="hold_lifted_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by="") | ~Q(lift_asked_by="") & ~Q(lifted_by=F("lift_asked_by")),
                name="hold_two_people_lift",
            ),
        )

    def __str__(self) -> str:
        return f"hold {self.id}"


class KeptPreview(models.Model):
    """
    A list of what will go, kept so that a second person can agree to exactly this list.

    as_of: the moment it was made for. digest: 64 letters over every line. count: its lines.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    as_of = models.DateTimeField()
    digest = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    made_by = models.CharField(max_length=LENGTH)
    agreed_by = models.CharField(max_length=LENGTH, default="")
    agreed_at = models.DateTimeField(null=True)
    run_by = models.CharField(max_length=LENGTH, default="")
    run_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "as_of", "digest", "count", "made_by", "agreed_by", "agreed_at", "run_by", "run_at"),
        "internal",
    )
    RETENTION: ClassVar[Kept] = Kept("PREVIEW", since={"MADE": "as_of"})

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(made_by=""), name="preview_says_who"),
            models.CheckConstraint(
                condition=Q(agreed_by="", agreed_at=None)
                | ~Q(agreed_by="") & Q(agreed_at__isnull=False),
                name="preview_agreed_who_and_when",
            ),
            models.CheckConstraint(condition=~Q(agreed_by=F("made_by")), name="preview_two_people"),
            models.CheckConstraint(
                condition=Q(run_by="", run_at=None)
                | ~Q(run_by="") & Q(run_at__isnull=False) & ~Q(agreed_by=""),
                name="preview_run_only_if_agreed",
            ),
        )

    def __str__(self) -> str:
        return f"preview {self.id}"


class KeptLine(models.Model):
    """
    One line of a kept preview: a record, or one class of its fields, by opaque id.

    rule: the code of the schedule's row. along: how many records go with it. outcome: what
    became of it in the run: "" (not yet), GONE, or why it stayed.
    """

    preview = models.ForeignKey(KeptPreview, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=KIND)
    record = models.CharField(max_length=KEY)
    part = models.CharField(max_length=20)
    rule = models.CharField(max_length=CODE)
    due_on = models.DateField()
    along = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "preview", "kind", "record", "part", "rule", "due_on", "along", "outcome"),
        "internal",
    )
    RETENTION: ClassVar[KeptWith] = KeptWith("preview")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["preview", "kind", "record", "part"], name="preview_line_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.record} {self.part}"


class Tombstone(models.Model):
    """
    What is left of an erased record: that it was, and why it went. Nothing of what it said.

    kind, record: as in the schedule; PERSON for a person whose key was shredded. part: "record",
    a class of fields, or "key". rule: the schedule's row. digest: of the preview two people
    agreed to.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    kind = models.CharField(max_length=KIND)
    record = models.CharField(max_length=KEY)
    part = models.CharField(max_length=20)
    at = models.DateTimeField()
    rule = models.CharField(max_length=CODE)
    by = models.CharField(max_length=LENGTH)
    agreed_by = models.CharField(max_length=LENGTH)
    digest = models.CharField(max_length=64)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "kind", "record", "part", "at", "rule", "by", "agreed_by", "digest"), "internal"
    )
    RETENTION: ClassVar[Kept] = Kept("TOMBSTONE", since={"MADE": "at"})

    class Meta:
        indexes = (models.Index(fields=["kind", "record"], name="tombstone_of"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(by="") & ~Q(rule="") & ~Q(digest=""), name="tombstone_says_why_and_who"
            ),
        )

    def __str__(self) -> str:
        return f"tombstone of {self.kind} {self.record}"

"""Codebooks, what two people coded, what was settled, and quotes cleared to be printed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.apps.surveys.models.focus import FocusGroup
from fourfold.apps.surveys.models.marks import internal
from fourfold.apps.surveys.models.studies import Study
from fourfold.security.ids import LENGTH, new_id


class FocusBook(models.Model):
    """One version of a study's codebook; it never changes. codes: as rules.focus_codes.Code."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="focus_books")
    nth = models.PositiveSmallIntegerField()
    codes = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        "id", "study", "nth", "codes", "made_at", "made_by"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["study", "nth"], name="focus_book_version_once"),
        )

    def __str__(self) -> str:
        return f"codebook {self.nth} of {self.study_id}"


class FocusCoding(models.Model):
    """What one coder gave one turn; the row says that it was looked at. codes: may be none."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    group = models.ForeignKey(FocusGroup, on_delete=models.PROTECT, related_name="codings")
    account = models.CharField(max_length=80)
    turn = models.CharField(max_length=12)
    codes = models.JSONField(default=list)
    made_at = models.DateTimeField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        "id", "group", "account", "turn", "codes", "made_at"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "account", "turn"], name="focus_turn_coded_once"
            ),
        )

    def __str__(self) -> str:
        return f"coding {self.id}"


class FocusSettled(models.Model):
    """The result for one turn. settled_by: "" where both coders said the same."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    group = models.ForeignKey(FocusGroup, on_delete=models.PROTECT, related_name="settled")
    turn = models.CharField(max_length=12)
    codes = models.JSONField(default=list)
    settled_at = models.DateTimeField()
    settled_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        "id", "group", "turn", "codes", "settled_at", "settled_by"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "turn"], name="focus_turn_settled_once"),
        )

    def __str__(self) -> str:
        return f"settled {self.id}"


class ClearedQuote(models.Model):
    """
    A quote that two people cleared. It stays when the transcript goes; withdrawn, its words go.

    id: the quote's. words: "" once withdrawn.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, editable=False)
    group = models.ForeignKey(FocusGroup, on_delete=models.PROTECT, related_name="cleared")
    code = models.CharField(max_length=20)
    four_p = models.CharField(max_length=20)
    words = models.TextField(max_length=2000)
    cleared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "group", "code", "four_p", "words", "cleared_at"),
        *("withdrawn_at", "withdrawn_by"),
    )

    def __str__(self) -> str:
        return f"cleared quote {self.id}"

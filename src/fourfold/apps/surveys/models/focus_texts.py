"""What was said in a focus group: sealed with a key of its own, which goes with the last of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.surveys.models.focus import FocusGroup
from fourfold.apps.surveys.models.marks import internal
from fourfold.apps.surveys.states import QuoteState
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept, KeptWith
from fourfold.security.keys import SealedJSON, SealedText


class FocusFile(models.Model):
    """
    The sealed file of one focus group: transcripts, memos, quotes. The group's line stays.

    whose: the id under whose key all of it is sealed; it names nobody.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    group = models.OneToOneField(FocusGroup, on_delete=models.PROTECT, related_name="file")
    whose = models.CharField(max_length=LENGTH)
    made_at = models.DateTimeField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **internal("id", "group", "made_at"),
        "whose": "personal",
    }
    RETENTION: ClassVar[Kept] = Kept("FOCUS_FILE", since={"MADE": "made_at"}, person="whose")

    def __str__(self) -> str:
        return f"file of {self.group_id}"


class FocusTranscript(models.Model):
    """
    One version of a transcript; it never changes. turns: id, who, text and the id it replaced.

    next_turn: the number of the next new turn, so that an id is never given twice. why: what was
    corrected.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    file = models.ForeignKey(FocusFile, on_delete=models.CASCADE, related_name="transcripts")
    whose = models.CharField(max_length=LENGTH)
    nth = models.PositiveSmallIntegerField()
    turns = SealedJSON(person="whose", null=True)
    next_turn = models.PositiveIntegerField()
    why = SealedText(max_length=400, person="whose", null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **internal("id", "file", "nth", "next_turn", "made_at", "made_by"),
        **dict.fromkeys(("whose", "turns", "why"), "personal"),
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="file", person="whose")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["file", "nth"], name="focus_transcript_version_once"),
        )

    def __str__(self) -> str:
        return f"transcript {self.nth} of {self.file_id}"


class FocusMemo(models.Model):
    """A thought on a group, on a code in it, or why a difference was settled so. turn: or ""."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    file = models.ForeignKey(FocusFile, on_delete=models.CASCADE, related_name="memos")
    whose = models.CharField(max_length=LENGTH)
    code = models.CharField(max_length=20, default="")
    turn = models.CharField(max_length=12, default="")
    text = SealedText(max_length=4000, person="whose", null=True)
    once = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **internal("id", "file", "code", "turn", "once", "made_at", "made_by"),
        **dict.fromkeys(("whose", "text"), "personal"),
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="file", person="whose")

    def __str__(self) -> str:
        return f"memo {self.id}"


class FocusQuote(models.Model):
    """
    A quote somebody proposed. said: as in the transcript. words: as it would be printed.

    why: a refusal's or a withdrawal's reason.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    file = models.ForeignKey(FocusFile, on_delete=models.CASCADE, related_name="quotes")
    whose = models.CharField(max_length=LENGTH)
    turn = models.CharField(max_length=12)
    code = models.CharField(max_length=20)
    four_p = models.CharField(max_length=20)
    said = SealedText(max_length=20_000, person="whose", null=True)
    words = SealedText(max_length=2000, person="whose", null=True)
    why = SealedText(max_length=400, person="whose", null=True)
    state = models.CharField(max_length=10, default=QuoteState.PROPOSED.value)
    once = models.CharField(max_length=40, unique=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=80)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **internal("id", "file", "turn", "code", "four_p", "state", "once"),
        **internal("proposed_at", "proposed_by", "decided_at", "decided_by"),
        **dict.fromkeys(("whose", "said", "words", "why"), "personal"),
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="file", person="whose")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in QuoteState]),
                name="focus_quote_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=QuoteState.CLEARED.value)
                | ~Q(decided_by=models.F("proposed_by")),
                name="focus_quote_cleared_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"quote {self.id}"

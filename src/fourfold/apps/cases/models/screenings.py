"""The screening: a filled instrument, the result of a licensed one, or why there was none."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.cases.models.cases import Case
from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.apps.cases.states.screenings import ScreeningState
from fourfold.security.ids import LENGTH
from fourfold.security.kept import KeptWith
from fourfold.security.keys import SealedJSON, SealedText


class Screening(Owned):
    """
    One screening. It never sets a status by itself.

    instrument, edition: code and version of the pack; blank if none was done. made_by: who began
    it; asked_by: who asked, an account. language, alone, interpreter, occasion: codes, blank if
    not noted. result: "BAND_2" for the second band of the instrument, or blank. why_not: a code.
    corrects: the screening whose place this one takes, or blank. answers: item to answer and words.
    result_words: the result as a licensed form prints it, where the pack has no bands of it.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="screenings")
    state = models.CharField(max_length=10, default=ScreeningState.DRAFT.value)
    instrument = models.CharField(max_length=40, default="")
    edition = models.CharField(max_length=20, default="")
    occasion = models.CharField(max_length=12)
    made_by = models.CharField(max_length=LENGTH)
    made_at = models.DateTimeField()
    changed_by = models.CharField(max_length=LENGTH)
    changed_at = models.DateTimeField()
    asked_by = models.CharField(max_length=LENGTH)
    asked_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=30, default="")
    alone = models.CharField(max_length=12, default="")
    interpreter = models.CharField(max_length=12, default="")
    result = models.CharField(max_length=12, default="")
    why_not = models.CharField(max_length=20, default="")
    corrects = models.CharField(max_length=LENGTH, default="")

    answers = SealedJSON(null=True)
    result_words = SealedText(max_length=500, null=True)
    words = SealedText(max_length=200_000, null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["case", "state", "instrument", "edition", "occasion"], "internal"),
        **dict.fromkeys(["made_by", "made_at", "changed_by", "changed_at"], "internal"),
        **dict.fromkeys(["asked_by", "asked_on", "done_at", "language", "alone"], "internal"),
        **dict.fromkeys(["interpreter", "result", "why_not", "corrects"], "internal"),
        **dict.fromkeys(["answers", "result_words", "words"], "personal"),
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        indexes = (models.Index(fields=["case", "state"], name="screening_of_case"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="DONE") | Q(done_at__isnull=False) & ~Q(instrument=""),
                name="screening_done_with",
            ),
            models.CheckConstraint(
                condition=Q(state="NOT_DONE") & ~Q(why_not="")
                | ~Q(state="NOT_DONE") & Q(why_not=""),
                name="screening_not_done_why",
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=~Q(corrects=""), name="screening_corrected_once"
            ),
        )

    def __str__(self) -> str:
        return f"screening {self.id}"

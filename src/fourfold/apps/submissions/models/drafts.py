"""What an office was typing and has not sent yet."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.apps.submissions.models.calls import DataCall
from fourfold.apps.submissions.models.respondents import Respondent
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.keys import SealedJSON


class AnswerDraft(models.Model):
    """
    The fields of one office's form for one call, as typed. It goes when the answer is sent.

    Forms are made of counts, never of rows about a person; still they rest sealed, since an office
    may type what it should not. seal: the opaque id whose keys do it, shredded with the row. page:
    the key of the page that kept it last, so that two people who type the same answer are told of
    each other.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    call = models.ForeignKey(DataCall, on_delete=models.PROTECT, related_name="drafts")
    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="drafts")
    seal = models.CharField(max_length=LENGTH)
    told = SealedJSON(null=True, person="seal")
    page = models.CharField(max_length=LENGTH)
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "call", "respondent", "seal", "told", "page", "kept_at", "kept_by"), "internal"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["call", "respondent"], name="answer_draft_one"),
        )

    def __str__(self) -> str:
        return f"answer draft {self.id}"

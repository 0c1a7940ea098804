"""What somebody was typing and has not saved: kept sealed, for its writer alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.security.ids import LENGTH
from fourfold.security.kept import Kept
from fourfold.security.keys import SealedJSON


class Draft(Owned):
    """
    One form as it was typed. id: the form's own key. kind: which form. account: whose it is.

    case, about: ids of the case and the part it is about, or blank. told: field to text, or to
    texts where a field has several, as the form sends it.
    """

    kind = models.CharField(max_length=20)
    account = models.CharField(max_length=LENGTH)
    case = models.CharField(max_length=LENGTH, default="")
    about = models.CharField(max_length=LENGTH, default="")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    told = SealedJSON(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["kind", "account", "case", "about", "made_at", "changed_at"], "internal"),
        "told": "personal",
    }
    RETENTION: ClassVar[Kept] = Kept(
        "DRAFT", since={"MADE": "made_at", "CHANGED": "changed_at"}, person="person"
    )

    class Meta:
        indexes = (models.Index(fields=["account", "kind"], name="draft_of_account"),)

    def __str__(self) -> str:
        return f"draft {self.id}"

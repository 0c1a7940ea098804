"""What an evaluation came to, kept until its input changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.apps.surveys.models.marks import internal
from fourfold.apps.surveys.models.studies import Study
from fourfold.security.ids import LENGTH, new_id

DIGEST = 64
SCOPE = 80


class Evaluated(models.Model):
    """
    The last evaluation of a study: sums of its answers, small groups hidden, and no answer.

    scope: "" for all of the study, else the name of the events it is of (`rules.scopes`).
    digest: of everything it was worked out from; of any other input it shows nothing. found: as
    `analysis.evaluate.engine.said` says it. page: the same as HTML, drawn once.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="evaluated")
    scope = models.CharField(max_length=SCOPE, default="")
    digest = models.CharField(max_length=DIGEST)
    found = models.JSONField()
    page = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "study", "scope", "digest", "found", "page", "made_at", "made_by")
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["study", "scope"], name="survey_evaluated_once"),
        )

    def __str__(self) -> str:
        return f"evaluation {self.id}"

"""What somebody said of a question whose words changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.surveys.models.evaluation import DIGEST
from fourfold.apps.surveys.models.marks import internal
from fourfold.security.ids import LENGTH, new_id


class SameQuestion(models.Model):
    """
    Somebody's word that a question asks the same in other words. digest: of those very wordings.

    form: the form's code. why: in their words.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    form = models.CharField(max_length=80)
    question = models.CharField(max_length=200)
    digest = models.CharField(max_length=DIGEST)
    why = models.CharField(max_length=300)
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "form", "question", "digest", "why", "said_at", "said_by")
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["form", "question", "digest"], name="same_question_said_once"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="same_question_says_why"),
        )

    def __str__(self) -> str:
        return f"same question {self.id}"

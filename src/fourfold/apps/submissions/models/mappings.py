"""Which heading an office uses for which field: asked once, remembered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.security.models.agencies import CODE


class Mapping(models.Model):
    """
    One heading of one office for one dataset.

    heading: folded as the contract's check folds it. field: the contract's, or "": do not read it.
    """

    organization = models.CharField(max_length=CODE)  # a respondent's code
    dataset = models.CharField(max_length=40)
    heading = models.CharField(max_length=200)
    field = models.CharField(max_length=60, default="", blank=True)
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "organization", "dataset", "heading", "field", "said_at", "said_by"), "internal"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "dataset", "heading"], name="mapping_of_a_heading_once"
            ),
        )

    def __str__(self) -> str:
        return f"mapping {self.pk}"

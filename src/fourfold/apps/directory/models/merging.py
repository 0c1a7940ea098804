"""Two listings of one service become one, and can be parted again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.directory.models.listings import Listing
from fourfold.security.ids import LENGTH, new_id


class ListingMerge(models.Model):
    """
    `gone` was withdrawn in favor of `kept`.

    taken: fields that were empty in `kept`, filled from it. gone_state: how `gone` stood before.
    version: of `kept` after it, so that undo knows that nobody changed it since.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    kept = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="merged")
    taken = models.JSONField()
    gone_state = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    undone_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "kept", "gone", "taken", "gone_state", "version", "at", "by", "undone_at"),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(kept=F("gone")), name="directory_merge_of_two_listings"
            ),
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at=None), name="directory_gone_once"
            ),
        )

    def __str__(self) -> str:
        return f"merge {self.id}"

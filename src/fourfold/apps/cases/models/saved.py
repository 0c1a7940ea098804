"""Searches that people keep, for themselves or for their colleagues."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.models.agencies import CODE


class SavedSearch(models.Model):
    """
    The filters of a list under a name. It holds codes and days only, never typed words.

    page: the list it is of. address: its query, such as "state=OPEN&sort=-opened". shared: every
    colleague of the agency may use it; each sees only what is theirs to see.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    account = models.CharField(max_length=LENGTH)
    agency = models.CharField(max_length=CODE)
    page = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=400)
    shared = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "account", "agency", "page", "name", "address", "shared", "made_at"), "internal"
    )

    class Meta:
        indexes = (models.Index(fields=["agency", "page"], name="saved_search_of_agency"),)
        constraints = (
            models.UniqueConstraint(
                fields=["account", "page", "name"], name="saved_search_name_once"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="saved_search_has_a_name"),
        )

    def __str__(self) -> str:
        return f"search {self.id}"

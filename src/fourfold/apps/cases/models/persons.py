"""The person: whom the response is for. One person may have several cases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.security.kept import Kept
from fourfold.security.keys import BlindIndex, SealedDate, SealedJSON, SealedText


class Person(Owned):
    """
    What an agency knows of a person. `id` and `person` are the same opaque id.

    A field that is None was not asked; the codes REFUSED and UNKNOWN are answers. languages, race:
    codes. safe_contact: how, when and never how to reach the person. version: counts the changes.
    outcome, closed_at: OPEN, or CLOSED since the last of their cases ended.
    """

    PART_OF: ClassVar[str] = "person"

    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, default="OPEN")
    version = models.PositiveIntegerField(default=1)

    given_name = SealedText(max_length=200, null=True)
    family_name = SealedText(max_length=200, null=True)
    other_names = SealedJSON(null=True)
    born_on = SealedDate(null=True)
    gender = SealedText(max_length=40, null=True)
    race = SealedJSON(null=True)
    languages = SealedJSON(null=True)
    phone = SealedText(max_length=60, null=True)
    safe_contact = SealedJSON(null=True)
    street = SealedText(max_length=300, null=True)
    town = SealedText(max_length=60, null=True)
    school = SealedText(max_length=200, null=True)
    guardian = SealedText(max_length=500, null=True)

    family_name_index = BlindIndex(of="family_name")
    given_name_index = BlindIndex(of="given_name")
    phone_index = BlindIndex(of="phone")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["made_at", "changed_at", "closed_at", "outcome", "version"], "internal"),
        **dict.fromkeys(
            ["given_name", "family_name", "other_names", "born_on", "gender", "race", "languages"]
            + ["phone", "safe_contact", "guardian"]
            + ["family_name_index", "given_name_index", "phone_index"],
            "personal",
        ),
        **dict.fromkeys(["street", "town", "school"], "place"),
    }
    RETENTION: ClassVar[Kept] = Kept(
        "PERSON",
        since={"MADE": "made_at", "CHANGED": "changed_at", "CLOSED": "closed_at"},
        person="person",
        outcome="outcome",
    )

    class Meta:
        indexes = (
            models.Index(fields=["agency", "family_name_index"], name="person_family_name"),
            models.Index(fields=["agency", "given_name_index"], name="person_given_name"),
            models.Index(fields=["agency", "phone_index"], name="person_phone"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(id=models.F("person")), name="person_is_itself"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="OPEN", closed_at=None)
                | models.Q(outcome="CLOSED", closed_at__isnull=False),
                name="person_open_or_ended",
            ),
        )

    def __str__(self) -> str:
        return f"person {self.id}"

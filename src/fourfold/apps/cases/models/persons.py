"""The person: whom the response is for. One person may have several cases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.apps.cases.rules.lookup import Known
from fourfold.security.ids import LENGTH
from fourfold.security.kept import Kept, KeptWith
from fourfold.security.keys import Digest, SealedDate, SealedJSON, SealedText


class Person(Owned):
    """
    What an agency knows of a person. `id` and `person` are the same opaque id.

    A field that is None has no value; `unanswered` says why: field to REFUSED or UNKNOWN, and not
    asked where it says nothing. other_names: a list of names. gender, race, languages: codes.
    safe_contact: `channels` (codes), `hours` and `never` (words). version: counts the changes.
    outcome, closed_at: OPEN, or CLOSED since the last of their cases ended.
    Written by `actions.facts` alone, which keeps the history and the marks.
    """

    PART_OF: ClassVar[str] = "person"

    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, default="OPEN")
    version = models.PositiveIntegerField(default=1)

    given_name = SealedText(_("Given name"), max_length=200, null=True)
    family_name = SealedText(_("Family name"), max_length=200, null=True)
    other_names = SealedJSON(_("Other names"), null=True)
    born_on = SealedDate(_("Date of birth"), null=True)
    gender = SealedText(_("Gender"), max_length=40, null=True)
    race = SealedJSON(_("Race and ethnicity"), null=True)
    languages = SealedJSON(_("Languages"), null=True)
    phone = SealedText(_("Telephone"), max_length=60, null=True)
    safe_contact = SealedJSON(_("Safe contact"), null=True)
    street = SealedText(_("Street"), max_length=300, null=True)
    town = SealedText(_("Town"), max_length=60, null=True)
    school = SealedText(_("School"), max_length=200, null=True)
    guardian = SealedText(_("Parent or guardian"), max_length=500, null=True)
    unanswered = SealedJSON(null=True)

    TOLD_ALONE: ClassVar[tuple[str, ...]] = (
        *("given_name", "family_name", "other_names", "born_on", "gender", "race", "languages"),
        *("phone", "safe_contact", "guardian", "street", "town", "school"),
    )
    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["made_at", "changed_at", "closed_at", "outcome", "version"], "internal"),
        **dict.fromkeys(
            ["given_name", "family_name", "other_names", "born_on", "gender", "race", "languages"]
            + ["phone", "safe_contact", "guardian", "unanswered"],
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

    def known(self) -> Known:
        """Return what is compared of this person, opened inside the house."""
        return Known(
            given=self.given_name or "",
            family=self.family_name or "",
            others=tuple(self.other_names or ()),
            born_on=self.born_on,
            phone=self.phone or "",
        )


class PersonMark(models.Model):
    """
    What a person is found by: a digest of two attributes together, such as how a given name sounds
    and the day of birth (rules.lookup). No digest stands for one attribute alone.
    """

    of = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="marks")
    digest = Digest()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "of": "personal",
        "digest": "personal",
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="of")

    class Meta:
        indexes = (models.Index(fields=["digest", "of"], name="person_mark"),)

    def __str__(self) -> str:
        return f"a mark of {self.of_id}"


class PersonEntry(Owned):
    """
    Who entered one field of a person, and when; what was entered is not repeated.

    field: the column. via: the case or report it was entered through, or blank.
    """

    PART_OF: ClassVar[str] = "person"

    record = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="entries")
    field = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.CharField(max_length=LENGTH)
    via = models.CharField(max_length=LENGTH, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["record", "field", "at", "by", "via"], "internal"),
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="record", person="person")

    class Meta:
        indexes = (models.Index(fields=["record", "field", "at"], name="person_entry_at"),)

    def __str__(self) -> str:
        return f"{self.field} of {self.record_id}"

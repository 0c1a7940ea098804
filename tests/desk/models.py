"""A made-up record about a person, with forty sealed columns, for tests of the security floor."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.keys import BlindIndex, SealedDate, SealedJSON, SealedText


def line() -> SealedText:
    return SealedText(max_length=200, null=True)


def page() -> SealedText:
    return SealedText(max_length=2_000_000, null=True)


class Folder(models.Model):
    """
    What one agency keeps of one person. Every column is sealed that is not needed to find the row.

    holder: the account that was told the counselor's notes in confidence.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    agency = models.CharField(max_length=60)
    person = models.CharField(max_length=LENGTH)
    holder = models.CharField(max_length=LENGTH, default="")
    state = models.CharField(max_length=20, default="OPEN")

    given_name = line()
    family_name = line()
    other_names = SealedJSON(null=True)
    born_on = SealedDate(null=True)
    phone = line()
    email = line()
    languages = line()
    gender = line()
    race = line()
    immigration = line()
    guardian_name = line()
    guardian_phone = line()
    safe_contact = line()
    report_text = page()
    narrative = page()
    services_note = page()
    risk_note = page()
    street = line()
    town = line()
    postal_code = line()
    shelter = line()
    school = line()
    workplace = line()
    last_seen = line()
    health_note = page()
    injuries = line()
    medication = line()
    pregnancy = line()
    mental_health_note = page()
    exploiter_name = line()
    exploiter_alias = line()
    exploiter_phone = line()
    exploiter_street = line()
    exploiter_vehicle = line()
    sud_program = line()
    sud_note = page()
    cji_number = line()
    cji_note = page()
    counselor_note = SealedText(max_length=20_000, null=True, holder="holder")
    counselor_plan = SealedText(max_length=20_000, null=True, holder="holder")

    family_name_index = BlindIndex(of="family_name")

    PERSONAL: ClassVar[str] = (
        "person given_name family_name other_names born_on phone email languages gender race "
        "immigration guardian_name guardian_phone safe_contact report_text narrative services_note "
        "risk_note family_name_index"
    )
    PLACE: ClassVar[str] = "street town postal_code shelter school workplace last_seen"
    HEALTH: ClassVar[str] = "health_note injuries medication pregnancy mental_health_note"
    EXPLOITER: ClassVar[str] = (
        "exploiter_name exploiter_alias exploiter_phone exploiter_street exploiter_vehicle"
    )
    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(["id", "agency", "holder", "state"], "internal"),
        **dict.fromkeys(PERSONAL.split(), "personal"),
        **dict.fromkeys(PLACE.split(), "place"),
        **dict.fromkeys(HEALTH.split(), "health"),
        **dict.fromkeys(EXPLOITER.split(), "exploiter"),
        **dict.fromkeys(["sud_program", "sud_note"], "sud"),
        **dict.fromkeys(["cji_number", "cji_note"], "cji"),
        **dict.fromkeys(["counselor_note", "counselor_plan"], "privileged"),
    }

    class Meta:
        indexes = (models.Index(fields=["agency", "family_name_index"], name="folder_family_name"),)

    def __str__(self) -> str:
        return f"folder {self.id}"

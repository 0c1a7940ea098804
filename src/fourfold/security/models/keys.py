"""What the database knows of the keys that seal it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.keys import SealedBytes


class KeyCheck(models.Model):
    """
    The fingerprint of one key outside the database, so that a wrong key file is found at start.

    name: "audit", "index", "address", "token", "master-" and a version, or "store": the key store.
    """

    name = models.CharField(primary_key=True, max_length=40)
    fingerprint = models.CharField(max_length=64)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {"name": "internal", "fingerprint": "internal"}

    def __str__(self) -> str:
        return f"fingerprint of {self.name}"


class AgencyKey(models.Model):
    """
    Which version of an agency's key seals what is written now. The keys are in the key store.

    agency: its code.
    """

    agency = models.CharField(primary_key=True, max_length=60)
    version = models.PositiveIntegerField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {"agency": "internal", "version": "internal"}

    class Meta:
        constraints = (
            models.CheckConstraint(
                # two bytes in what is sealed
                condition=models.Q(version__gte=1, version__lte=65_535),
                name="agency_key_version_fits",
            ),
        )

    def __str__(self) -> str:
        return f"key {self.version} of agency {self.agency}"


class Shredding(models.Model):
    """
    A person whose keys are to be shredded as soon as the transaction is kept. The row goes when it
    is done; one that stays was stopped in between, and `fourfold keys finish` does it.
    """

    person = models.CharField(primary_key=True, max_length=LENGTH)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {"person": "internal"}

    def __str__(self) -> str:
        return f"shredding of person {self.person}"


class KeyRotation(models.Model):
    """
    One rotation of an agency's key. done_at: empty until every row is sealed with the version.
    """

    agency = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    by = models.CharField(max_length=80)
    from_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "agency", "version", "by", "from_at", "done_at"), "internal"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["agency"],
                condition=models.Q(done_at=None),
                name="one_unfinished_rotation_an_agency",
            ),
        )

    def __str__(self) -> str:
        return f"rotation of agency {self.agency} to {self.version}"


class SealedFile(models.Model):
    """
    A sealed file about a person, kept on the disk under its id. key: the file's own. size: bytes.

    What the file is called, and whose record it belongs to, is in the table that points here.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    person = models.CharField(max_length=LENGTH)
    key = SealedBytes(max_length=32)
    size = models.PositiveBigIntegerField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "person": "internal",
        "key": "internal",
        "size": "internal",
    }

    def __str__(self) -> str:
        return f"file {self.id}"

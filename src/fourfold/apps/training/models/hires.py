"""What places attest of those they hired. Counts and the place; nobody's name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.models.agencies import CODE


class HireAttestation(models.Model):
    """
    One place on one day: how many it hired since the day it attested last, and how many trained.

    key: the place's name without capitals, so that one place and day stands once.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    agency = models.CharField(max_length=CODE)
    place = models.CharField(max_length=120)
    key = models.CharField(max_length=360)
    town = models.CharField(max_length=CODE)
    attested_on = models.DateField()
    hired = models.PositiveSmallIntegerField()
    trained = models.PositiveSmallIntegerField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=LENGTH)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("id", "agency", "place", "key", "town", "attested_on", "hired", "trained"),
            *("noted_at", "noted_by"),
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(place=""), name="hires_of_a_place"),
            models.CheckConstraint(
                condition=Q(trained__lte=F("hired")), name="hires_trained_at_most_all"
            ),
            models.UniqueConstraint(
                fields=["key", "town", "attested_on"], name="hires_attested_once"
            ),
        )

    def __str__(self) -> str:
        return f"attestation {self.id}"

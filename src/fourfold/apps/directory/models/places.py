"""Where help is given. The address of a confidential place stands alone, sealed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.directory.models.listings import Listing, Organization
from fourfold.apps.directory.rules.ids import LENGTH, new_uuid
from fourfold.security.ids import LENGTH as OPAQUE
from fourfold.security.kept import Kept
from fourfold.security.keys import SealedText


class Place(models.Model):
    """
    A place. region: the area people are told. A confidential place has nothing but the area here.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_uuid, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="places")
    name = models.CharField(max_length=200, default="", blank=True)
    is_confidential = models.BooleanField()
    street = models.CharField(max_length=200, default="", blank=True)
    town = models.CharField(max_length=40, default="", blank=True)
    postal_code = models.CharField(max_length=10, default="", blank=True)
    region = models.CharField(max_length=40, default="", blank=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("id", "organization", "name", "is_confidential"),
            *("street", "town", "postal_code", "region"),
        ),
        "open",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(is_confidential=False) | Q(name="", street="", town="", postal_code=""),
                name="directory_confidential_says_area_only",
            ),
        )

    def __str__(self) -> str:
        return f"place {self.id}"


class PlaceAddress(models.Model):
    """
    Where a confidential place is, sealed; None once its period is over.

    ended_at: since when nothing is offered there.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_uuid, editable=False)
    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="address")
    whose = models.CharField(max_length=OPAQUE)
    address = SealedText(max_length=400, person="whose", null=True)
    ended_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "place", "whose", "ended_at"), "internal"),
        "address": "place",
    }
    RETENTION: ClassVar[Kept] = Kept("PLACE_ADDRESS", since={"CLOSED": "ended_at"}, person="whose")

    def __str__(self) -> str:
        return f"address of {self.place_id}"


class ListingPlace(models.Model):
    """A listing is offered at a place (HSDS: service at location)."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_uuid, editable=False)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="at_places")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="offers")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(("id", "listing", "place"), "open")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["listing", "place"], name="directory_at_place_once"),
        )

    def __str__(self) -> str:
        return f"{self.listing_id} at {self.place_id}"

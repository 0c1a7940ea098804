"""Organizations and their listings (an HSDS service), with codes, telephones, hours and changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.directory.rules.ids import LENGTH, new_uuid
from fourfold.apps.directory.states import CodeKind, ListingState, Reach


class Organization(models.Model):
    """Who offers help. code: of the pack's organizations, "" if it is not there."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_uuid, editable=False)
    code = models.CharField(max_length=40, default="", blank=True)
    name = models.CharField(max_length=200)
    other_name = models.CharField(max_length=200, default="", blank=True)
    about = models.TextField(max_length=1000, default="", blank=True)
    website = models.CharField(max_length=300, default="", blank=True)
    email = models.CharField(max_length=200, default="", blank=True)
    source = models.CharField(max_length=200, default="", blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "code", "name", "other_name", "about", "website", "email"), "open"),
        **dict.fromkeys(("source",), "open"),
        **dict.fromkeys(("made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="directory_organization_once"
            ),
        )

    def __str__(self) -> str:
        return f"organization {self.id}"


class Listing(models.Model):
    """
    One service of an organization. Empty is unknown.

    from_age, until_age: whole years, the second excluded. assured_on: the day it was last checked
    with the organization. capacity_…: how many of a unit were free at a moment. version: rises
    with each change. changed_at: what "modified after" asks for.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_uuid, editable=False)
    code = models.CharField(max_length=80, default="", blank=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="listings"
    )
    name = models.CharField(max_length=200)
    description = models.TextField(max_length=2000, default="", blank=True)
    url = models.CharField(max_length=300, default="", blank=True)
    email = models.CharField(max_length=200, default="", blank=True)
    from_age = models.PositiveSmallIntegerField(null=True)
    until_age = models.PositiveSmallIntegerField(null=True)
    eligibility = models.CharField(max_length=500, default="", blank=True)
    cost = models.CharField(max_length=300, default="", blank=True)
    accessibility = models.CharField(max_length=500, default="", blank=True)
    reach = models.CharField(max_length=10, default="", blank=True)
    capacity_unit = models.CharField(max_length=40, default="", blank=True)
    capacity_free = models.PositiveIntegerField(null=True)
    capacity_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default=ListingState.DRAFT.value)
    assured_on = models.DateField(null=True)
    source = models.CharField(max_length=200, default="", blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "code", "organization", "name", "description", "url"), "open"),
        **dict.fromkeys(("email", "from_age", "until_age", "eligibility", "cost"), "open"),
        **dict.fromkeys(("accessibility", "reach", "capacity_unit", "capacity_free"), "open"),
        **dict.fromkeys(("capacity_at", "state", "assured_on", "source", "changed_at"), "open"),
        **dict.fromkeys(("version", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="directory_listing_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in ListingState])
                & Q(reach__in=[each.value for each in Reach]),
                name="directory_listing_codes_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=ListingState.LISTED.value) | Q(assured_on__isnull=False),
                name="directory_listed_was_checked",
            ),
            models.CheckConstraint(
                condition=Q(from_age=None) | Q(until_age=None) | Q(until_age__gt=F("from_age")),
                name="directory_listing_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(capacity_free=None, capacity_at=None)
                | (
                    Q(capacity_free__isnull=False, capacity_at__isnull=False) & ~Q(capacity_unit="")
                ),
                name="directory_capacity_whole",
            ),
        )

    def __str__(self) -> str:
        return f"listing {self.id}"


class ListingCode(models.Model):
    """A kind of help, a language, a town or a region of a listing, as the pack's code."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="codes")
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=40, db_index=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "listing", "kind", "code"), "open"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["listing", "kind", "code"], name="directory_listing_code_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in CodeKind]),
                name="directory_code_kind_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code} of {self.listing_id}"


class ListingPhone(models.Model):
    """A telephone number of a listing, as printed, and what it is for."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="phones")
    nth = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60)
    what = models.CharField(max_length=100, default="", blank=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "listing", "nth", "number", "what"), "open"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["listing", "nth"], name="directory_phone_nth"),
        )

    def __str__(self) -> str:
        return f"telephone {self.nth} of {self.listing_id}"


class ListingHours(models.Model):
    """When it is open: a weekly rule of RFC 5545; closes_at 00:00 is midnight."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="hours")
    nth = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=60)
    opens_at = models.TimeField()
    closes_at = models.TimeField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "listing", "nth", "rule", "opens_at", "closes_at"), "open"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["listing", "nth"], name="directory_hours_nth"),
        )

    def __str__(self) -> str:
        return f"hours {self.nth} of {self.listing_id}"


class ListingChange(models.Model):
    """One change. told: each field with its words before and after; never an address in hiding."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    why = models.CharField(max_length=300)
    told = models.JSONField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "listing", "at", "by", "why", "told"), "internal"
    )

    def __str__(self) -> str:
        return f"change of {self.listing_id}"

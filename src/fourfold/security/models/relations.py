"""Who stands in which relation to a person's record, from when until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept
from fourfold.security.models.agencies import CODE


class RelationKind(models.TextChoices):
    """The relations that can open a record, and CONFLICT, which closes it."""

    ASSIGNED = "ASSIGNED"
    SUPERVISOR = "SUPERVISOR"
    TEAM = "TEAM"
    RECIPIENT = "RECIPIENT"
    BREAK_GLASS = "BREAK_GLASS"
    HOLDER = "HOLDER"
    CONFLICT = "CONFLICT"


class Relation(models.Model):
    """
    A relation of one account, team or agency to one record. Need-to-know starts here.

    record_kind: the model's label, such as "cases.case". purpose: of a RECIPIENT, what the referral
    is for; a live consent for it is asked for at every reading. until_at: excluded; None is open.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=RelationKind.choices)
    record_kind = models.CharField(max_length=60)
    record = models.CharField(max_length=LENGTH)
    person = models.CharField(max_length=LENGTH)
    account = models.CharField(max_length=LENGTH, default="")
    team = models.CharField(max_length=CODE, default="")
    agency = models.CharField(max_length=CODE, default="")
    purpose = models.CharField(max_length=40, default="")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=LENGTH)
    ended_by = models.CharField(max_length=LENGTH, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "kind", "record_kind", "record", "person", "account", "team", "agency", "purpose")
        + ("from_at", "until_at", "given_by", "ended_by"),
        "internal",
    )
    RETENTION: ClassVar[Kept] = Kept(
        "RELATION", since={"MADE": "from_at", "ENDED": "until_at"}, person="person"
    )

    class Meta:
        indexes = (
            models.Index(
                fields=["record_kind", "record", "kind", "account"], name="relation_of_record"
            ),
            models.Index(fields=["account", "record_kind", "kind"], name="relation_of_account"),
            models.Index(fields=["team", "record_kind"], name="relation_of_team"),
            models.Index(fields=["agency", "record_kind"], name="relation_of_agency"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="TEAM", account="", agency="") & ~Q(team="")
                | Q(kind="RECIPIENT", account="", team="") & ~Q(agency="") & ~Q(purpose="")
                | ~Q(kind__in=["TEAM", "RECIPIENT"]) & Q(team="", agency="") & ~Q(account=""),
                name="relation_has_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")),
                name="relation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(kind="BREAK_GLASS") | Q(until_at__isnull=False),
                name="relation_broken_glass_ends",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.record_kind}:{self.record}"

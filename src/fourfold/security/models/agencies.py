"""Agencies, the roles of their people, and who sits on which team."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.models.accounts import Account

CODE = 60
"""The most letters of an organization's or team's code in a jurisdiction pack."""


class Agency(models.Model):
    """
    An organization whose people sign in; its code is the pack's. The law that binds it decides
    whether its records may ever be linked: an agency bound by VAWA gives only totals.
    """

    code = models.CharField(primary_key=True, max_length=CODE)
    bound_by_vawa = models.BooleanField()
    is_active = models.BooleanField(default=True)
    terms_version = models.CharField(max_length=20, default="")
    terms_by = models.CharField(max_length=LENGTH, default="")
    terms_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "code": "open",
        "bound_by_vawa": "internal",
        "is_active": "internal",
        "terms_version": "internal",
        "terms_by": "internal",
        "terms_at": "internal",
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(terms_version="", terms_by="", terms_at=None)
                | (~Q(terms_version="") & ~Q(terms_by="") & Q(terms_at__isnull=False)),
                name="agency_terms_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"agency {self.code}"


class RoleState(models.TextChoices):
    """Where a role is on its way: two people bring it, one person ends it."""

    PROPOSED = "PROPOSED"
    HELD = "HELD"
    REFUSED = "REFUSED"
    ENDED = "ENDED"


class RoleGrants(models.QuerySet["RoleGrant"]):
    """Roles, by moment."""

    def held_at(self, at: datetime) -> RoleGrants:
        """Return the roles that are held at a moment."""
        return self.filter(
            Q(until_at=None) | Q(until_at__gt=at),
            state__in=(RoleState.HELD, RoleState.ENDED),
            from_at__lte=at,
        )


class RoleGrant(models.Model):
    """One person's role in one agency: proposed by one person, agreed to by another."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="roles")
    agency = models.CharField(max_length=CODE)
    role = models.CharField(max_length=20)
    state = models.CharField(max_length=10, default=RoleState.PROPOSED)
    proposed_by = models.CharField(max_length=LENGTH)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=LENGTH, default="")
    decided_at = models.DateTimeField(null=True)
    from_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=LENGTH, default="")

    objects = RoleGrants.as_manager()

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            "id",
            "account",
            "agency",
            "role",
            "state",
            "proposed_by",
            "proposed_at",
            "decided_by",
            "decided_at",
            "from_at",
            "until_at",
            "ended_by",
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by")), name="role_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("account")) & ~Q(proposed_by=F("account")),
                name="role_nobody_serves_themselves",
            ),
            models.CheckConstraint(
                condition=Q(state=RoleState.PROPOSED, decided_by="", from_at=None)
                | Q(state=RoleState.REFUSED, from_at=None) & ~Q(decided_by="")
                | Q(state__in=[RoleState.HELD, RoleState.ENDED], from_at__isnull=False)
                & ~Q(decided_by=""),
                name="role_state_and_people_agree",
            ),
            models.CheckConstraint(
                condition=Q(state=RoleState.ENDED, until_at__isnull=False) & ~Q(ended_by="")
                | ~Q(state=RoleState.ENDED) & Q(ended_by=""),
                name="role_end_who_and_when",
            ),
            models.UniqueConstraint(
                fields=["account", "agency", "role"],
                condition=Q(state__in=[RoleState.PROPOSED, RoleState.HELD]),
                name="role_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} of {self.account_id}"


class TeamMember(models.Model):
    """A seat on a team, from a day until a day: who left it sees nothing of its cases."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    team = models.CharField(max_length=CODE)  # a team's code in the jurisdiction pack
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="seats")
    discipline = models.CharField(max_length=30)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=LENGTH)
    ended_by = models.CharField(max_length=LENGTH, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "team", "account", "discipline", "from_at", "until_at", "given_by", "ended_by"),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")),
                name="seat_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["team", "account"],
                condition=Q(until_at=None),
                name="seat_one_an_account",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} on {self.team}"

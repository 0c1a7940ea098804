"""Seats that wait for a second person: a team's coordinator, and who answers a queue."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.models.accounts import Account
from fourfold.security.models.agencies import CODE


class SeatState(models.TextChoices):
    """Where a proposed seat is on its way."""

    PROPOSED = "PROPOSED"
    AGREED = "AGREED"
    REFUSED = "REFUSED"


class SeatProposal(models.Model):
    """
    A seat proposed for an account by its agency's administrator. agency: the account's, then.

    The seat itself is a TeamMember, made when another person agrees.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="proposed_seats")
    agency = models.CharField(max_length=CODE)
    team = models.CharField(max_length=CODE)
    discipline = models.CharField(max_length=30)
    state = models.CharField(max_length=10, default=SeatState.PROPOSED)
    proposed_by = models.CharField(max_length=LENGTH)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=LENGTH, default="")
    decided_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "account", "agency", "team", "discipline", "state", "proposed_by", "proposed_at")
        + ("decided_by", "decided_at"),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by"))
                & ~Q(decided_by=F("account"))
                & ~Q(proposed_by=F("account")),
                name="proposed_seat_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state=SeatState.PROPOSED, decided_by="", decided_at=None)
                | ~Q(state=SeatState.PROPOSED) & ~Q(decided_by="") & Q(decided_at__isnull=False),
                name="proposed_seat_state_and_people",
            ),
            models.UniqueConstraint(
                fields=["account", "team"],
                condition=Q(state=SeatState.PROPOSED),
                name="proposed_seat_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"seat of {self.account_id} on {self.team}"

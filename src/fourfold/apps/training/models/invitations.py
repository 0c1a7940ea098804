"""Invitations: how many went for a session. An address rests sealed until its mail has gone."""

from __future__ import annotations

import hmac
from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.training.models.sessions import Session
from fourfold.apps.training.states import Invited
from fourfold.security import keys
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept
from fourfold.security.keys import SealedText


class Invitation(models.Model):
    """One mail to one person, without their address. It stays for the count."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="invitations")
    state = models.CharField(max_length=10, default=Invited.WAITING.value)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=LENGTH)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "session", "state", "made_at", "made_by"), "internal"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in Invited]),
                name="invitation_state_known",
            ),
        )

    def __str__(self) -> str:
        return f"invitation {self.id}"


class InvitedAddress(models.Model):
    """
    Where an invitation goes, sealed. The row and its key go when the mail went, or never will.

    digest: keyed, of session and address, so that nobody is invited twice while a mail waits.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="goes_to")
    seal = models.CharField(max_length=LENGTH)
    mail = SealedText(max_length=254, person="seal")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "invitation", "made_at"), "internal"),
        **dict.fromkeys(("seal", "mail", "digest"), "personal"),
    }
    RETENTION: ClassVar[Kept] = Kept("INVITED_ADDRESS", since={"MADE": "made_at"}, person="seal")

    def __str__(self) -> str:
        return f"address of {self.invitation_id}"


def digest_of_invited(session: str, *, mail: str) -> str:
    """Return what is equal for the same address and session, and only there."""
    said = "\0".join(("invited", session, mail.casefold()))
    return hmac.digest(keys.ring().index, said.encode(), "sha256").hex()

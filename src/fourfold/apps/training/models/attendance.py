"""Who was at a session. The line stays for the count; the name is a row of its own and goes."""

from __future__ import annotations

import hmac
from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.training.models.sessions import Session
from fourfold.apps.training.states import Stands, Way
from fourfold.security import keys
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept
from fourfold.security.keys import SealedText
from fourfold.security.keys.index import normalize


class Attendance(models.Model):
    """One person at one session, without a name. Only CONFIRMED lines count."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendance")
    way = models.CharField(max_length=10)
    stands = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=LENGTH, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "session", "way", "stands", "made_at", "decided_at", "decided_by"), "internal"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(way__in=[each.value for each in Way])
                & Q(stands__in=[each.value for each in Stands]),
                name="attendance_codes_known",
            ),
            models.CheckConstraint(
                condition=Q(stands=Stands.WAITS.value, decided_at=None, decided_by="")
                | (~Q(stands=Stands.WAITS.value) & Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="attendance_decided_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"attendance {self.id}"


class AttendeeName(models.Model):
    """
    Who a line is, sealed; it goes when the term of a certificate ends, and the line stays.

    whose: the id under whose key it is sealed; it names nobody. digest: keyed, of session, name
    and workplace, so that the same person twice counts once.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    attendance = models.OneToOneField(Attendance, on_delete=models.PROTECT, related_name="who")
    whose = models.CharField(max_length=LENGTH)
    name = SealedText(max_length=120, person="whose")
    workplace = SealedText(max_length=120, person="whose")
    mail = SealedText(max_length=254, person="whose", null=True)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "attendance", "made_at"), "internal"),
        **dict.fromkeys(("whose", "name", "workplace", "mail", "digest"), "personal"),
    }
    RETENTION: ClassVar[Kept] = Kept("ATTENDEE_NAME", since={"MADE": "made_at"}, person="whose")

    def __str__(self) -> str:
        return f"name of {self.attendance_id}"


def digest_on_list(session: str, *, name: str, workplace: str) -> str:
    """Return what is equal for the same person on one session's list, and only there."""
    said = "\0".join(("attendee", session, normalize(name), normalize(workplace)))
    return hmac.digest(keys.ring().index, said.encode(), "sha256").hex()

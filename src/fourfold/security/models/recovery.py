"""Coming in without a password: the first time, or after it was lost."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept
from fourfold.security.models.accounts import Account


class EntryCode(models.Model):
    """
    A code that opens one account once: handed over in person or by telephone, kept as a digest.

    purpose: OPENED (a new account) or RECOVERED. made_by: the second person.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entry_codes")
    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=10)
    made_by = models.CharField(max_length=LENGTH)
    made_at = models.DateTimeField()
    until_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "account", "digest", "purpose", "made_by", "made_at", "until_at", "used_at"),
        "internal",
    )
    RETENTION: ClassVar[Kept] = Kept("RECOVERY_CODE", since={"ENDED": "until_at"}, swept=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(made_by=F("account")), name="entry_code_from_another_person"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=["OPENED", "RECOVERED"]), name="entry_code_purpose"
            ),
        )

    def __str__(self) -> str:
        return f"entry code {self.id}"


class HelpAsked(models.Model):
    """Somebody asked for help to sign in to this account; it waits for a second person."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="help_asked")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "account", "asked_at", "answered_at"), "internal"
    )
    RETENTION: ClassVar[Kept] = Kept("RECOVERY_REQUEST", since={"MADE": "asked_at"}, swept=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account"], condition=Q(answered_at=None), name="help_asked_once"
            ),
        )

    def __str__(self) -> str:
        return f"help asked {self.id}"

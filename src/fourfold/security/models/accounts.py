"""People who sign in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their sign-in name, however it is capitalized."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser):
    """
    A person who works in an agency and signs in. What they may do is in their roles, never here.

    id: opaque; it is what the audit names. session_version: raised to end every session of
    this person at once.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)  # kept in small letters
    name = models.CharField(max_length=120)
    agency = models.CharField(max_length=60)  # an organization's code in the jurisdiction pack
    is_active = models.BooleanField(default=True)
    session_version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "agency"]

    objects = AccountManager()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "email": "internal",
        "name": "internal",
        "agency": "internal",
        "is_active": "internal",
        "session_version": "internal",
        "made_at": "internal",
        "password": "internal",
        "last_login": "internal",
    }
    RETENTION: ClassVar[Kept] = Kept("ACCOUNT", since={"MADE": "made_at"})

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="account_email_in_small_letters"
            ),
        )

    def __str__(self) -> str:
        return f"account {self.id}"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django's own hook: a session whose hash differs is over at its next request.
        held = f"{self.password}|{self.session_version}|{self.is_active}"
        return salted_hmac("fourfold.sessions", held, secret=secret, algorithm="sha256").hexdigest()

"""How Django finds the account of a session."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from fourfold.security.models import Account


class OnePersonOneAccount(BaseBackend):
    """Finds open accounts by id. It checks no password: that is done in one place, `sign_in`."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Let nobody in by this door."""

    def get_user(self, user_id: Any) -> Account | None:
        """Return the account, unless it is closed."""
        return Account.objects.filter(id=user_id, is_active=True).first()

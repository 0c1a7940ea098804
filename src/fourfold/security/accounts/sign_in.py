"""
Checking a password: the same answer, in the same time, whether an account exists or not.

Which names have an account is itself worth hiding: it tells who works for whom.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from functools import lru_cache

from django.contrib.auth.hashers import make_password, verify_password
from django.db import transaction

from fourfold.security import audit, keys
from fourfold.security.events import Event
from fourfold.security.models import Account


def by_password(email: str, password: str, *, address: str, at: datetime) -> Account | None:
    """
    Return the account whose name and password these are, or None; audits every refusal.

    address: where the request comes from. It is counted under a keyed digest and never kept.
    """
    name = email.strip().lower()
    nobodys = _nobodys_hash()
    account = Account.objects.filter(email=name).first()
    known = account is not None and account.is_active and account.has_usable_password()
    right, outdated = verify_password(password, account.password if known and account else nobodys)
    if account is None or not (right and known):
        refuse(account.id if account else "", name=name, why="PASSWORD", at=at)
        return None
    if outdated:
        account.set_password(password)
        Account.objects.filter(id=account.id).update(password=account.password)
    return account


def refuse(account: str, *, name: str = "", why: str, at: datetime) -> None:
    """
    Note a sign-in that was refused, under the account's id or the keyed digest of what was typed.

    why: a code, such as "PASSWORD".
    """
    who = f"account:{account}" if account else f"name:{keyed('name', name)}"
    with transaction.atomic():
        audit.record(Event.SIGN_IN_REFUSED, by=who, subject=who, at=at, facts={"why": why})


def keyed(kind: str, value: str) -> str:
    """Return a digest that nobody without the key can tie to the value; 32 hex letters."""
    said = f"{kind}\0{value}".encode()
    return hmac.new(keys.ring().address, said, "sha256").hexdigest()[:32]


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    """Return a hash that no password fits, so that an unknown name costs the same work."""
    return make_password(secrets.token_urlsafe(32))

"""
Checking a password: the same answer, in the same time, whether an account exists or not.

Which names have an account is itself worth hiding: it tells who works for whom.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from functools import lru_cache

from django.contrib.auth.hashers import make_password, verify_password
from django.db import transaction

from fourfold.security import audit, keys
from fourfold.security.edges import limits
from fourfold.security.events import Event
from fourfold.security.models import Account

HOUR = timedelta(hours=1)
TRIES = 10
"""Wrong tries a window and name; no hour, wherever it begins, holds more than twice that."""
TRIES_FROM_ONE_PLACE = 100
"""Wrong tries an hour and network address: a whole agency may share one."""


def by_password(email: str, password: str, *, address: str, at: datetime) -> Account | None:
    """
    Return the account whose name and password these are, or None; audits refusals.

    address: where the request comes from (edges.address_of); kept as a keyed digest only.
    """
    name = email.strip().lower()
    by_name, by_place = f"sign-in:{name}", f"sign-in-from:{address}"
    nobodys = _nobodys_hash()
    allowed = _take(by_place, TRIES_FROM_ONE_PLACE, at) and _take(by_name, TRIES, at)
    account = Account.objects.filter(email=name).first()
    known = account is not None and account.is_active and account.has_usable_password()
    kept = account.password if account and known and allowed else nobodys
    right, outdated = verify_password(password, kept)
    if account is None or not (right and known and allowed):
        why = "PASSWORD" if allowed else "THROTTLED"
        refuse(account.id if account else "", name=name, why=why, at=at)
        return None
    limits.give_back(by_name)
    limits.give_back(by_place)
    if outdated:
        account.set_password(password)
        Account.objects.filter(id=account.id).update(password=account.password)
    return account


def refuse(account: str, *, name: str = "", why: str, at: datetime) -> None:
    """
    Note a sign-in that was refused, under the account's id or the keyed digest of what was typed.

    why: a code, such as "PASSWORD". Of those that were throttled only the first in an hour is
    noted: else whoever guesses could fill the log.
    """
    who = f"account:{account}" if account else f"name:{keyed('name', name)}"
    if why == "THROTTLED" and not _take(f"told:{who}", 1, at):
        return
    with transaction.atomic():
        audit.record(Event.SIGN_IN_REFUSED, by=who, subject=who, at=at, facts={"why": why})


def keyed(kind: str, value: str) -> str:
    """Return a digest that nobody without the key can tie to the value; 32 hex letters."""
    said = f"{kind}\0{value}".encode()
    return hmac.new(keys.ring().address, said, "sha256").hexdigest()[:32]


def _take(key: str, limit: int, at: datetime) -> bool:
    try:
        limits.take(key, limit=limit, per=HOUR, at=at)
    except limits.TooMany:
        return False
    return True


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    """Return a hash that no password fits, so that an unknown name costs the same work."""
    return make_password(secrets.token_urlsafe(32))

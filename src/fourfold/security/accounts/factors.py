"""
Second factors: authenticator apps, passkeys, recovery codes. allauth does the arithmetic.

A passkey asks for a fingerprint, face or PIN each time, so it proves two things at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal import auth as passkeys
from django.core.exceptions import ValidationError
from django.db import transaction

from fourfold.security import audit
from fourfold.security.accounts.sign_in import HOUR, TRIES, refuse
from fourfold.security.edges import limits
from fourfold.security.events import Event
from fourfold.security.models import Account
from fourfold.security.notices import NoticeKind, notify

APP, PASSKEY, CODES = "totp", "webauthn", "recovery_codes"
STRONG = (APP, PASSKEY)
A_CODE_LIVES = timedelta(minutes=2)  # 30 seconds, one step early or late, and a little more


class FactorError(ValueError):
    """A second factor could not be added or removed; the message says what to do."""


class DoesNotFit(FactorError):
    """The code or the passkey's answer does not fit."""


class LastFactor(FactorError):
    """The last second factor stays until there is another."""


class NoSuchFactor(FactorError):
    """This account has no such second factor."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One second factor, for the person's own list. name: what they called a passkey."""

    id: int
    kind: str
    name: str
    added_at: datetime
    used_at: datetime | None


def listed(account: Account) -> list[Factor]:
    """Return the account's second factors, oldest first."""
    rows = Authenticator.objects.filter(user=account).order_by("created_at", "id")
    return [
        Factor(row.id, row.type, row.data.get("name", ""), row.created_at, row.last_used_at)
        for row in rows
    ]


def has_one(account: Account) -> bool:
    """Return whether the account has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=account, type__in=STRONG).exists())


def codes_left(account: Account) -> int:
    """Return how many recovery codes are not used yet."""
    row = Authenticator.objects.filter(user=account, type=CODES).first()
    return len(row.wrap().get_unused_codes()) if row else 0


# ---------------------------------------------------------------- codes
def check_code(account: Account, code: str, *, at: datetime) -> str | None:
    """
    Return which factor the code is of, APP or CODES, or None; each code is good once.

    At most TRIES wrong codes an hour are looked at.
    """
    key = f"code:{account.id}"
    try:
        limits.take(key, limit=TRIES, per=HOUR, at=at)
    except limits.TooMany:
        refuse(account.id, why="THROTTLED", at=at)
        return None
    said = "".join(code.split())
    for row in Authenticator.objects.filter(user=account, type__in=(APP, CODES)).order_by("id"):
        fits = _fits_now(row, said, at=at) if row.type == APP else row.wrap().validate_code(said)
        if fits:
            row.refresh_from_db()
            row.record_usage()
            limits.give_back(key)
            return str(row.type)
    refuse(account.id, why="CODE", at=at)
    return None


def _fits_now(row: Any, code: str, *, at: datetime) -> bool:
    return totp.validate_totp_code(decrypt(row.data["secret"]), code) and _is_first_use(
        row, code, at=at
    )


def _is_first_use(row: Any, code: str, *, at: datetime) -> bool:
    try:
        limits.take(f"used:{row.id}:{code}", limit=1, per=A_CODE_LIVES, at=at)
    except limits.TooMany:
        return False
    return True


def new_secret() -> str:
    """Return a fresh secret for an authenticator app."""
    return str(totp.generate_totp_secret())


def add_app(account: Account, secret: str, code: str, *, at: datetime) -> None:
    """
    Add an authenticator app, in the place of an earlier one.

    :raises DoesNotFit: if the code is not of this secret and moment.
    """
    if not totp.validate_totp_code(secret, code):
        raise DoesNotFit("This code does not fit. Wait for the next one in the app and type it.")
    with transaction.atomic():
        Authenticator.objects.filter(user=account, type=APP).delete()
        row = totp.TOTP.activate(account, secret).instance
        _told(Event.SECOND_FACTOR_ADDED, account, APP, at)
    _is_first_use(row, code, at=at)


# ---------------------------------------------------------------- passkeys
def registration(account: Account) -> str:
    """Return what the browser needs to make a passkey, as JSON; the challenge waits here."""
    return json.dumps(passkeys.begin_registration(account, passwordless=True))


@transaction.atomic
def add_passkey(account: Account, name: str, answer: str, *, at: datetime) -> None:
    """
    Add a passkey that the browser made.

    :raises DoesNotFit: if it answers another challenge, or did not verify the person.
    """
    try:
        credential = _object(answer)
        passkeys.parse_registration_response(credential)
        verified = passkeys.complete_registration(credential).is_user_verified()
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        verified = False
    if not verified:
        raise DoesNotFit("The passkey was not added. Try again, and unlock the device when asked.")
    passkeys.WebAuthn.add(account, name or "Passkey", credential)
    _told(Event.SECOND_FACTOR_ADDED, account, PASSKEY, at)


def challenge(account: Account | None) -> str:
    """Return what the browser needs to use a passkey, as JSON. account: None before sign-in."""
    return json.dumps(passkeys.begin_authentication(account))


def check_passkey(answer: str, *, account: Account | None, at: datetime) -> Account | None:
    """Return whose passkey answered, or None. account: whose it must be, if that is known."""
    try:
        credential = _object(answer)
        passkeys.parse_authentication_response(credential)
        whose = account or passkeys.extract_user_from_response(credential)
        row = passkeys.complete_authentication(whose, credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        refuse(account.id if account else "", why="PASSKEY", at=at)
        return None
    if not whose.is_active:
        refuse(whose.id, why="CLOSED", at=at)
        return None
    row.record_usage()
    return whose if isinstance(whose, Account) else None


def _object(answer: str) -> dict[str, Any]:
    found = json.loads(answer)
    if not isinstance(found, dict) or not isinstance(found.get("response"), dict):
        raise ValueError("not what a passkey answers")
    return found


# ---------------------------------------------------------------- keeping them
@transaction.atomic
def new_recovery_codes(account: Account, *, at: datetime) -> list[str]:
    """Make ten recovery codes, each good once; earlier ones are void. They are shown only now."""
    Authenticator.objects.filter(user=account, type=CODES).delete()
    made = RecoveryCodes.activate(account)
    made.mark_as_viewed()
    _told(Event.SECOND_FACTOR_ADDED, account, CODES, at)
    return [str(code) for code in made.get_unused_codes()]


@transaction.atomic
def rename(account: Account, factor: int, name: str, *, at: datetime) -> None:
    """Give a passkey another name; raises NoSuchFactor."""
    row = _own(account, factor)
    row.data["name"] = name
    row.save(update_fields=["data"])
    _told(Event.SECOND_FACTOR_RENAMED, account, row.type, at)


@transaction.atomic
def remove(account: Account, factor: int, *, at: datetime) -> None:
    """
    Remove a second factor.

    :raises NoSuchFactor, LastFactor: the last app or passkey stays.
    """
    row = _own(account, factor)
    strong = Authenticator.objects.select_for_update().filter(user=account, type__in=STRONG)
    if row.type in STRONG and len(strong) < 2:
        raise LastFactor("This is your only second factor. Add another one first.")
    row.delete()
    _told(Event.SECOND_FACTOR_REMOVED, account, row.type, at)


def remove_all(account: Account) -> int:
    """Remove every second factor, as part of a recovery; returns how many."""
    return int(Authenticator.objects.filter(user=account).delete()[0])


def _own(account: Account, factor: int) -> Any:
    row = Authenticator.objects.filter(user=account, id=factor).first()
    if row is None:
        raise NoSuchFactor("This second factor is not there any more.")
    return row


def _told(event: Event, account: Account, kind: str, at: datetime) -> None:
    subject = f"account:{account.id}"
    audit.record(event, by=account.id, subject=subject, at=at, facts={"kind": kind})
    if Authenticator.objects.filter(user=account, type__in=STRONG, created_at__lt=at).exists():
        notify({account.id}, NoticeKind.SIGN_IN_CHANGED, subject=subject, at=at)

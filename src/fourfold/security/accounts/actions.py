"""
Opening, closing and changing accounts. What an account may do is given elsewhere (`access`).

AccountError
├── NotYours       the person acting has no say in this agency, or must step up first
├── NameTaken      there is an account of this e-mail address
├── NoSuchAccount  no account of this agency has this id
└── NotYourself    nobody closes their own account
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F

from fourfold.security import audit
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.accounts.recovery import OPENED, make_code
from fourfold.security.events import Event
from fourfold.security.models import Account, Session
from fourfold.security.notices import NoticeKind, notify


class AccountError(ValueError):
    """An account could not be changed; the message says why and what to do."""


class NotYours(AccountError):
    """The person acting has no say here."""


class NameTaken(AccountError):
    """This e-mail address has an account, or is none."""


class NoSuchAccount(AccountError):
    """No account of this agency has this id."""


class NotYourself(AccountError):
    """Another person must do this."""


@transaction.atomic
def open_account(email: str, *, name: str, by: Viewer) -> tuple[str, str]:
    """
    Open an account in one's own agency; returns its id and the code to hand to the person.

    The account has no role and no password yet. The code is good once, for three days.
    :raises NotYours, NameTaken:
    """
    _check_may(by)
    return add(email, name=name, agency=by.agency, by=by.account, at=by.at)


@transaction.atomic
def add(email: str, *, name: str, agency: str, by: str, at: datetime) -> tuple[str, str]:
    """Make the account and its entry code. by: an account, or the set-up on the server."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise NameTaken("This is no e-mail address. Write it as rosa@agency.gov.") from None
    account = Account(email=address, name=name.strip(), agency=agency, made_at=at)
    account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise NameTaken("There is an account of this e-mail address already.") from None
    audit.record(Event.ACCOUNT_OPENED, by=by, subject=f"account:{account.id}", at=at)
    return account.id, make_code(account, purpose=OPENED, by=by, at=at)


@transaction.atomic
def rename(account: str, name: str, *, by: Viewer) -> None:
    """Change the name colleagues see; raises NotYours, NoSuchAccount."""
    _check_may(by)
    _one(account, by)
    Account.objects.filter(id=account).update(name=name.strip())
    audit.record(Event.ACCOUNT_RENAMED, by=by.account, subject=f"account:{account}", at=by.at)


@transaction.atomic
def disable(account: str, *, by: Viewer) -> None:
    """
    Close an account: its sessions are over at their next request.

    :raises NotYours, NoSuchAccount, NotYourself:
    """
    _check_may(by)
    if account == by.account:
        raise NotYourself("You cannot close your own account. Ask another administrator.")
    _one(account, by)
    Account.objects.filter(id=account).update(is_active=False)
    _end(account)
    audit.record(Event.ACCOUNT_CLOSED, by=by.account, subject=f"account:{account}", at=by.at)


@transaction.atomic
def enable(account: str, *, by: Viewer) -> None:
    """Open a closed account again; raises NotYours, NoSuchAccount."""
    _check_may(by)
    _one(account, by)
    Account.objects.filter(id=account).update(is_active=True)
    audit.record(Event.ACCOUNT_REOPENED, by=by.account, subject=f"account:{account}", at=by.at)


@transaction.atomic
def end_sessions(account: str, *, by: Viewer) -> None:
    """End every session of an account, such as when a device was lost."""
    if account != by.account:
        _check_may(by)
        _one(account, by)
    _end(account)
    audit.record(Event.SESSIONS_ENDED, by=by.account, subject=f"account:{account}", at=by.at)


@transaction.atomic
def end_session(code: str, *, by: Viewer) -> None:
    """End one of one's own sessions, by its code; one that is over already stays so."""
    Session.objects.filter(account=by.account, code=code).delete()
    audit.record(Event.SESSIONS_ENDED, by=by.account, subject=f"account:{by.account}", at=by.at)


@transaction.atomic
def change_password(account: Account, password: str, *, by: str, at: datetime) -> Account:
    """Set one's own password anew, and end every session; returns the account as it is now."""
    account.set_password(password)
    Account.objects.filter(id=account.id).update(password=account.password)
    _end(account.id)
    subject = f"account:{account.id}"
    audit.record(Event.CREDENTIAL_CHANGED, by=by, subject=subject, at=at)
    notify({account.id}, NoticeKind.SIGN_IN_CHANGED, subject=subject, at=at)
    return Account.objects.get(id=account.id)


@transaction.atomic
def end_other_sessions(here: str, *, by: Viewer) -> None:
    """End one's own sessions but the one of this code."""
    Session.objects.filter(account=by.account).exclude(code=here).delete()
    audit.record(Event.SESSIONS_ENDED, by=by.account, subject=f"account:{by.account}", at=by.at)


def _end(account: str) -> None:
    Account.objects.filter(id=account).update(session_version=F("session_version") + 1)
    Session.objects.filter(account=account).delete()


def _check_may(by: Viewer) -> None:
    if not by.may(Permission.USERS_MANAGE):
        raise NotYours("Your roles give you no say in this. Ask your agency's administrator.")
    if not by.stepped_up:
        raise NotYours("Prove again that it is you, then go on.")


def _one(account: str, by: Viewer) -> Account:
    found = Account.objects.select_for_update().filter(id=account, agency=by.agency).first()
    if found is None:
        raise NoSuchAccount("Your agency has no account of this id.")
    return found

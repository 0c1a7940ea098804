"""
Coming back in after a password or second factor was lost: never by mail alone.

A second person, who knows the one who asks, makes a code and says it. With it the person sets a
new password and adds a new second factor; the old ones are void. Roles that open records or give
access wait for one more person, so that whoever makes a code gains nothing by using it.

RecoveryError
├── NotForYou      the second person has no say here, is the person, or must step up first
├── NoSuchAccount  there is no open account of this id in the agency
└── CodeUseless    the code does not fit, was used, or is over
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from fourfold.security import audit, keys
from fourfold.security.access.agencies import deciders, wait_again
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.accounts import factors
from fourfold.security.accounts.sign_in import HOUR, TRIES, TRIES_FROM_ONE_PLACE, refuse
from fourfold.security.edges import limits
from fourfold.security.events import Event
from fourfold.security.ids import new_id
from fourfold.security.models import Account, EntryCode, HelpAsked, RoleGrant, Session
from fourfold.security.notices import NoticeKind, notify

OPENED, RECOVERED = "OPENED", "RECOVERED"
LIVES = {OPENED: timedelta(days=3), RECOVERED: timedelta(minutes=20)}


class RecoveryError(ValueError):
    """The account stays closed to this attempt; the message says why and what to do."""


class NotForYou(RecoveryError):
    """Another person must do this."""


class NoSuchAccount(RecoveryError):
    """No such open account."""


class CodeUseless(RecoveryError):
    """This code opens nothing."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One person who asked for help."""

    account: str
    name: str
    asked_at: datetime


# ---------------------------------------------------------------- asking
def ask(email: str, *, address: str, at: datetime) -> None:
    """
    Ask for help to sign in. The answer is the same for every name, known or not.

    address: where the request comes from; counted, never kept.
    """
    try:
        limits.take(f"help-from:{address}", limit=TRIES_FROM_ONE_PLACE, per=HOUR, at=at)
        limits.take(f"help:{email.strip().lower()}", limit=3, per=HOUR, at=at)
    except limits.TooMany:
        return
    account = Account.objects.filter(email=email.strip().lower(), is_active=True).first()
    if account is None:
        return
    try:
        with transaction.atomic():
            HelpAsked.objects.create(account=account, asked_at=at)
            subject = f"account:{account.id}"
            audit.record(Event.RECOVERY_ASKED, by=account.id, subject=subject, at=at)
            helpers = deciders(account.agency, at=at) - {account.id}
            notify(helpers, NoticeKind.RECOVERY_WAITS, subject=subject, at=at)
    except IntegrityError:
        return  # they asked before, and nobody has answered yet


def waiting(*, viewer: Viewer) -> list[Waiting]:
    """Return who waits for help, of those this viewer may help; the longest wait first."""
    if not viewer.may(Permission.RECOVERY_CONFIRM):
        return []
    asked = HelpAsked.objects.filter(answered_at=None).exclude(account_id=viewer.account)
    if "PRIVACY" not in viewer.roles:
        asked = asked.filter(account__agency=viewer.agency)
    rows = asked.order_by("asked_at", "id").values_list("account", "account__name", "asked_at")
    return [Waiting(*row) for row in rows]


# ---------------------------------------------------------------- the second person
@transaction.atomic
def confirm(account: str, *, by: Viewer) -> str:
    """
    Make a code for a person whose identity one has confirmed; returned once, good for 20 minutes.

    :raises NotForYou, NoSuchAccount:
    """
    if not by.may(Permission.RECOVERY_CONFIRM):
        raise NotForYou("Your roles give you no say in this. Ask your agency's administrator.")
    if not by.stepped_up:
        raise NotForYou("Prove again that it is you, then confirm.")
    if account == by.account:
        raise NotForYou("Nobody confirms who they are themselves. Ask a colleague to.")
    people = Account.objects.filter(id=account, is_active=True)
    if "PRIVACY" not in by.roles:
        people = people.filter(agency=by.agency)
    person = people.first()
    if person is None:
        raise NoSuchAccount("Your agency has no open account of this id.")
    HelpAsked.objects.filter(account=person, answered_at=None).update(answered_at=by.at)
    subject = f"account:{account}"
    audit.record(Event.RECOVERY_CONFIRMED, by=by.account, subject=subject, at=by.at)
    return make_code(person, purpose=RECOVERED, by=by.account, at=by.at)


def make_code(account: Account, *, purpose: str, by: str, at: datetime) -> str:
    """Make an entry code, in the caller's transaction; earlier ones of this account are void."""
    EntryCode.objects.filter(account=account, used_at=None).update(until_at=at)
    code = new_id()
    EntryCode.objects.create(
        account=account,
        digest=_digest(code),
        purpose=purpose,
        made_by=by,
        made_at=at,
        until_at=at + LIVES[purpose],
    )
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


# ---------------------------------------------------------------- the person
def check_code(email: str, code: str, *, address: str, at: datetime) -> EntryCode:
    """
    Return the entry code a person was given.

    :raises CodeUseless: with the same words whatever is wrong.
    """
    name = email.strip().lower()
    try:
        limits.take(f"entry-from:{address}", limit=TRIES_FROM_ONE_PLACE, per=HOUR, at=at)
        limits.take(f"entry:{name}", limit=TRIES, per=HOUR, at=at)
        allowed = True
    except limits.TooMany:
        allowed = False
    said = "".join(letter for letter in code.upper() if letter.isalnum())
    said = said.translate(str.maketrans("ILO", "110"))  # as people read and type them
    found = EntryCode.objects.filter(
        digest=_digest(said),
        account__email=name,
        account__is_active=True,
        used_at=None,
        until_at__gt=at,
    ).first()
    if found is None or not allowed:
        refuse("", name=name, why="ENTRY_CODE" if allowed else "THROTTLED", at=at)
        raise CodeUseless(
            "This address and code do not open an account, or the time is over. Check both, or ask "
            "the person who gave you the code for a new one."
        )
    return found


def whose(entry: str, *, at: datetime) -> Account | None:
    """Return whose account an entry code that was checked opens, or None if it no longer does."""
    found = EntryCode.objects.filter(id=entry, used_at=None, until_at__gt=at)
    code = found.select_related("account").first()
    return code.account if code and code.account.is_active else None


@transaction.atomic
def finish(entry: str, password: str, *, at: datetime) -> Account:
    """
    Set the new password and void all that was before: factors, sessions, this code.

    :raises CodeUseless: if the code was used or ran out meanwhile.
    """
    found = (
        EntryCode.objects.select_for_update()
        .filter(id=entry, used_at=None, until_at__gt=at, account__is_active=True)
        .first()
    )
    if found is None:
        raise CodeUseless("The time for this code is over. Ask for a new one.")
    found.used_at = at
    found.save(update_fields=["used_at"])
    account = found.account
    account.set_password(password)
    Account.objects.filter(id=account.id).update(
        password=account.password, session_version=F("session_version") + 1
    )
    factors.remove_all(account)
    Session.objects.filter(account=account.id).delete()
    account.refresh_from_db()
    recovered = found.purpose == RECOVERED
    waiting = wait_again(account.id, confirmed_by=found.made_by, at=at) if recovered else 0
    audit.record(
        Event.ACCOUNT_RECOVERED if recovered else Event.ACCOUNT_TAKEN_UP,
        by=account.id,
        subject=f"account:{account.id}",
        at=at,
        facts={"confirmed_by": found.made_by, "roles_waiting": waiting},
    )
    if recovered:
        held = RoleGrant.objects.held_at(at).filter(role="PRIVACY")
        told = {account.id, found.made_by, *held.values_list("account_id", flat=True)}
        subject = f"account:{account.id}"
        notify(told, NoticeKind.ACCOUNT_RECOVERED, subject=subject, at=at)
    return account


def _digest(code: str) -> str:
    return hmac.new(keys.ring().token, f"entry\0{code}".encode(), "sha256").hexdigest()

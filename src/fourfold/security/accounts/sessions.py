"""Where sessions are kept: in the database, under a digest of the key (the SESSION_ENGINE)."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.contrib import auth
from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from fourfold.security.accounts import devices
from fourfold.security.ids import new_id
from fourfold.security.models import Account, Session

WAITING = "waiting_for_second_factor"
WAITS = timedelta(minutes=10)
STARTED, PROVEN, CODE, DEVICE = "started_at", "proven_at", "code", "device"
BACKEND = "fourfold.security.accounts.backends.OnePersonOneAccount"


def digest(key: str) -> str:
    """Return what the table keeps of a session's key, 40 letters."""
    return hashlib.blake2b(key.encode(), digest_size=20, person=b"fourfold-session").hexdigest()


class SessionStore(InDatabase):
    """Django's own store, except that the key in the table is a digest and rows say whose."""

    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        now = timezone.now()
        key = digest(self.session_key or "")
        row = Session.objects.filter(session_key=key, expire_date__gt=now).first()
        if row is None:
            self._session_key = None
            return {}
        self.seen_at = row.seen_at
        return self.decode(row.session_data)

    def exists(self, session_key: str | None) -> bool:
        return Session.objects.filter(session_key=digest(session_key or "")).exists()

    def delete(self, session_key: str | None = None) -> None:
        Session.objects.filter(session_key=digest(session_key or self.session_key or "")).delete()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        started = data.get(STARTED)
        return Session(
            session_key=digest(self.session_key or ""),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            account=data.get(auth.SESSION_KEY, ""),
            code=data.get(CODE, ""),
            device=data.get(DEVICE, ""),
            started_at=datetime.fromisoformat(started) if started else None,
            seen_at=timezone.now(),
        )


def begin(request: HttpRequest, account: Account, *, proven: bool, at: datetime) -> None:
    """Start a session under a new key. proven: a second factor was shown as well."""
    request.session.pop(WAITING, None)
    request.session[STARTED] = at.isoformat()
    request.session[CODE] = new_id()
    request.session[DEVICE] = devices.in_words(request.headers.get("user-agent", ""))
    if proven:
        request.session[PROVEN] = at.isoformat()
    auth.login(request, account, backend=BACKEND)


def wait(request: HttpRequest, account: Account, *, first: str, at: datetime) -> None:
    """
    Remember, under a new key, who passed the first step and must now show a second factor.

    first: how, such as "PASSWORD".
    """
    request.session.flush()
    request.session[WAITING] = {
        "account": account.id,
        "hash": account.get_session_auth_hash(),
        "first": first,
        "at": at.isoformat(),
    }


def who_waits(request: HttpRequest, *, at: datetime) -> tuple[Account, str] | None:
    """Return who passed the first step here at most ten minutes ago, and how; else None."""
    waiting = request.session.get(WAITING)
    if not waiting or not timedelta(0) <= at - datetime.fromisoformat(waiting["at"]) <= WAITS:
        return None
    account = Account.objects.filter(id=waiting["account"], is_active=True).first()
    if account is None or not constant_time_compare(
        waiting["hash"], account.get_session_auth_hash()
    ):
        return None
    return account, str(waiting["first"])


def prove(request: HttpRequest, *, at: datetime) -> None:
    """Note that the person showed a second factor, and change the session's key."""
    request.session.cycle_key()
    request.session[PROVEN] = at.isoformat()


def moment(request: HttpRequest, name: str) -> datetime | None:
    """Return a moment noted in the session, or None."""
    said = request.session.get(name)
    return datetime.fromisoformat(said) if said else None


def touch(request: HttpRequest, *, at: datetime) -> bool:
    """Note that the session was used; False if it was ended meanwhile, from elsewhere."""
    key = digest(request.session.session_key or "")
    return bool(Session.objects.filter(session_key=key).update(seen_at=at))

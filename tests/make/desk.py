"""Made-up people who have signed in already; signing in itself is tested in tests/security."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.test import Client

from fourfold.security.accounts import sessions
from fourfold.security.models import Account


def key_of_session(account: Account, *, at: datetime, proven: bool = True) -> str:
    """Begin a session of this account and return its key. proven: with a second factor."""
    request = HttpRequest()
    request.session = sessions.SessionStore()
    sessions.begin(request, account, proven=proven, at=at)
    request.session.save()
    return str(request.session.session_key)


def signed_in(account: Account, *, at: datetime, proven: bool = True) -> Client:
    """Return a client with an open session of this account, begun a moment ago."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key_of_session(account, at=at, proven=proven)
    return client

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.security.models import Account

from .service import running

START = datetime(2029, 11, 26, 14, 0, tzinfo=UTC)
PASSWORD = "a long walk by the river"  # noqa: S105 - made up
BROWSER = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"


class Clock:
    """The time that the site sees, everywhere it looks."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = START
        patch.setattr(timezone, "now", lambda: self.now)
        patch.setattr(time, "time", lambda: self.now.timestamp())

    def pass_by(self, **spell: float) -> None:
        self.now += timedelta(**spell)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def person(db: None) -> Callable[..., Account]:
    """Return a maker of accounts."""

    def make(email: str = "rosa@agency.example", **facts: object) -> Account:
        given = {"name": "Rosa Example", "agency": "zz-one", "made_at": START} | facts
        account = Account(email=email, **given)
        account.set_password(PASSWORD)
        account.save()
        return account

    return make


@pytest.fixture
def browser_of_rosa() -> Client:
    return Client(headers={"user-agent": BROWSER})


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """Return the address of a running OpenID provider."""
    with running() as address:
        yield address

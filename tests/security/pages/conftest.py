from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.security.models import Account
from tests.make import desk, people


@pytest.fixture(autouse=True)
def _now(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock stand at the moment the made-up people live in."""
    monkeypatch.setattr(timezone, "now", lambda: people.NOW)


@pytest.fixture
def of() -> Callable[..., Client]:
    """Sign people in, by account."""

    def client(account: Account) -> Client:
        return desk.signed_in(account, at=people.NOW)

    return client

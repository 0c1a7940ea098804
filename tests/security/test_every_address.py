"""What holds at every address, whoever asks: forged forms, plain GETs, caches, the way out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fourfold.security.access.roles import ROLES
from tests.conftest import LONG
from tests.house.test_addresses import VIEWS, sample
from tests.make import desk, people

ADDRESSES = [sample(address) for address, _view in VIEWS]
STAFF = [address for address in ADDRESSES if address.startswith(settings.STAFF_PAGES)]
TOGETHER = sorted(ROLES) if LONG else ["AGENCY_ADMIN", "CARELINE", "PRIVACY"]
MOVES = {
    "security_session",
    "security_auditevent",
    "security_audithead",
    "security_count",
    "security_opened",
}
"""Tables that a look may change: the session's last use, the line of the look, counts of limits."""

NO_TOKEN = (
    "/answer/",
    "/api/submissions/",
    "/call/",
    "/certificate/",
    "/openrosa/",
    "/report/",
    "/survey/",
    "/train/",
    "/listing-check/",
    "/list-your-service/",
    "/anotar-su-servicio/",
    "/revisar-servicio/",
    "/find-help/",
    "/buscar-ayuda/",
)
"""Forms of the public and of offices, and programs: no cookie, no session, nothing to ride on."""

Guests = Callable[[str], Client]


@pytest.fixture
def guest(db: None, monkeypatch: pytest.MonkeyPatch) -> Guests:
    """Sign in a made-up holder of one role."""
    monkeypatch.setattr(timezone, "now", lambda: people.NOW)

    def signed_in(role: str) -> Client:
        client = desk.signed_in(people.account(role.title(), role), at=people.NOW)
        client.raise_request_exception = False
        return client

    return signed_in


def shape() -> str:
    """Return a digest of every table that a look must not change."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for name in sorted(each._meta.db_table for each in apps.get_models()):
            if name in MOVES:
                continue
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - a table of ours
            rows = sorted(repr(row) for row in cursor.fetchall())
            digest.update(f"{name} {rows}".encode())
    return digest.hexdigest()


def opened(client: Client, addresses: list[str]) -> Iterator[tuple[str, object]]:
    """Yield the answers that are whole pages."""
    for address in addresses:
        answer = client.get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            yield address, answer


@pytest.mark.slow
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_request_without_our_token_is_refused_at_every_address(
    guest: Guests, method: str
) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies = guest("PRIVACY").cookies
    passed = [
        address
        for address in ADDRESSES
        if not address.startswith(NO_TOKEN)
        and getattr(client, method)(address, {"a": "b"} if method == "post" else b"").status_code
        != 403
    ]
    assert passed == []


@pytest.mark.slow
@pytest.mark.parametrize("role", TOGETHER)
def test_a_look_changes_nothing(guest: Guests, role: str) -> None:
    client = guest(role)
    before = shape()
    for address in ADDRESSES:
        client.get(address)
        client.head(address)
        client.options(address)

    assert shape() == before


@pytest.mark.slow
@pytest.mark.parametrize("role", TOGETHER)
def test_what_staff_see_stays_in_no_cache_and_can_always_be_left(guest: Guests, role: str) -> None:
    wrong = []
    found = list(opened(guest(role), STAFF))
    for address, answer in found:
        if answer.headers["Cache-Control"] != "no-store":
            wrong.append(f"{address} may be kept")
        if reverse("sign_out").encode() not in answer.content:
            wrong.append(f"{address} has no way to sign out")

    assert found
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("role", TOGETHER)
def test_no_address_breaks_for_a_role(guest: Guests, role: str) -> None:
    client = guest(role)
    broken = [
        f"{method} {address}"
        for address in ADDRESSES
        for method in ("get", "post")
        if getattr(client, method)(address).status_code >= 500
    ]
    assert broken == []

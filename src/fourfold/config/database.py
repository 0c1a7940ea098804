"""Where the records are kept, and what every connection to them must hold to."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ
from django.core.exceptions import ImproperlyConfigured

SQLITE, POSTGRESQL = "fourfold.config.sqlite", "django.db.backends.postgresql"
SCHEMES = ("sqlite", "postgres", "postgresql")
SECONDS_TO_WAIT = 20
SECONDS_TO_KEEP = 60
TIMES_BEFORE_PREPARED = 5
GIVES_UP = {
    "connect_timeout": 3,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
}
"""
When a server counts as away, so that a report falls into the spool while somebody still waits:
seconds to connect, milliseconds until what was sent is acknowledged, seconds of a quiet line
before it is asked and between asking. An address may say otherwise (`?connect_timeout=10`).
"""


def database(address: str, *, local: Path) -> dict[str, Any]:
    """
    Return Django's settings for the database at an address.

    address: sqlite:////path/file, postgresql://user:password@host/name?sslmode=verify-full, or
    postgresql://user@/name?host=/run/postgresql for a socket. "": SQLite in the file `local`.
    :raises ImproperlyConfigured: for any other kind of address; its password is not repeated.
    """
    if not address:
        return _sqlite({"NAME": str(local)})
    scheme, mark, _ = address.partition("://")
    if not mark or scheme not in SCHEMES:
        raise ImproperlyConfigured(
            "DATABASE_URL is no address of a database. Write sqlite:////path/file or "
            "postgresql://user:password@host/name; a sign such as @ or # in a password is written "
            "as %40 or %23. See docs/reference/settings.md."
        )
    found: dict[str, Any] = environ.Env.db_url_config(address)
    return _postgresql(found) if found["ENGINE"] == POSTGRESQL else _sqlite(found)


def _sqlite(found: dict[str, Any]) -> dict[str, Any]:
    # FULL, not NORMAL: in WAL mode NORMAL may lose an acknowledged write when power fails.
    held = {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
    }
    options = {"timeout": SECONDS_TO_WAIT} | found.get("OPTIONS", {}) | held
    # Opening reads the whole schema: four times the work of a page that is kept ready.
    kept = {"CONN_MAX_AGE": SECONDS_TO_KEEP, "CONN_HEALTH_CHECKS": True}
    return kept | found | {"ENGINE": SQLITE, "OPTIONS": options}


def _postgresql(found: dict[str, Any]) -> dict[str, Any]:
    # A write is acknowledged when it is on disk, whatever the server's own default says.
    given = found.get("OPTIONS", {})
    options = f"{given.get('options', '')} -c synchronous_commit=on".strip()
    return {
        "CONN_MAX_AGE": SECONDS_TO_KEEP,
        "CONN_HEALTH_CHECKS": True,
        **found,
        "HOST": unquote(found["HOST"]),
        # Only the audit's two statements are ever prepared: Django's own cursors cannot be.
        # A pooler before the server must keep a session together.
        "OPTIONS": GIVES_UP
        | given
        | {"options": options, "prepare_threshold": TIMES_BEFORE_PREPARED},
    }

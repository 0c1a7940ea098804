"""One at a time: what changes the database's tables waits for its turn."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.db import DatabaseError, connection

SECONDS = 600
PREPARE = 4_197_001
"""The number of this turn among PostgreSQL's advisory locks; any number that is ours alone."""


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """
    Wait until no other process prepares this database; then hold the turn.

    A process that is killed gives its turn back: the server or the system does it.
    :raises OperationalError: after ten minutes, or if the database's folder cannot be written.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARE])
            try:
                yield
            finally:
                with suppress(DatabaseError):  # a lost connection has given it back
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARE])
    elif ":memory:" in (name := str(connection.settings_dict["NAME"])) or "mode=memory" in name:
        yield  # nobody else can reach it
    else:
        # SQLite locks a file on every system alike. The database's own lock cannot be used: it
        # would have to be given back at each commit.
        beside = Path(f"{name}.turn")
        with connection.wrap_database_errors:
            turn = sqlite3.connect(beside, timeout=SECONDS, isolation_level=None)
        with closing(turn):
            with connection.wrap_database_errors:
                turn.execute("BEGIN EXCLUSIVE")
            yield

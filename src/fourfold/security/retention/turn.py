"""One at a time: nothing goes while a hold is being placed."""

from __future__ import annotations

from django.db import connection

TURN = 4_197_002
"""The number of this turn among PostgreSQL's advisory locks; any number that is ours alone."""


def take_turn() -> None:
    """
    Wait for the turn, inside a transaction; its end gives the turn back.

    SQLite lets one writer in at a time by itself.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])

"""After erasing: leave no byte of what went in the database's own files."""

from __future__ import annotations

from django.db import connection


def scrub() -> None:
    """
    Empty the free space that erased rows leave behind. Outside any transaction.

    SQLite: the file is written anew and its log is emptied. PostgreSQL: VACUUM gives the space
    back for writing over; bytes may stay in the server's files and its archive until then.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

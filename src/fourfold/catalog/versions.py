"""Versions of what is published: counted from 1, one of them current, the others kept."""

from __future__ import annotations

from typing import TypeVar

from django.db import connection

from fourfold.catalog.models import PublishedDocument, PublishedTable

Published = TypeVar("Published", PublishedTable, PublishedDocument)


def current(kind: type[Published], code: str) -> Published | None:
    """
    Return the current version of a code, or None; until the transaction ends nobody else writes.

    Readers never wait. A row cannot be locked instead: before the first version there is none.
    """
    if connection.vendor == "postgresql":  # on SQLite a transaction holds the only write lock
        table = connection.ops.quote_name(kind._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
    return kind._default_manager.filter(code=code, is_current=True).first()


def follow(before: Published | None) -> int:
    """Retire the current version, if there is one, and return the next one's number."""
    if before is None:
        return 1
    before.is_current = False
    before.save(update_fields=["is_current"])
    return before.version + 1

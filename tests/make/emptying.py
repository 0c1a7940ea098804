"""Emptying a test database, although its audit lines may not be deleted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.operations import BaseDatabaseOperations

from fourfold.security.audit import append_only

_real = BaseDatabaseOperations.execute_sql_flush


def allow_emptying() -> None:
    """Let Django's `flush` work from now on in this process, as tests do between them."""
    BaseDatabaseOperations.execute_sql_flush = _flush


@contextmanager
def unguarded(alias: str = "default") -> Iterator[None]:
    """Take the triggers away for a while, as somebody could who owns the database."""
    connection = connections[alias]
    stood = not append_only.missing(connection)
    append_only.take_down(connection)
    try:
        yield
    finally:
        if stood:
            append_only.put_up(connection)


def _flush(self: BaseDatabaseOperations, sql_list: list[str]) -> Any:
    alias = self.connection.alias
    with transaction.atomic(using=alias), unguarded(alias):
        return _real(self, sql_list)

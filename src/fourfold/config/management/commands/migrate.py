"""`manage.py migrate`, reached by people as `fourfold db migrate`: Django's, made safe to kill."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import connection, transaction

from fourfold.config.trouble import in_one_message
from fourfold.config.turns import one_at_a_time


class Command(migrate.Command):
    """Update the database's tables: all of the way or not at all, one process at a time."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate as Django does, in one transaction."""
        with in_one_message(), one_at_a_time(), _all_or_nothing():
            super().handle(*args, **options)


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """
    Open one transaction around every migration.

    Django notes a migration as done after the transaction that did it: a process killed between
    the two leaves tables that the next run tries to make again. And a database that is half old
    and half new fits neither version of Fourfold.
    """
    # SQLite cannot switch foreign keys off inside a transaction, and rebuilds tables without them;
    # Django compares the keys itself at the end of each migration.
    connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            yield
    finally:
        connection.enable_constraint_checking()

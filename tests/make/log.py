"""Audit lines to try things on, and raw SQL as somebody with the database's password has it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from fourfold.security import audit
from fourfold.security.events import Event
from tests.make.river import NOW


def write(count: int = 1, *, by: str = "ana", subject: str = "run:1") -> None:
    """Write lines, each in a transaction of its own."""
    for nth in range(count):
        with transaction.atomic():
            audit.record(
                Event.STUDY_RUN,
                by=by,
                subject=subject,
                at=NOW + timedelta(minutes=nth),
                facts={"nth": nth, "kind": "code.1"},
            )


def sql(statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Run one statement as it is."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []

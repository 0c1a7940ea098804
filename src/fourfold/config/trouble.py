"""Trouble with the disk or the database, said in one message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError


@contextmanager
def in_one_message() -> Iterator[None]:
    """Turn trouble with the disk or the database into one CommandError that says what to do."""
    try:
        yield
    except (OSError, DatabaseError) as problem:
        raise CommandError(
            f"Fourfold cannot write to {settings.VAR} or its database ({problem}). Nothing "
            "was half-written. Give this user the right to write there, or set FOURFOLD_VAR "
            "to a folder that it may write to; then run the same command again."
        ) from problem

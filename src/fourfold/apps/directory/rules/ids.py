"""Ids of the directory: UUIDs, as the exchange format asks."""

from __future__ import annotations

from uuid import uuid4

LENGTH = 36


def new_uuid() -> str:
    """Return a new id."""
    return str(uuid4())

"""Ids of the directory: UUIDs, as the exchange format asks."""

from __future__ import annotations

from uuid import UUID, uuid4, uuid5

LENGTH = 36
NAMESPACE = UUID("6f1c7b52-7f3a-5d0e-9c55-0f4a6d1b2e83")


def new_uuid() -> str:
    """Return a new id."""
    return str(uuid4())


def uuid_of(*parts: str) -> str:
    """Return the id of something that has codes already: the same codes, the same id."""
    return str(uuid5(NAMESPACE, "/".join(parts)))

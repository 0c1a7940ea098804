"""Shredding by name, in the log."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fourfold.security import audit, keys
from fourfold.security.events import Event


@transaction.atomic
def shred(person: str, *, by: str, at: datetime) -> None:
    """
    Shred a person's keys and say so in the log: both, or neither. It cannot be undone.

    person: its id. What their keys sealed is erased, in every copy and backup too.
    """
    keys.shred(person)
    audit.record(Event.KEYS_SHREDDED, by=by, subject=f"person:{person}", at=at)

"""Shredding a person's keys: what they sealed is erased, in every copy and backup too."""

from __future__ import annotations

from django.db import transaction

from fourfold.security.keys.envelope import table
from fourfold.security.keys.opening import forget
from fourfold.security.keys.stores import key_store


def shred(person: str) -> None:
    """
    Shred a person's keys once this transaction is kept; not at all if it is not.

    It cannot be undone. The caller writes the audit event in the same transaction; `custody.shred`
    does both. What was stopped in between is done by the next shredding, at start, and by
    `fourfold keys finish`. person: its id; one without keys is no error.
    """
    table("Shredding").objects.get_or_create(person=person)
    transaction.on_commit(finish_shredding, robust=True)


def finish_shredding() -> int:
    """
    Shred the keys of every person whose shredding was kept; returns how many persons.

    :raises KeyStoreTrouble: if the key store cannot be written; they stay to be done.
    """
    waiting = table("Shredding").objects
    persons = sorted(waiting.values_list("person", flat=True))
    if persons:
        key_store().shred(persons)
        forget()
        waiting.filter(person__in=persons).delete()
    return len(persons)

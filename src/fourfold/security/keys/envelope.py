"""
Keys in keys: the master key wraps an agency's, that wraps a person's and a holder's.

A key's version is that of the agency's key that wraps it, so the first bytes of what is sealed
tell whether it is stale.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.apps import apps
from django.db import connection

from fourfold.security.ids import new_id
from fourfold.security.keys.errors import CannotUnwrap, NoKey, NotInTransaction, Shredded
from fourfold.security.keys.master import SIZE, unwrap, wrap
from fourfold.security.keys.sources import ring
from fourfold.security.keys.store import Kind, WrappedKey
from fourfold.security.keys.stores import key_store

TURNS = 4_197_002
"""The family of PostgreSQL's advisory locks that say: this agency's key is in use."""


def new_person(*, agency: str) -> str:
    """
    Return a new person's id, with a key of its own under the agency's.

    The key is kept at once, whatever becomes of the transaction: one that no record uses opens
    nothing. agency: its code.
    """
    return new_persons(1, agency=agency)[0]


def new_persons(count: int, *, agency: str) -> list[str]:
    """Return the ids of several new persons; quicker than one by one."""
    persons = [new_id() for _ in range(count)]
    _keep_new(Kind.PERSON, persons, agency=agency, version=version_in_use(agency))
    return persons


def make_person_keys(persons: Iterable[str], *, version: int) -> None:
    """Make a version of the keys of those persons who lack it; shredded ones get none."""
    lacking: dict[str, list[str]] = {}
    for person, agency in key_store().agencies_of(persons, without=version).items():
        lacking.setdefault(agency, []).append(person)
    for agency, some in lacking.items():
        _keep_new(Kind.PERSON, some, agency=agency, version=version)


# ------------------------------------------------------------------ keys, unwrapped
def person_keys(person: str) -> dict[int, WrappedKey]:
    """
    Return every version of a person's key, still wrapped.

    :raises NoKey: if the key store knows no such person.
    :raises Shredded: if the person's keys were shredded.
    """
    return check_there(person, key_store().versions(Kind.PERSON, person))


def check_there(person: str, found: dict[int, WrappedKey]) -> dict[int, WrappedKey]:
    """
    Return the keys found of a person, unless there are none, or none any more.

    :raises NoKey, Shredded: as `person_keys` does.
    """
    if not found:
        raise NoKey(f"The key store has no key of person {person}. See docs/runbooks/keys.md.")
    if any(each.shredded for each in found.values()):
        raise Shredded(f"The keys of person {person} were shredded: what they sealed is erased.")
    return found


def open_key(key: WrappedKey, *, with_key: bytes) -> bytes:
    """Unwrap a person's or a holder's key. with_key: the agency's."""
    return unwrap(key.wrapped, with_key=with_key, about=key.about)


def agency_key(agency: str, version: int) -> bytes:
    """
    Unwrap a version of an agency's key.

    :raises NoKey: if the key store has no such version.
    """
    key = key_store().versions(Kind.AGENCY, agency).get(version)
    if key is None:
        raise NoKey(f"The key store has no version {version} of the key of agency {agency}.")
    try:
        return ring().master.unwrap(key.wrapped, version=key.wrapped_with, about=key.about)
    except CannotUnwrap:
        if key.wrapped_with in ring().master.fingerprints():
            raise
        ring.cache_clear()  # the master key was rotated while this process ran
        return ring().master.unwrap(key.wrapped, version=key.wrapped_with, about=key.about)


def person_key(person: str, version: int, *, known: dict[int, WrappedKey]) -> WrappedKey:
    """
    Return a version of a person's key, made now if the agency's is newer than the person's.

    :raises Shredded: if the person's keys were shredded.
    """
    if version in known:
        return known[version]
    _keep_new(Kind.PERSON, [person], agency=agency_of(known), version=version)
    return person_keys(person)[version]


def holder_key(holder: str, version: int, *, agency: str) -> WrappedKey:
    """Return the key that seals what an account holds in confidence, made at first use."""
    owner = f"{holder}@{agency}"
    if version not in (known := key_store().versions(Kind.HOLDER, owner)):
        _keep_new(Kind.HOLDER, [owner], agency=agency, version=version)
        known = key_store().versions(Kind.HOLDER, owner)
    return known[version]


def agency_of(known: dict[int, WrappedKey]) -> str:
    """Return the agency whose key wraps the newest of these."""
    return known[max(known)].agency


def _keep_new(kind: Kind, owners: Sequence[str], *, agency: str, version: int) -> None:
    with_key = agency_key(agency, version)
    made = [WrappedKey(kind, owner, version, agency, version, b"") for owner in owners]
    secret = secrets.token_bytes
    key_store().add(
        [
            replace(key, wrapped=wrap(secret(SIZE), with_key=with_key, about=key.about))
            for key in made
        ]
    )


def keep_agency_version(agency: str, version: int) -> None:
    """Make a version of an agency's key, unless another process just did."""
    if version not in key_store().versions(Kind.AGENCY, agency):
        made = WrappedKey(Kind.AGENCY, agency, version, agency, 0, b"")
        with_version, wrapped = ring().master.wrap(secrets.token_bytes(SIZE), about=made.about)
        key_store().add([replace(made, wrapped_with=with_version, wrapped=wrapped)])


# ------------------------------------------------------------------ the version in use
class _Transaction(threading.local):
    """Versions asked for in this thread's transaction; `stands_for` tells it from the next."""

    stands_for: object = None

    def __init__(self) -> None:
        self.versions: dict[str, int] = {}


_transaction = _Transaction()


def table(name: str) -> Any:
    """Return a table of this floor by its name: the tables stand on this room, not under it."""
    return apps.get_app_config("security").get_model(name)


def version_in_use(agency: str) -> int:
    """Return the version of an agency's key in use; its first use makes it."""
    versions = table("AgencyKey").objects
    found = versions.filter(agency=agency).values_list("version", flat=True).first()
    if found is None:
        # A restored database may be older than the key store: its newest version is taken.
        found = max(key_store().versions(Kind.AGENCY, agency), default=1)
        keep_agency_version(agency, found)
        found = versions.get_or_create(agency=agency, defaults={"version": found})[0].version
    return int(found)


def version_to_seal_with(agency: str) -> int:
    """
    Return the version in use, which then stays in use until this transaction ends.

    A rotation waits for this transaction, so nothing is written with an old version after it.
    :raises NotInTransaction: if no transaction is open.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(
            f"A record of agency {agency} was not sealed: open a transaction around the change "
            "(transaction.atomic)."
        )
    # Django makes this list anew at each commit and rollback, so it stands for the transaction.
    if _transaction.stands_for is not connection.run_on_commit:
        _transaction.stands_for, _transaction.versions = connection.run_on_commit, {}
    known = _transaction.versions
    if agency not in known:
        if connection.vendor == "postgresql":  # SQLite has one writer at a time anyway
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_advisory_xact_lock_shared(%s, hashtext(%s))", [TURNS, agency]
                )
        known[agency] = version_in_use(agency)
    return known[agency]


def use_version(agency: str, version: int) -> None:
    """
    Put a version in use, once every transaction that seals with another has ended.

    Call it in a transaction of its own.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [TURNS, agency])
    table("AgencyKey").objects.filter(agency=agency).update(version=version)
    _transaction.stands_for = None

"""
Which keys are open now: fetched once in a request or an `opened()` block, and forgotten after it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fourfold.security.keys import envelope
from fourfold.security.keys.errors import NoKey, NotTheHolder
from fourfold.security.keys.master import SIZE
from fourfold.security.keys.store import Kind, WrappedKey
from fourfold.security.keys.stores import key_store

MOST_KEYS = 1_000
"""Keys held open at once; after that all are forgotten and fetched again."""
MOST_SECONDS = 60
"""How long a long block may go on with a key that another process shredded meanwhile."""


class Owner(NamedTuple):
    """Whose key seals a value: a person's, or a person's and a holder's together."""

    person: str
    holder: str = ""


class _Forgetting:
    """A count that goes up when this process must forget what it holds open."""

    count = 0


class OpenKeys:
    """The keys of one block."""

    def __init__(self, holder: str = "") -> None:
        self.holder = holder
        self._forget()

    def to_open(self, owner: Owner, version: int, *, shown: bool = True) -> AESGCM:
        """
        Return what opens values of one owner and version.

        shown: False if the value is only sealed anew, which needs no holder.
        :raises NoKey, Shredded: if there is no such key, or none any more.
        :raises NotTheHolder: if it is privileged and this block is not its holder's.
        """
        if shown and owner.holder and owner.holder != self.holder:
            raise NotTheHolder(
                "This note was told in confidence and opens for the account that holds it alone."
            )
        self._refresh()
        if found := self._ciphers.get((owner, version)):
            return found
        known = self._known(owner.person)
        if version not in known:  # perhaps the key was rotated since this block began
            del self._wrapped[owner.person]
            known = self._known(owner.person)
        if version not in known:
            raise NoKey(
                f"The key store has no version {version} of the key of person {owner.person}. "
                "See docs/runbooks/keys.md."
            )
        return self._cipher(owner, known[version])

    def to_seal(self, owner: Owner) -> tuple[int, AESGCM]:
        """
        Return the version in use and what seals with it.

        :raises NoKey, Shredded: if there is no such person, or no more.
        :raises NotInTransaction: if no transaction is open.
        """
        version = self.version_to_seal_with(owner)
        if found := self._ciphers.get((owner, version)):
            return version, found
        known = self._known(owner.person)
        key = envelope.person_key(owner.person, version, known=known)
        known[version] = key
        return version, self._cipher(owner, key)

    def version_to_seal_with(self, owner: Owner) -> int:
        """Return the version in use for an owner; it stays so until the transaction ends."""
        self._refresh()
        return envelope.version_to_seal_with(envelope.agency_of(self._known(owner.person)))

    def _cipher(self, owner: Owner, key: WrappedKey) -> AESGCM:
        secret = self._open(key)
        if owner.holder:
            held = self._held(owner.holder, key)
            both = HKDF(algorithm=SHA256(), length=SIZE, salt=None, info=b"fourfold privileged")
            secret = both.derive(secret + held)
        self._ciphers[owner, key.version] = cipher = AESGCM(secret)
        return cipher

    def learn(self, persons: Iterable[str]) -> None:
        """Fetch the keys of many persons at once, before a list of their records is read."""
        self._refresh()
        new = [person for person in persons if person not in self._wrapped]
        self._wrapped |= key_store().versions_of(Kind.PERSON, new)

    def _known(self, person: str) -> dict[int, WrappedKey]:
        if person not in self._wrapped:
            self._wrapped[person] = key_store().versions(Kind.PERSON, person)
        return envelope.check_there(person, self._wrapped[person])

    def _open(self, key: WrappedKey) -> bytes:
        of = key.agency, key.wrapped_with
        if of not in self._agencies:
            self._agencies[of] = envelope.agency_key(*of)
        return envelope.open_key(key, with_key=self._agencies[of])

    def _held(self, holder: str, key: WrappedKey) -> bytes:
        of = holder, key.agency, key.version
        if of not in self._holders:
            held = envelope.holder_key(holder, key.version, agency=key.agency)
            self._holders[of] = self._open(held)
        return self._holders[of]

    def _refresh(self) -> None:
        if (
            self._at_count != _Forgetting.count
            or len(self._ciphers) > MOST_KEYS
            or time.monotonic() - self._since > MOST_SECONDS
        ):
            self._forget()

    def _forget(self) -> None:
        self._ciphers: dict[tuple[Owner, int], AESGCM] = {}
        self._wrapped: dict[str, dict[int, WrappedKey]] = {}
        self._agencies: dict[tuple[str, int], bytes] = {}
        self._holders: dict[tuple[str, str, int], bytes] = {}
        self._at_count = _Forgetting.count
        self._since = time.monotonic()


_open: ContextVar[OpenKeys | None] = ContextVar("open_keys", default=None)


@contextmanager
def opened(*, holder: str = "") -> Iterator[OpenKeys]:
    """
    Hold keys open in this block, each fetched once; a block inside another has its own.

    holder: the account whose privileged notes may be opened here; "": nobody's.
    """
    keys = OpenKeys(holder)
    token = _open.set(keys)
    try:
        yield keys
    finally:
        _open.reset(token)
        keys._forget()


def open_keys() -> OpenKeys:
    """Return the keys of this block; outside of one, keys that nothing remembers."""
    return _open.get() or OpenKeys()


def forget() -> None:
    """Make every block of this process forget its keys."""
    _Forgetting.count += 1

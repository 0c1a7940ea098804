"""The master key: it wraps other keys and nothing else. A key service of the state can stand in."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fourfold.security.keys.errors import CannotUnwrap

SIZE = 32
"""Bytes of each key: 256 bits."""
NONCE = 12
"""Bytes of a nonce of AES-GCM: 96 bits, random."""


class Master(Protocol):
    """What wraps keys. A key service implements these four and never hands out the key itself."""

    @property
    def current(self) -> int:
        """The version that wraps new keys."""
        ...

    def wrap(self, key: bytes, *, about: str) -> tuple[int, bytes]:
        """Wrap a key with the current version; returns that version and the wrapped key."""
        ...

    def unwrap(self, wrapped: bytes, *, version: int, about: str) -> bytes:
        """
        Unwrap a key.

        :raises CannotUnwrap: if anything differs from when it was wrapped.
        """
        ...

    def fingerprints(self) -> Mapping[int, str]:
        """Return what tells each version from any other without giving it away."""
        ...


@dataclass(frozen=True, slots=True)
class LocalMaster:
    """Master keys held in this process's memory: AES-256-GCM."""

    current: int
    versions: Mapping[int, bytes] = field(repr=False)

    def wrap(self, key: bytes, *, about: str) -> tuple[int, bytes]:
        return self.current, wrap(key, with_key=self.versions[self.current], about=about)

    def unwrap(self, wrapped: bytes, *, version: int, about: str) -> bytes:
        if version not in self.versions:
            raise CannotUnwrap(f"The key of {about} needs master key {version}, which is not here.")
        return unwrap(wrapped, with_key=self.versions[version], about=about)

    def fingerprints(self) -> dict[int, str]:
        return {version: fingerprint(key) for version, key in self.versions.items()}


def fingerprint(key: bytes) -> str:
    """Return 64 letters that tell a key from any other and say nothing about it."""
    return hmac.new(key, b"fourfold key fingerprint", hashlib.sha256).hexdigest()


def wrap(key: bytes, *, with_key: bytes, about: str) -> bytes:
    """Seal a key under another. about: whose key it is; unwrapping it as another's is refused."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(with_key).encrypt(nonce, key, about.encode())


def unwrap(wrapped: bytes, *, with_key: bytes, about: str) -> bytes:
    """
    Open what `wrap` sealed.

    :raises CannotUnwrap: if a bit was changed, or the key or `about` is another.
    """
    try:
        return AESGCM(with_key).decrypt(wrapped[:NONCE], wrapped[NONCE:], about.encode())
    except (InvalidTag, ValueError) as problem:
        raise CannotUnwrap(
            f"The key of {about} was changed, or wrapped with another key."
        ) from problem

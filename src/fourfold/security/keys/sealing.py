"""
How bytes are sealed: AES-256-GCM, bound to the place they are kept in.

    1 byte   form, 1
    2 bytes  version of the agency's key, highest byte first
    12 bytes nonce, random
    the rest what is sealed, filled up to a multiple of 32 bytes, and 16 bytes that prove it

Table, column, row and version are part of the proof: what is moved to another place does not open.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import NamedTuple

from cryptography.exceptions import InvalidTag

from fourfold.security.keys.errors import Tampered
from fourfold.security.keys.opening import OpenKeys, Owner

FORM = b"\x01"
HEAD, NONCE, FILL, PROOF = 3, 12, 32, 16
SHORTEST = HEAD + NONCE + FILL + PROOF
"""Short values are filled up: yes and no must not be told apart by their length."""


class Sealed(bytes):
    """Sealed bytes, as the database keeps them. They do not show when printed."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__

    @property
    def version(self) -> int:
        """The version of the agency's key that sealed it."""
        return int.from_bytes(self[1:HEAD], "big")


class Place(NamedTuple):
    """Where a value is kept, and whose it is."""

    table: str
    column: str
    row: str
    owner: Owner

    def bound(self, head: bytes) -> bytes:
        return head + f"\0{self.table}\0{self.column}\0{self.row}".encode()


def seal(plain: bytes, *, place: Place, keys: OpenKeys) -> Sealed:
    """
    Seal bytes for one place.

    :raises NoKey, Shredded, NotInTransaction: as `OpenKeys.to_seal` does.
    """
    version, cipher = keys.to_seal(place.owner)
    head, nonce = FORM + version.to_bytes(HEAD - 1, "big"), secrets.token_bytes(NONCE)
    filled = plain + b"\x80" + b"\0" * (-(len(plain) + 1) % FILL)
    return Sealed(head + nonce + cipher.encrypt(nonce, filled, place.bound(head)))


def unseal(sealed: Sealed, *, place: Place, keys: OpenKeys, shown: bool = True) -> bytes:
    """
    Open what was sealed for this place.

    shown: False if it is only sealed anew.
    :raises Tampered: if it was changed, moved here from elsewhere, or sealed with another key.
    :raises NoKey, Shredded, NotTheHolder: as `OpenKeys.to_open` does.
    """
    head = sealed[:HEAD]
    if head[:1] == FORM and len(sealed) >= SHORTEST:
        cipher = keys.to_open(place.owner, sealed.version, shown=shown)
        with suppress(InvalidTag):
            nonce, rest = sealed[HEAD : HEAD + NONCE], sealed[HEAD + NONCE :]
            return cipher.decrypt(nonce, rest, place.bound(head)).rstrip(b"\0")[:-1]
    raise Tampered(table=place.table, row=place.row, column=place.column)


def seal_anew(sealed: Sealed, *, place: Place, keys: OpenKeys) -> Sealed:
    """
    Seal with the version in use what another one sealed, and show it to nobody.

    :raises CannotOpen, NotInTransaction: as `unseal` and `seal` do.
    """
    return seal(unseal(sealed, place=place, keys=keys, shown=False), place=place, keys=keys)

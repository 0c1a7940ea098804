"""
A file of the store that points to people, sealed as a whole.

    4 bytes   form, "FFK1"
    32 bytes  salt, made of the content and the key: the same content is sealed alike
    the rest  the content, sealed chunk by chunk with a key of its own (security.streams)
"""

from __future__ import annotations

import hashlib
import hmac
import io
from collections.abc import Iterator
from typing import BinaryIO

from fourfold.analysis.check.files.keeping import digest_of
from fourfold.analysis.check.files.source import Source, part_of
from fourfold.security.streams import CHUNK, FORM, PROOF, Sealing, Unsealing

SEALED = b"FFK1"
SALT = 32
_ABOUT = b"store"


def sealed(content: Source, *, key: bytes) -> Source:
    """Return a source sealed; nothing of it is kept meanwhile. key: 32 bytes, of the store."""
    salt = hmac.digest(key, b"salt" + digest_of(content).encode(), hashlib.sha256)
    chunks = max(-(-content.size // CHUNK), 1)
    size = len(SEALED) + SALT + len(FORM) + content.size + chunks * PROOF
    return Source(
        content.name, size, lambda: io.BufferedReader(_Flowing(_pieces(content, salt, key)))
    )


def unsealed(kept: Source, *, key: bytes) -> Source:
    """
    Return what was sealed as a source, or the source itself if it was not.

    :raises Broken: at opening or reading, if it was changed or sealed with another key.
    """
    with kept.open() as stream:
        start = stream.read(len(SEALED) + SALT)
    if not start.startswith(SEALED):
        return kept
    within = part_of(kept, len(start), kept.size)
    file_key = _key(key, start[len(SEALED) :])

    def opened() -> BinaryIO:
        return io.BufferedReader(Unsealing(within.open(), key=file_key, about=_ABOUT), CHUNK)

    with opened() as stream:
        size = stream.seek(0, io.SEEK_END)
    return Source(kept.name, size, opened)


def _key(key: bytes, salt: bytes) -> bytes:
    return hmac.digest(key, b"file" + salt, hashlib.sha256)


def _pieces(content: Source, salt: bytes, key: bytes) -> Iterator[bytes]:
    out = _Out()
    sealing = Sealing(out, key=_key(key, salt), about=_ABOUT)
    yield SEALED + salt
    with content.open() as stream:
        while piece := stream.read(CHUNK):
            sealing.write(piece)
            yield out.taken()
    sealing.finish()
    yield out.taken()


class _Out:
    """Holds what was sealed until it is taken."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, piece: bytes) -> None:
        self._held += piece

    def taken(self) -> bytes:
        held, self._held = bytes(self._held), bytearray()
        return held


class _Flowing(io.RawIOBase):
    """A stream of pieces, read from start to end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._left:
            try:
                self._left = next(self._pieces)
            except StopIteration:
                return 0
        given = self._left[: len(buffer)]
        buffer[: len(given)] = given
        self._left = self._left[len(given) :]
        return len(given)

"""
Sealing a file by streaming: chunk by chunk, in little memory, never in clear on the disk.

    4 bytes   form, "FFS1"
    chunks    64 KiB each, the last one shorter; each with 16 bytes that prove it

A chunk's number, and whether it is the last, are part of its nonce: chunks that are cut off, added,
repeated or put in another order do not open. So each file needs a key of its own, used once.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORM, CHUNK, PROOF = b"FFS1", 64 * 1024, 16
SEALED_CHUNK = CHUNK + PROOF


class Target(Protocol):
    """Whatever takes bytes."""

    def write(self, piece: bytes, /) -> object:
        """Add to the end."""


class Broken(ValueError):
    """What is sealed in a file was changed, cut, or sealed with another key."""


class Sealing:
    """Seals bytes into `target` as they come; nothing is whole before `finish`."""

    def __init__(self, target: Target, *, key: bytes, about: bytes) -> None:
        """
        Begin a sealed file.

        key: 32 bytes, of this file alone. about: what the file is bound to.
        """
        self._target, self._cipher, self._about = target, AESGCM(key), FORM + about
        self._number, self._waiting = 0, bytearray()
        target.write(FORM)

    def write(self, piece: bytes) -> None:
        self._waiting += piece
        # One chunk always waits: the last one is sealed as such.
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def finish(self) -> None:
        """Seal what waits as the last chunk."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        nonce = _nonce(self._number, last=last)
        self._target.write(self._cipher.encrypt(nonce, chunk, self._about))
        self._number += 1


def write_sealed(source: BinaryIO, target: BinaryIO, *, key: bytes, about: bytes) -> int:
    """
    Seal what is read from `source` into `target`; returns how many bytes were read.

    key: 32 bytes, of this file alone. about: what the file is bound to.
    """
    sealing, size = Sealing(target, key=key, about=about), 0
    while piece := source.read(CHUNK):
        sealing.write(piece)
        size += len(piece)
    sealing.finish()
    return size


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


class Unsealing(io.RawIOBase):
    """
    Reads a sealed file, by its path or as a stream that it then owns; wrap it in
    `io.BufferedReader`. Its end is checked before its first byte is given out.

    :raises Broken: at opening or reading.
    """

    def __init__(self, sealed: Path | BinaryIO, *, key: bytes, about: bytes) -> None:
        self._file = sealed.open("rb") if isinstance(sealed, Path) else sealed
        self._cipher, self._about = AESGCM(key), FORM + about
        self._at, self._number, self._chunk = 0, -1, b""
        try:
            whole = self._file.seek(0, io.SEEK_END) - len(FORM)
            self._file.seek(0)
            self._last = max(whole - 1, 0) // SEALED_CHUNK
            self.size = whole - (self._last + 1) * PROOF
            if self._file.read(len(FORM)) != FORM or self.size < 0:
                raise Broken("It is no sealed file, or it was cut.")
            self._load(self._last)
        except BaseException:
            self._file.close()
            raise

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(start + offset, 0)
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._at >= self.size:
            return 0
        number, skip = divmod(self._at, CHUNK)
        if number != self._number:
            self._load(number)
        given = self._chunk[skip : skip + len(buffer)]
        buffer[: len(given)] = given
        self._at += len(given)
        return len(given)

    def close(self) -> None:
        self._chunk = b""
        self._file.close()
        super().close()

    def _load(self, number: int) -> None:
        self._file.seek(len(FORM) + number * SEALED_CHUNK)
        sealed = self._file.read(SEALED_CHUNK)
        nonce = _nonce(number, last=number == self._last)
        try:
            self._chunk = self._cipher.decrypt(nonce, sealed, self._about)
        except (InvalidTag, ValueError) as problem:
            raise Broken(f"Chunk {number} was changed, moved or cut.") from problem
        self._number = number

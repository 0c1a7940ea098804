"""
Sealing a file by streaming: chunk by chunk, in little memory, never in clear on the disk.

    4 bytes   form, "FFS1"
    chunks    64 KiB each, the last one shorter; each with 16 bytes that prove it

A chunk's number, and whether it is the last, are part of its nonce: chunks that are cut off, added,
repeated or put in another order do not open. So each file needs a key of its own, used once.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORM, CHUNK, PROOF = b"FFS1", 64 * 1024, 16
SEALED_CHUNK = CHUNK + PROOF


class Broken(ValueError):
    """What is sealed in a file was changed, cut, or sealed with another key."""


def write_sealed(source: BinaryIO, target: BinaryIO, *, key: bytes, about: bytes) -> int:
    """
    Seal what is read from `source` into `target`; returns how many bytes were read.

    key: 32 bytes, of this file alone. about: what the file is bound to.
    """
    cipher, number, size = AESGCM(key), 0, 0
    target.write(FORM)
    chunk = _full(source)
    while True:
        following = _full(source) if len(chunk) == CHUNK else b""
        last = not following
        target.write(cipher.encrypt(_nonce(number, last=last), chunk, FORM + about))
        size += len(chunk)
        if last:
            return size
        chunk, number = following, number + 1


def _full(source: BinaryIO) -> bytes:
    """Read a whole chunk, however small the pieces that come."""
    parts, missing = [], CHUNK
    while missing and (part := source.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


class Unsealing(io.RawIOBase):
    """
    Reads a sealed file; wrap it in `io.BufferedReader`. Its end is checked before its first byte
    is given out.

    :raises Broken: at opening or reading.
    """

    def __init__(self, path: Path, *, key: bytes, about: bytes) -> None:
        self._file = path.open("rb")
        self._cipher, self._about = AESGCM(key), FORM + about
        self._at, self._number, self._chunk = 0, -1, b""
        try:
            whole = os.fstat(self._file.fileno()).st_size - len(FORM)
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

"""
A copy that is needed for a while, on the disk and yet never in clear.

The file has no name as soon as it is open, and each chunk is sealed with a key that lives in this
process only: after a crash there is nothing to find and nothing that opens it.
"""

from __future__ import annotations

import io
import os
import secrets
import tempfile
import threading
import weakref
from contextlib import suppress
from pathlib import Path

from fourfold.analysis.check.files.source import Source
from fourfold.security.streams import Sealing, Unsealing

_ABOUT = b"scratch"


class Closed(ValueError):
    """The scratch was thrown away, or is written to after it was read."""


class Scratch:
    """
    Takes bytes, seals them into a nameless file of the folder, and gives them as a source.

    Needs no settings. The file is gone when `close` is called, when the scratch and everything that
    reads it is forgotten, and when the process ends, however it ends.
    """

    def __init__(self, folder: Path) -> None:
        """
        Begin an empty scratch. folder: where it lies; it must exist.

        :raises OSError: if nothing can be written there.
        """
        self._file = _File(folder)
        self._key = secrets.token_bytes(32)
        self._sealing: Sealing | None = Sealing(self._file, key=self._key, about=_ABOUT)
        self._size = 0

    def write(self, piece: bytes) -> int:
        """Seal a piece behind those before. :raises Closed: after `source` or `close`."""
        if self._sealing is None:
            raise Closed("This scratch takes no more.")
        self._sealing.write(piece)
        self._size += len(piece)
        return len(piece)

    def source(self, name: str) -> Source:
        """Return all that was written; it can be opened many times, from any thread."""
        if self._sealing is not None:
            self._sealing.finish()
            self._sealing = None
        file, key = self._file, self._key

        def opened() -> io.BufferedReader:
            return io.BufferedReader(Unsealing(file.reader(), key=key, about=_ABOUT), 2**16)

        return Source(name, self._size, opened)

    def close(self) -> None:
        """Throw it away: nothing reads it any more."""
        self._sealing, self._key = None, b""
        self._file.close()


class _File:
    """A file without a name, written at its end, read anywhere by many at once."""

    def __init__(self, folder: Path) -> None:
        self._handle, path = tempfile.mkstemp(prefix=".scratch-", dir=folder)  # 0600 from the start
        self._lock = threading.Lock()
        self._end = 0
        _forget(path)
        self._finalizer = weakref.finalize(self, _throw_away, self._handle, path)

    def write(self, piece: bytes) -> int:
        with self._lock:
            os.lseek(self._handle, self._end, os.SEEK_SET)
            left = memoryview(piece)
            while left:
                done = os.write(self._handle, left)
                self._end += done
                left = left[done:]
        return len(piece)

    def read(self, at: int, size: int) -> bytes:
        with self._lock:
            if not self._finalizer.alive:
                raise Closed("This scratch was thrown away.")
            os.lseek(self._handle, at, os.SEEK_SET)
            return os.read(self._handle, size)

    def reader(self) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self, self._end), 2**17)

    def close(self) -> None:
        with self._lock:
            self._finalizer()


class _Reader(io.RawIOBase):
    """One reader's own place in a file."""

    def __init__(self, file: _File, size: int) -> None:
        self._file, self._size, self._at = file, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(start + offset, 0)
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._file.read(self._at, len(buffer))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def _forget(path: str) -> None:
    """Take the file's name away; where an open file keeps its name, that is done at the end."""
    with suppress(PermissionError):
        os.unlink(path)


def _throw_away(handle: int, path: str) -> None:
    os.close(handle)
    with suppress(FileNotFoundError):
        os.unlink(path)

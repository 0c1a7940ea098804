"""One file read by several threads at once."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from typing import BinaryIO


class SideBySide(io.RawIOBase):
    """
    A stream in which each thread has a place of its own.

    DuckDB looks for a place and reads there in two calls, and its threads share one stream: of a
    stream with one place, a thread may read where another one looked. opened: gives a new stream to
    read and seek.
    """

    def __init__(self, opened: Callable[[], BinaryIO]) -> None:
        """Open nothing yet."""
        self._opened, self._mine = opened, threading.local()
        self._all: list[BinaryIO] = []

    def _stream(self) -> BinaryIO:
        stream: BinaryIO | None = getattr(self._mine, "stream", None)
        if stream is None:
            stream = self._mine.stream = self._opened()
            self._all.append(stream)
        return stream

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Look for a place, for this thread alone."""
        return self._stream().seek(offset, whence)

    def tell(self) -> int:
        """Return this thread's place."""
        return self._stream().tell()

    def read(self, size: int = -1) -> bytes:
        """Return bytes from this thread's place on."""
        return self._stream().read(size)

    def close(self) -> None:
        """Close what every thread opened."""
        while self._all:
            self._all.pop().close()
        super().close()

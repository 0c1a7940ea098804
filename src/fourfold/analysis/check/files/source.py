"""A file that somebody brought, wherever it lies: on a disk, or sealed in a server's folder."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True)
class Source:
    """
    What came, as it came.

    name: the file's own name, for its ending and for messages only. size: bytes. open: gives a
    new stream to read and seek, at its start; whoever opens it closes it. It may be called often,
    also from other threads.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]


def source_of(path: Path) -> Source:
    """Return a file on this machine as a source. :raises OSError: if it is not there."""
    return Source(path.name, path.stat().st_size, lambda: path.open("rb"))


def source_of_bytes(name: str, content: bytes) -> Source:
    """Return bytes in memory as a source: something pasted, a form's answers."""
    return Source(name, len(content), lambda: io.BytesIO(content))


def part_of(source: Source, start: int, end: int) -> Source:
    """Return a part of a source, from byte `start` up to `end`; nothing is copied."""
    if start == 0 and end == source.size:
        return source
    return Source(
        source.name, end - start, lambda: io.BufferedReader(_Part(source.open(), start, end))
    )


class _Part(io.RawIOBase):
    """Reads a part of a stream as if it were all of it."""

    def __init__(self, stream: BinaryIO, start: int, end: int) -> None:
        self._stream, self._start, self._size, self._at = stream, start, end - start, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(begin + offset, 0)
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        self._stream.seek(self._start + self._at)
        piece = self._stream.read(max(min(len(buffer), self._size - self._at), 0))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        super().close()


class Scratch(Protocol):
    """Where a copy is written; the caller says where and closes it when nothing reads any more."""

    def write(self, piece: bytes) -> object:
        """Add to the end."""

    def source(self, name: str) -> Source:
        """Return what was written; nothing can be added after."""

    def close(self) -> None:
        """Throw it away."""

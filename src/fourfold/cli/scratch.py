"""Copies that a command needs for a while: held in memory, so that nothing of them is on a disk."""

from __future__ import annotations

import io
import zlib

from fourfold.analysis.check.files.source import Source, source_of_bytes

CHUNK = 1 << 18


class Packed:
    """Takes bytes, packs them, and gives them as a source; a table shrinks to about a tenth."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._rest = bytearray()
        self._size = 0

    def write(self, piece: bytes) -> int:
        """Add to the end."""
        self._rest += piece
        self._size += len(piece)
        while len(self._rest) >= CHUNK:
            self._pack(CHUNK)
        return len(piece)

    def source(self, name: str) -> Source:
        """Return all that was written."""
        if self._rest:
            self._pack(len(self._rest))
        chunks, size = self._chunks, self._size
        return Source(name, size, lambda: io.BufferedReader(_Unpacking(chunks, size), CHUNK))

    def close(self) -> None:
        """Forget it."""
        self._chunks = []

    def _pack(self, size: int) -> None:
        self._chunks.append(zlib.compress(bytes(self._rest[:size]), 1))
        del self._rest[:size]


class Held:
    """Takes bytes that are packed already, and gives them as a source."""

    def __init__(self) -> None:
        self._content = bytearray()

    def write(self, piece: bytes) -> int:
        """Add to the end."""
        self._content += piece
        return len(piece)

    def source(self, name: str) -> Source:
        """Return all that was written."""
        return source_of_bytes(name, bytes(self._content))

    def close(self) -> None:
        """Forget it."""
        self._content = bytearray()


class _Unpacking(io.RawIOBase):
    """One reader's place; it holds one chunk at a time."""

    def __init__(self, chunks: list[bytes], size: int) -> None:
        self._chunks, self._size, self._at = chunks, size, 0
        self._open, self._held = -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(start + offset, 0)
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        number, inside = divmod(self._at, CHUNK)
        if number != self._open:
            self._open, self._held = number, zlib.decompress(self._chunks[number])
        piece = self._held[inside : inside + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

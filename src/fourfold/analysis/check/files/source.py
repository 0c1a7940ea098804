"""A file that somebody brought, wherever it lies: on a disk, or sealed in a server's folder."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


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

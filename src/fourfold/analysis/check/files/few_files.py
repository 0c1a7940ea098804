"""A few files given to DuckDB by name, wherever their bytes lie, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from fourfold.analysis.check.files.side_by_side import SideBySide
from fourfold.analysis.check.files.source import Scratch, Source

PROTOCOL = "fourfold"
PARQUET = ".parquet"


def address(name: str) -> str:
    """Return what SQL calls a file of this name."""
    return f"{PROTOCOL}://{name}"


@contextmanager
def few_files(files: Mapping[str, Source]) -> Iterator[Any]:
    """
    Give a file system for `register_filesystem` that holds these files alone, to read.

    files: address to source. At the end all that was opened is closed: the database leaves it open.
    """
    with ExitStack() as streams:

        def closed_later(source: Source) -> Source:
            return replace(source, open=lambda: streams.enter_context(source.open()))

        yield file_system({name: closed_later(source) for name, source in files.items()})


def file_system(
    files: Mapping[str, Source], *, target: Scratch | None = None, protocol: str = PROTOCOL
) -> Any:
    """
    Return a file system that holds these files alone.

    target: takes what is written, whatever it is called; without it nothing can be.
    """
    from fsspec import AbstractFileSystem  # noqa: PLC0415 - slow to import

    class Few(AbstractFileSystem):  # type: ignore[misc] # fsspec says no types
        cachable = False

        def _open(self, path: str, mode: str = "rb", **_: Any) -> Any:
            if "w" in mode and target is not None:
                return _Writing(target)
            source = self._named(path)
            # Text is read on and on by whichever thread is free; Parquet here and there by all.
            return SideBySide(source.open) if path.endswith(PARQUET) else source.open()

        def info(self, path: str, **_: Any) -> dict[str, Any]:
            return {"name": path, "size": self._named(path).size, "type": "file"}

        def glob(self, path: str, **_: Any) -> list[str]:
            return [path]

        def modified(self, path: str) -> datetime:
            return datetime(2000, 1, 1, tzinfo=UTC)

        def _named(self, path: str) -> Source:
            wanted = f"{protocol}://{path.removeprefix(f'{protocol}://')}"
            if wanted not in files:
                raise FileNotFoundError(path)
            return files[wanted]

    Few.protocol = protocol
    return Few(skip_instance_cache=True)


class _Writing(io.RawIOBase):
    """A stream into a scratch, as DuckDB writes to one: on and on, and it asks where it is."""

    def __init__(self, target: Scratch) -> None:
        self._target, self._at = target, 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, piece: Any) -> int:
        self._target.write(bytes(piece))
        self._at += len(piece)
        return len(piece)

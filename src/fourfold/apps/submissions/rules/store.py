"""
The store of kept batches: files that never change, each named by the digest of its bytes.

It lies wherever fsspec reaches: a folder, a bucket. In a folder a file is written under another
name, brought to the disk and then renamed; elsewhere one write makes the whole file or none.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from fourfold.analysis.check.files.source import Source
from fourfold.apps.submissions.rules.figures import SubmissionError
from fourfold.apps.submissions.rules.sealed import sealed, unsealed
from fourfold.security.away import Away
from fourfold.security.streams import Broken

log = logging.getLogger(__name__)
PIECE = 1 << 20
SECONDS_TO_LEAVE = 24 * 3600
"""A file that no batch names is left alone this long: its transaction may still be open."""
ENDING = ".parquet"
_NAME = re.compile(r"[0-9a-f]{64}")


class StoreTrouble(SubmissionError, Away):
    """
    The store cannot be read or written now. It says what anybody may read.

    detail: the same for who runs the site, with the store's address.
    """

    def __init__(self, detail: str) -> None:
        super().__init__(
            "The place where answers are kept does not answer just now. Nothing was kept by "
            "halves, and your file or answers are still with you. Try again in a few minutes; if "
            "it stays so, tell the people who run this site."
        )
        self.detail = detail


class NotInStore(ValueError):
    """The file of a batch is not in the store."""


class Changed(ValueError):
    """A file of the store is not what its name says: it was changed or damaged."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the store. size: bytes. at: when it was written; None: the store does not say."""

    name: str
    size: int
    at: datetime | None


class Store:
    """
    The files below one address. Every method :raises StoreTrouble: if the store is out of reach.

    address: a folder, or what fsspec knows, such as s3://bucket/folder or memory://store. key: 32
    bytes that seal what points to people; a look that opens no file needs none.
    """

    def __init__(self, address: str, *, key: bytes = b"") -> None:
        self.address, self._key = address, key

    @cached_property
    def _place(self) -> tuple[Any, str]:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - slow to import

        try:
            # What another process wrote a moment ago must be seen here too.
            filesystem, root = url_to_fs(self.address, use_listings_cache=False)
        except (ImportError, ValueError) as problem:
            raise StoreTrouble(
                f"The store {self.address} cannot be reached: {problem}. See FOURFOLD_STORE."
            ) from problem
        return filesystem, str(root).rstrip("/")

    @property
    def filesystem(self) -> Any:
        """What reads and writes: an fsspec file system."""
        return self._place[0]

    @property
    def is_folder(self) -> bool:
        """True if the store is a folder of this machine."""
        return "file" in _several(self.filesystem.protocol)

    def path_of(self, name: str) -> str:
        """Return where a file lies, as the file system calls it."""
        if not _NAME.fullmatch(name):
            raise NotInStore(f"{name!r} is no name of a file in the store.")
        return f"{self._place[1]}/{name[:2]}/{name}{ENDING}"

    def put(self, content: Source, *, seal: bool) -> str:
        """
        Keep a file; returns its name. One that is there already is not written again.

        It is on the disk, whole, before this returns. seal: it points to people, and nothing of it
        may lie there in clear.
        """
        file = sealed(content, key=self._key) if seal else content
        with file.open() as stream:
            name = digest_of(stream)
        if self._stands(name):
            return name
        target = self.path_of(name)
        with self._reached():
            if self.is_folder:
                _write_to_folder(file, Path(target))
            else:
                self._write(file, target)
        return name

    def source(self, name: str) -> Source:
        """
        Return what is in a file, after its bytes were compared with its name.

        :raises NotInStore, Changed:
        """
        size = self.check(name)
        try:
            return unsealed(Source(name, size, lambda: self._open(name)), key=self._key)
        except Broken as problem:
            raise Changed(
                f"The file {name} of the store opens with another key than this house has. See "
                "docs/runbooks/store.md."
            ) from problem

    def check(self, name: str) -> int:
        """Compare a file with its name; returns its bytes. :raises NotInStore, Changed:"""
        with self._open(name) as stream, self._reached():
            found = digest_of(stream)
            size = stream.tell()
        if found != name:
            raise Changed(
                f"The file {name} of the store is not what it was: it was changed or damaged. Put "
                "it back from a backup: see docs/runbooks/store.md."
            )
        return size

    def has(self, name: str) -> bool:
        """Return whether a file is there, without reading it."""
        path = self.path_of(name)
        with self._reached():
            # Asked by its size: to `exists`, some stores out of reach are the same as "not there".
            try:
                self.filesystem.info(path)
            except FileNotFoundError:
                return False
            return True

    def files(self) -> Iterator[Kept]:
        """Yield every file of the store."""
        with self._reached():
            try:
                found = self.filesystem.find(self._place[1], detail=True)
            except FileNotFoundError:
                return
        for path, about in sorted(found.items()):
            name = str(path).rpartition("/")[2].removesuffix(ENDING)
            if _NAME.fullmatch(name):
                yield Kept(name, int(about.get("size") or 0), _moment(about))

    def sweep(self, *, wanted: Callable[[str], bool], at: datetime) -> int:
        """Remove files that no batch names, a day after they were written; returns how many."""
        gone = 0
        for kept in list(self.files()):
            if kept.at is None or (at - kept.at).total_seconds() < SECONDS_TO_LEAVE:
                continue
            if not wanted(kept.name):
                with self._reached():
                    self.filesystem.rm(self.path_of(kept.name))
                gone += 1
        if self.is_folder:
            for left in Path(self._place[1]).glob("??/*.unfinished"):
                if at.timestamp() - left.stat().st_mtime >= SECONDS_TO_LEAVE:
                    left.unlink(missing_ok=True)
        return gone

    def _stands(self, name: str) -> bool:
        """Tell whether the very file is there already; in a folder it is then as young as new."""
        try:
            self.check(name)
        except (NotInStore, Changed):
            return False
        if self.is_folder:
            os.utime(self.path_of(name))
        return True

    def _write(self, file: Source, target: str) -> None:
        """Write a whole file to a place that has no renaming, or nothing."""
        self.filesystem.makedirs(target.rpartition("/")[0], exist_ok=True)
        out = self.filesystem.open(target, "wb", autocommit=False)
        try:
            with out, file.open() as stream:
                for piece in _pieces(stream):
                    out.write(piece)
            out.commit()
        except BaseException:
            with suppress(Exception):
                out.discard()
            raise

    def _open(self, name: str) -> BinaryIO:
        path = self.path_of(name)
        with self._reached():
            try:
                opened: BinaryIO = self.filesystem.open(path, "rb")
            except FileNotFoundError as problem:
                raise NotInStore(
                    f"The file {name} is not in the store {self.address}. Put it back from a "
                    "backup: see docs/runbooks/store.md."
                ) from problem
        return opened

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Turn whatever a place raises into StoreTrouble: each kind has errors of its own."""
        try:
            yield
        except (StoreTrouble, NotInStore):
            raise
        except Exception as problem:
            kind = getattr(problem, "strerror", None) or type(problem).__name__
            log.warning("The store %s cannot be read or written: %s", self.address, kind)
            raise StoreTrouble(
                f"The store {self.address} cannot be read or written ({kind}). Nothing was kept. "
                "See docs/runbooks/store.md."
            ) from problem


def digest_of(stream: BinaryIO) -> str:
    """Return the SHA-256 of a stream's bytes, in hex; it is read to its end."""
    made = hashlib.sha256()
    for piece in _pieces(stream):
        made.update(piece)
    return made.hexdigest()


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


def _several(protocol: str | tuple[str, ...]) -> tuple[str, ...]:
    return (protocol,) if isinstance(protocol, str) else tuple(protocol)


def _moment(about: dict[str, Any]) -> datetime | None:
    """Return when a file was written, as the file systems of fsspec say it."""
    for key in ("mtime", "LastModified", "last_modified", "created", "updated"):
        told = about.get(key)
        if isinstance(told, int | float):
            return datetime.fromtimestamp(told, UTC)
        if isinstance(told, datetime):
            return told if told.tzinfo else told.replace(tzinfo=UTC)
    return None


def _write_to_folder(file: Source, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{secrets.token_hex(8)}.unfinished")
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "wb") as out, file.open() as stream:
            for piece in _pieces(stream):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(target)
        if os.name == "posix":
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    finally:
        unfinished.unlink(missing_ok=True)

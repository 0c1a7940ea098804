"""
Files that arrive in parts: sealed part by part, read as one, shredded when their work is done.

A parcel is a folder with a key of its own, wrapped by the master key, so that no copy of the
database opens it. Each part, and each note laid beside them, is sealed with a key made from it and
from the random letters in the part's name: a part that is sent again is never sealed twice alike.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from fourfold.security.custody.files import FileMissing, NotKept
from fourfold.security.keys.errors import CannotUnwrap, Tampered
from fourfold.security.keys.master import SIZE
from fourfold.security.keys.sources import ring
from fourfold.security.streams import Broken, Unsealing, write_sealed

SALT = 16
SECONDS_TO_LEAVE = 24 * 3600
"""A parcel without a row is left alone this long: its transaction may still be open."""
_KEY = "key"
_PART = re.compile(r"(\d{15})-(\d+)-([0-9a-f]{32})\.part")
_NOTE = re.compile(r"([a-z]+)-([0-9a-f]{32})\.note")


class PartMissing(ValueError):
    """A part came before the one in front of it. `arrived` is where the next one must start."""

    def __init__(self, message: str, arrived: int) -> None:
        super().__init__(message)
        self.arrived = arrived


class PartDiffers(ValueError):
    """A part came again with other bytes: the file was changed while it was sent."""


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    size: int
    salt: bytes
    path: Path


def begin(parcel: str) -> None:
    """
    Make a parcel and its key; it is on disk before this returns.

    parcel: letters and digits, never used before. :raises NotKept: if it cannot be written.
    """
    version, wrapped = ring().master.wrap(secrets.token_bytes(SIZE), about=_about(parcel))
    told = {"version": version, "wrapped": base64.b64encode(wrapped).decode()}
    place = path_of(parcel)
    try:
        place.mkdir(parents=True, mode=0o700)
        _write(place / _KEY, json.dumps(told).encode())
    except OSError as problem:
        raise _not_kept(problem) from problem


def add(parcel: str, *, start: int, content: bytes, arrived: int) -> int:
    """
    Seal one part; returns how many bytes of the file are there now. The caller holds the parcel.

    start: where the part begins in the file. arrived: bytes that were acknowledged; what lies
    behind them was left by a process that was killed. A part that came before changes nothing.
    :raises PartMissing, PartDiffers, FileMissing, Tampered, NotKept:
    """
    if start > arrived:
        raise PartMissing(f"The file is here up to byte {arrived}. Send on from there.", arrived)
    again = content[: arrived - start]
    if again and not _same(parcel, again, start=start, arrived=arrived):
        raise PartDiffers(
            "The file was changed while it was sent: a part came again and differs. "
            "Bring the file anew."
        )
    fresh = content[len(again) :]
    if not fresh:
        return arrived
    key = _key(parcel)
    salt = secrets.token_bytes(SALT)
    place = path_of(parcel)
    try:
        for left in _parts(parcel):
            if left.start >= arrived:
                left.path.unlink(missing_ok=True)
        _seal(place / f"{arrived:015d}-{len(fresh)}-{salt.hex()}.part", fresh, key=key, salt=salt)
    except OSError as problem:
        raise _not_kept(problem) from problem
    return arrived + len(fresh)


def open_parcel(parcel: str, *, arrived: int) -> BinaryIO:
    """
    Open what arrived as one stream to read and seek; close it afterwards.

    :raises FileMissing: if the parcel was shredded, or a part is not there.
    :raises Tampered: if its key was changed; while reading, `streams.Broken`.
    """
    found = [part for part in _parts(parcel) if part.start < arrived]
    at = 0
    for part in found:
        if part.start != at:
            break
        at += part.size
    if at != arrived:
        raise FileMissing(f"The file {parcel} is not whole on the disk. Bring it again.")
    return io.BufferedReader(_Joined(found, key=_key(parcel)), buffer_size=1 << 18)


def put_note(parcel: str, name: str, content: bytes) -> None:
    """Seal a note into a parcel, in the place of one of its name. :raises NotKept, FileMissing:."""
    key, salt, place = _key(parcel), secrets.token_bytes(SALT), path_of(parcel)
    before = _notes(parcel, name)
    try:
        _seal(place / f"{name}-{salt.hex()}.note", content, key=key, salt=salt)
        for each in before:
            each.unlink(missing_ok=True)
    except OSError as problem:
        raise _not_kept(problem) from problem


def note(parcel: str, name: str) -> bytes | None:
    """Return a note of a parcel, or None if there is none. :raises Tampered: if it was changed."""
    for path in sorted(_notes(parcel, name), key=lambda each: each.stat().st_mtime_ns)[-1:]:
        salt = bytes.fromhex(path.stem.rpartition("-")[2])
        try:
            with Unsealing(path, key=_part_key(_key(parcel), salt), about=path.name.encode()) as it:
                return it.read()
        except Broken as problem:
            raise Tampered(table="parcels", row=parcel, column=name) from problem
        except FileNotFoundError:
            return None
    return None


def shred(parcel: str) -> None:
    """Destroy a parcel: its key first, so that what else is left of it opens no more."""
    place = path_of(parcel)
    key = place / _KEY
    if key.exists():
        key.write_bytes(secrets.token_bytes(key.stat().st_size))
        key.unlink(missing_ok=True)
        _sync(place)
    shutil.rmtree(place, ignore_errors=True)


def sweep(*, wanted: Callable[[str], bool], at: datetime) -> int:
    """Shred parcels that nobody wants any more, a day after their last part; returns how many."""
    gone = 0
    for place in folder().glob("??/*"):
        if at.timestamp() - place.stat().st_mtime < SECONDS_TO_LEAVE or wanted(place.name):
            continue
        shred(place.name)
        gone += 1
    return gone


def rewrap() -> int:
    """
    Wrap every parcel's key with the current master key; returns how many were wrapped anew.

    A parcel that does not open, or went meanwhile, is passed over: it stops no rotation.
    """
    done = 0
    for place in [path.parent for path in folder().glob(f"??/*/{_KEY}")]:
        with suppress(Tampered, FileMissing, FileNotFoundError):
            key = _key(place.name)
            if json.loads((place / _KEY).read_bytes())["version"] != ring().master.current:
                version, wrapped = ring().master.wrap(key, about=_about(place.name))
                told = {"version": version, "wrapped": base64.b64encode(wrapped).decode()}
                _write(place / _KEY, json.dumps(told).encode())
                done += 1
    return done


def folder() -> Path:
    """Return where parcels lie."""
    return Path(settings.UPLOADS)


def path_of(parcel: str) -> Path:
    """Return where a parcel lies, by its id."""
    return folder() / parcel[:2] / parcel


class _Joined(io.RawIOBase):
    """Sealed parts, one after the other, as one stream."""

    def __init__(self, parts: list[_Part], *, key: bytes) -> None:
        self._parts, self._key = parts, key
        self._at, self._size = 0, sum(part.size for part in parts)
        self._open: Unsealing | None = None
        self._now = -1

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(start + offset, 0)
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        number = self._number()
        stream = self._stream(number)
        stream.seek(self._at - self._parts[number].start)
        given = stream.readinto(buffer)
        self._at += given
        return given

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
        super().close()

    def _number(self) -> int:
        low, high = 0, len(self._parts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (
                (middle, high) if self._parts[middle].start <= self._at else (low, middle - 1)
            )
        return low

    def _stream(self, number: int) -> Unsealing:
        if self._open is None or number != self._now:
            if self._open is not None:
                self._open.close()
            part = self._parts[number]
            key = _part_key(self._key, part.salt)
            self._open = Unsealing(part.path, key=key, about=part.path.name.encode())
            self._now = number
        return self._open


def _same(parcel: str, content: bytes, *, start: int, arrived: int) -> bool:
    with open_parcel(parcel, arrived=arrived) as stream:
        stream.seek(start)
        return stream.read(len(content)) == content


def _parts(parcel: str) -> list[_Part]:
    found = []
    for path in path_of(parcel).glob("*.part"):
        if told := _PART.fullmatch(path.name):
            found.append(_Part(int(told[1]), int(told[2]), bytes.fromhex(told[3]), path))
    return sorted(found, key=lambda part: part.start)


def _notes(parcel: str, name: str) -> list[Path]:
    found = path_of(parcel).glob(f"{name}-*.note")
    return [path for path in found if _NOTE.fullmatch(path.name)]


def _key(parcel: str) -> bytes:
    try:
        told = json.loads((path_of(parcel) / _KEY).read_bytes())
        wrapped = base64.b64decode(told["wrapped"])
        if told["version"] not in ring().master.fingerprints():
            ring.cache_clear()  # the master key was rotated while this process ran
        return ring().master.unwrap(wrapped, version=told["version"], about=_about(parcel))
    except FileNotFoundError as problem:
        raise FileMissing(f"The file {parcel} is not here any more. Bring it again.") from problem
    except (ValueError, LookupError, TypeError, CannotUnwrap) as problem:
        raise Tampered(table="parcels", row=parcel, column="key") from problem


def _part_key(key: bytes, salt: bytes) -> bytes:
    return hmac.digest(key, b"part of a parcel\0" + salt, hashlib.sha256)


def _seal(path: Path, content: bytes, *, key: bytes, salt: bytes) -> None:
    sealed = io.BytesIO()
    write_sealed(io.BytesIO(content), sealed, key=_part_key(key, salt), about=path.name.encode())
    _write(path, sealed.getbuffer())


def _write(path: Path, content: bytes | memoryview) -> None:
    """Write a file whole or not at all."""
    unfinished = path.with_name(f"{secrets.token_hex(8)}.unfinished")
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        _sync(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def _not_kept(problem: OSError) -> NotKept:
    return NotKept(
        f"The part was not kept: {folder()} cannot be written ({problem.strerror}). What came "
        "before is still there. Is the disk full or read-only?"
    )


def _about(parcel: str) -> str:
    return f"parcel:{parcel}"


def _sync(directory: Path) -> None:
    if os.name == "posix":
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

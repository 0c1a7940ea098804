"""
Files about a person, sealed: kept under a random name, each with a key of its own.

The file's key is a sealed column of its row, so rotating and shredding reach files as they reach
records. Nothing is ever written in clear, not even for a moment.
"""

from __future__ import annotations

import io
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from fourfold.security.ids import new_id
from fourfold.security.keys.errors import CannotOpen, CannotSeal, Tampered
from fourfold.security.keys.master import SIZE
from fourfold.security.models import SealedFile
from fourfold.security.streams import Broken, Unsealing, write_sealed

SECONDS_TO_LEAVE = 24 * 3600
"""A file without a row is left alone this long: its transaction may still be open."""


class NotKept(CannotSeal):
    """A file could not be written; nothing of it is left."""


class FileMissing(CannotOpen):
    """The file of a row is not there."""


def keep(content: BinaryIO, *, person: str) -> str:
    """
    Seal a file about a person and return its id. Inside a transaction.

    content: read once, in pieces; it may be longer than memory. The file is on disk, whole, before
    its row is; if the transaction is not kept, what is left cannot be opened and is swept away.
    :raises NotKept: if it cannot be written: disk full, read-only.
    :raises CannotSeal, CannotOpen: if the person has no key, or none any more.
    """
    file_id, key = new_id(), secrets.token_bytes(SIZE)
    target = path_of(file_id)
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            size = write_sealed(content, file, key=key, about=file_id.encode())
            file.flush()
            os.fsync(file.fileno())
        SealedFile.objects.create(id=file_id, person=person, key=key, size=size)
        unfinished.replace(target)
        _sync(target.parent)
    except OSError as problem:
        raise NotKept(
            f"The file was not kept: {settings.VAR} cannot be written ({problem.strerror}). "
            "Nothing of it is left. Is the disk full or read-only?"
        ) from problem
    finally:
        unfinished.unlink(missing_ok=True)
    return file_id


def open_kept(file: SealedFile) -> io.BufferedReader:
    """
    Open a kept file for reading; close it afterwards.

    Who may read it is asked before, and the reading is recorded there.
    :raises FileMissing: if it is not on the disk.
    :raises Tampered: if it was changed, cut or exchanged; while reading, `streams.Broken`.
    :raises CannotOpen: if the person's keys are gone.
    """
    try:
        return io.BufferedReader(Unsealing(path_of(file.id), key=file.key, about=file.id.encode()))
    except Broken as problem:
        raise Tampered(table=file._meta.db_table, row=file.id, column="content") from problem
    except FileNotFoundError as problem:
        raise FileMissing(
            f"The file {file.id} is not on the disk. Put back the folder of files from a backup: "
            "see docs/runbooks/keys.md."
        ) from problem


def erase(file_id: str) -> None:
    """Erase a kept file with its key, once this transaction is kept."""
    SealedFile.objects.filter(id=file_id).delete()
    transaction.on_commit(lambda: path_of(file_id).unlink(missing_ok=True), robust=True)


def sweep(*, at: datetime) -> int:
    """Remove files whose row is gone or was never kept, a day after they came; returns how many."""
    gone = 0
    for path in folder().glob("??/*"):
        if at.timestamp() - path.stat().st_mtime < SECONDS_TO_LEAVE:
            continue
        if not SealedFile.objects.filter(id=path.name).exists():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def folder() -> Path:
    """Return where files are kept."""
    return Path(settings.VAR) / "files"


def path_of(file_id: str) -> Path:
    """Return where a file is, by its id."""
    return folder() / file_id[:2] / file_id


def _sync(directory: Path) -> None:
    if os.name == "posix":
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

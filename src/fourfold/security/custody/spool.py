"""
The last resort of what must not be lost: sealed on the disk while the database cannot take it.

A file has a key of its own, wrapped by the master key, so that neither the database nor the key
store is needed. Its length is blurred; its name says nothing.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from fourfold.security.custody.files import NotKept
from fourfold.security.keys.errors import CannotUnwrap, Tampered
from fourfold.security.keys.master import NONCE, SIZE
from fourfold.security.keys.sources import ring

FILL = 4_096
ENDING = ".sealed"


def put(content: bytes, *, name: str) -> None:
    """
    Seal content into a file of this name; it is on disk, whole, before this returns.

    name: letters, digits, - and _ only. A file of the same name is replaced: the name stands for
    what is in it.
    :raises NotKept: if it cannot be written: disk full, read-only.
    """
    key, nonce = secrets.token_bytes(SIZE), secrets.token_bytes(NONCE)
    version, wrapped = ring().master.wrap(key, about=_about(name))
    filled = content + b"\x80" + b"\0" * (-(len(content) + 1) % FILL)
    sealed = AESGCM(key).encrypt(nonce, filled, _about(name).encode())
    parts = {"wrapped": wrapped, "nonce": nonce, "sealed": sealed}
    text = json.dumps({"version": version} | {n: _text(part) for n, part in parts.items()})
    target = _path(name)
    unfinished = target.with_name(f".{secrets.token_hex(8)}.unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
        _sync(target.parent)
    except OSError as problem:
        raise NotKept(
            f"Nothing could be kept in {target.parent} ({problem.strerror}). Is the disk full or "
            "read-only? See docs/runbooks/reports.md."
        ) from problem
    finally:
        if unfinished.exists():
            unfinished.unlink(missing_ok=True)


def waiting() -> list[str]:
    """Return the names of what waits, the oldest first."""
    found = [path for path in folder().glob(f"*{ENDING}") if path.is_file()]
    return [
        path.name.removesuffix(ENDING)
        for path in sorted(found, key=lambda each: (each.stat().st_mtime, each.name))
    ]


def read(name: str) -> bytes:
    """
    Open what waits under a name.

    :raises FileNotFoundError: if it is gone. :raises Tampered: if it was changed or is damaged.
    """
    text = _path(name).read_text(encoding="ascii")
    try:
        held = json.loads(text)
        version, wrapped = int(held["version"]), base64.b64decode(held["wrapped"])
        key = ring().master.unwrap(wrapped, version=version, about=_about(name))
        nonce, sealed = base64.b64decode(held["nonce"]), base64.b64decode(held["sealed"])
        plain = AESGCM(key).decrypt(nonce, sealed, _about(name).encode())
    except (ValueError, LookupError, TypeError, InvalidTag, CannotUnwrap) as problem:
        raise Tampered(table="spool", row=name, column="content") from problem
    return plain.rstrip(b"\0")[:-1]


def done(name: str) -> None:
    """Remove what was taken in."""
    _path(name).unlink(missing_ok=True)
    if folder().is_dir():
        _sync(folder())


def folder() -> Path:
    """Return where it waits."""
    return Path(settings.SPOOL)


def _path(name: str) -> Path:
    return folder() / f"{name}{ENDING}"


def _about(name: str) -> str:
    return f"spool:{name}"


def _text(part: bytes) -> str:
    return base64.b64encode(part).decode()


def _sync(directory: Path) -> None:
    if os.name == "posix":
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

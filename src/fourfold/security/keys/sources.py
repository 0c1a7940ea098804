"""The keys that live outside the database: in one file that only the server's account may read."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from fourfold.security.keys.errors import KeysBroken, KeysExist, KeysExposed, KeysMissing
from fourfold.security.keys.master import SIZE, LocalMaster, Master, fingerprint

PLAIN = ("audit", "index", "address", "token")
"""The keys that have one version each, by name."""
IN_ENVIRONMENT = "FOURFOLD_KEYS_JSON"


@dataclass(frozen=True, slots=True)
class Ring:
    """
    Every key from outside the database. It is never printed.

    audit: seals the lines of the log. index: blind indexes. address: throttling by keyed address.
    token: look-up of tokens that people hold. Each 32 bytes. master: wraps the agencies' keys.
    """

    audit: bytes = field(repr=False)
    index: bytes = field(repr=False)
    address: bytes = field(repr=False)
    token: bytes = field(repr=False)
    master: Master = field(repr=False)

    def fingerprints(self) -> dict[str, str]:
        """Return what tells each key from any other, by its name."""
        found = {name: fingerprint(getattr(self, name)) for name in PLAIN}
        masters = self.master.fingerprints()
        return found | {f"master-{version}": each for version, each in masters.items()}


class KeySource(Protocol):
    """Where the keys come from. A key service of the state can stand in for the file."""

    def ring(self) -> Ring:
        """
        Return the keys.

        :raises KeysUnusable: the message says which source, and the way back.
        """
        ...


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file of mode 0600."""

    path: Path

    def ring(self) -> Ring:
        try:
            mode = self.path.stat().st_mode
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise KeysMissing(
                f"The key file {self.path} is not there, and nothing starts without it. Put back "
                "your copy of it; or, for a new installation only: fourfold keys new"
            ) from None
        except (OSError, UnicodeDecodeError) as problem:
            raise KeysBroken(
                f"The key file {self.path} cannot be read ({problem}). Put back your copy of it."
            ) from None
        if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise KeysExposed(
                f"Others on this machine may read the key file {self.path}. If nobody has, run: "
                f"chmod 600 {self.path}   Otherwise see docs/runbooks/keys.md."
            )
        return parse(text, source=f"The key file {self.path}")


@dataclass(frozen=True, slots=True)
class TextSource:
    """The file's content in an environment variable, for machines that hand out secrets so."""

    text: str = field(repr=False)

    def ring(self) -> Ring:
        return parse(self.text, source=f"The setting {IN_ENVIRONMENT}")


class FixedSource:
    """The same keys each time, for the test suite alone."""

    def ring(self) -> Ring:
        return _ring(
            {name: hashlib.sha256(f"test {name}".encode()).digest() for name in PLAIN},
            LocalMaster(1, {1: hashlib.sha256(b"test master 1").digest()}),
        )


def source() -> KeySource:
    """Return where this deployment's keys come from."""
    if settings.MODE == "test":
        return FixedSource()
    if text := os.environ.get(IN_ENVIRONMENT):
        return TextSource(text)
    return FileSource(Path(settings.KEYS))


@cache
def ring() -> Ring:
    """
    Return this process's keys, read once.

    :raises KeysUnusable: if they cannot be used; the message says what to do.
    """
    return source().ring()


def parse(text: str, *, source: str) -> Ring:
    """
    Read a ring from the text of a key file.

    :raises KeysBroken: names the source; nothing of the content is repeated.
    """
    try:
        content = json.loads(text)
        plain = {name: _key(content[name]) for name in PLAIN}
        current = int(content["master"]["current"])
        versions = {int(v): _key(k) for v, k in content["master"]["versions"].items()}
        whole = current in versions and len({*plain.values(), *versions.values()}) == len(
            plain
        ) + len(versions)
    except (ValueError, LookupError, TypeError, AttributeError, binascii.Error):
        whole = False
    if not whole:
        raise KeysBroken(f"{source} is damaged or not whole. Put back your copy of it.")
    return _ring(plain, LocalMaster(current, versions))


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != SIZE:
        raise ValueError("not the length of a key")
    return key


def _ring(plain: Mapping[str, bytes], master: Master) -> Ring:
    return Ring(**plain, master=master)


def make(path: Path) -> None:
    """
    Write a file of new keys that only this account may read, whole or not at all.

    :raises KeysExist: if there is a file; keys are never overwritten.
    """
    content: dict[str, Any] = {name: _new() for name in PLAIN}
    write(path, content | {"master": {"current": 1, "versions": {"1": _new()}}})


def _new() -> str:
    return base64.b64encode(secrets.token_bytes(SIZE)).decode()


def write(path: Path, content: Mapping[str, Any], *, instead: bool = False) -> None:
    """
    Put a key file in its place, on disk before it has its name.

    instead: it takes the place of the file that is there.
    :raises KeysExist: if there is a file and it is not to be replaced.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        if instead:
            unfinished.replace(path)
        else:
            os.link(unfinished, path)  # fails if the name is taken, unlike a rename
        _sync_folder(path.parent)
    except FileExistsError:
        raise KeysExist(
            f"There is a key file at {path} already. New keys would make all that it sealed "
            "unreadable; keep it, or move it away first."
        ) from None
    finally:
        unfinished.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

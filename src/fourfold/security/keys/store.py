"""
The key store: wrapped keys, outside the main database and its backups (decision 0013).

An agency's key is wrapped by the master key; a person's and a holder's by their agency's key. A
shredded key leaves its row and no bytes.
"""

from __future__ import annotations

import secrets
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class Kind(StrEnum):
    """Whose key it is."""

    AGENCY = "AGENCY"
    PERSON = "PERSON"
    HOLDER = "HOLDER"


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """
    One version of one key.

    owner: agency code, person id, or holder's account and agency. wrapped_with: version of the
    key that wraps it. wrapped: empty once shredded.
    """

    kind: Kind
    owner: str
    version: int
    agency: str
    wrapped_with: int
    wrapped: bytes = field(repr=False)
    shredded: bool = False

    @property
    def about(self) -> str:
        """What the wrapped bytes are bound to: they open as nobody else's key."""
        return f"{self.kind} {self.owner} {self.version} of {self.agency}"


HOUSE = "CREATE TABLE IF NOT EXISTS house (id TEXT NOT NULL, one INTEGER PRIMARY KEY)"
KEYS = (
    "CREATE TABLE IF NOT EXISTS keys ("
    "kind TEXT NOT NULL, owner TEXT NOT NULL, version INTEGER NOT NULL, agency TEXT NOT NULL, "
    "wrapped_with INTEGER NOT NULL, wrapped {bytes} NOT NULL, "
    "shredded INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (kind, owner, version), "
    "CHECK ((length(wrapped) = 0) = (shredded = 1)))"
)
COLUMNS = "kind, owner, version, agency, wrapped_with, wrapped, shredded"
MOST_AT_ONCE = 500
"""Owners named in one statement."""


class KeyStore(ABC):
    """
    Wrapped keys by owner and version. Every write is on disk before it returns.

    :raises KeyStoreTrouble: from any method, if the store cannot be read or written.
    """

    where: str
    bytes_type: str

    @abstractmethod
    def ask(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement, committed when it returns; returns its rows, if any."""

    @abstractmethod
    def do_all(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Run one statement with each of these values, all of them or none."""

    @abstractmethod
    def purge(self) -> None:
        """Leave no byte of what was deleted in the store's files."""

    @abstractmethod
    def mirror(self, path: Path) -> None:
        """
        Put a copy in the place of the one before it, whole or not at all.

        :raises NotAFile: if the store is on a server, which mirrors by its own means.
        """

    @abstractmethod
    def prepare(self) -> None:
        """Make the place for the store, if it is not there."""

    def make(self) -> None:
        """Make the store, if it is not there; one that is there is kept."""
        self.prepare()
        self.ask(HOUSE)
        self.ask(KEYS.format(bytes=self.bytes_type))
        self.ask(
            "INSERT INTO house (id, one) VALUES (?, 1) ON CONFLICT DO NOTHING",
            [secrets.token_hex(32)],
        )

    def identity(self) -> str:
        """Return what tells this store from any other: 64 letters."""
        return str(self.ask("SELECT id FROM house")[0][0])

    def versions(self, kind: Kind, owner: str) -> dict[int, WrappedKey]:
        """Return every version of one owner's key; none if it is unknown."""
        return self.versions_of(kind, [owner])[owner]

    def versions_of(self, kind: Kind, owners: Iterable[str]) -> dict[str, dict[int, WrappedKey]]:
        """Return every version of each owner's key; none for one who is unknown."""
        found: dict[str, dict[int, WrappedKey]] = {}
        for some in _by(MOST_AT_ONCE, owners):
            found |= {owner: {} for owner in some}
            marks = ", ".join("?" * len(some))
            sql = f"SELECT {COLUMNS} FROM keys WHERE kind = ? AND owner IN ({marks})"  # noqa: S608 - question marks
            for key in map(_key, self.ask(sql, [kind.value, *some])):
                found[key.owner][key.version] = key
        return found

    def of_kind(self, kind: Kind) -> list[WrappedKey]:
        """Return every version of every key of a kind."""
        sql = f"SELECT {COLUMNS} FROM keys WHERE kind = ? ORDER BY owner, version"  # noqa: S608 - constants
        return [_key(row) for row in self.ask(sql, [kind.value])]

    def agencies_of(self, persons: Iterable[str], *, without: int = 0) -> dict[str, str]:
        """
        Return the agency of each person whose keys are not shredded.

        without: only those who have no key of this version.
        """
        found: dict[str, str] = {}
        for some in _by(MOST_AT_ONCE, persons):
            marks = ", ".join("?" * len(some))
            rows = self.ask(
                "SELECT DISTINCT owner, agency FROM keys "  # noqa: S608 - question marks
                f"WHERE kind = 'PERSON' AND shredded = 0 AND owner IN ({marks}) "
                "AND NOT EXISTS (SELECT 1 FROM keys k WHERE k.kind = keys.kind "
                "AND k.owner = keys.owner AND k.version = ?)",
                [*some, without],
            )
            found |= dict(rows)
        return found

    def counts(self) -> list[tuple[str, str, int, int, int]]:
        """Return kind, agency, version, how many keys, how many of them shredded."""
        rows = self.ask(
            "SELECT kind, agency, version, COUNT(*), "
            "SUM(shredded) "
            "FROM keys GROUP BY kind, agency, version ORDER BY kind, agency, version"
        )
        return [(str(k), str(a), int(v), int(n), int(s)) for k, a, v, n, s in rows]

    def add(self, keys: Sequence[WrappedKey]) -> None:
        """
        Keep new versions; one that another process kept first stays, as does a shredded owner.

        Ask `versions` which one is kept.
        """
        self.do_all(
            "INSERT INTO keys (kind, owner, version, agency, wrapped_with, wrapped) "
            "SELECT ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM keys "
            "WHERE kind = ? AND owner = ? AND shredded = 1) ON CONFLICT DO NOTHING",
            [
                [
                    *(key.kind.value, key.owner, key.version, key.agency),
                    *(key.wrapped_with, key.wrapped, key.kind.value, key.owner),
                ]
                for key in keys
            ],
        )

    def rewrap(self, key: WrappedKey) -> None:
        """Put the same key, wrapped with another version, in its own place."""
        self.ask(
            "UPDATE keys SET wrapped = ?, wrapped_with = ? "
            "WHERE kind = ? AND owner = ? AND version = ? AND shredded = 0",
            [key.wrapped, key.wrapped_with, key.kind.value, key.owner, key.version],
        )

    def shred(self, persons: Sequence[str]) -> None:
        """Destroy every version of these persons' keys, and every trace of them in the files."""
        for some in _by(MOST_AT_ONCE, persons):
            marks = ", ".join("?" * len(some))
            self.ask(
                "UPDATE keys SET wrapped = ?, shredded = 1 "  # noqa: S608 - question marks
                f"WHERE kind = 'PERSON' AND shredded = 0 AND owner IN ({marks})",
                [b"", *some],
            )
        self.purge()


def _key(row: tuple[Any, ...]) -> WrappedKey:
    kind, owner, version, agency, wrapped_with, wrapped, shredded = row
    return WrappedKey(
        kind=Kind(kind),
        owner=owner,
        version=version,
        agency=agency,
        wrapped_with=wrapped_with,
        wrapped=bytes(wrapped),
        shredded=bool(shredded),
    )


def _by(most: int, owners: Iterable[str]) -> Iterator[list[str]]:
    waiting = list(dict.fromkeys(owners))
    for start in range(0, len(waiting), most):
        yield waiting[start : start + most]

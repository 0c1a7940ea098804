"""The two kinds of key store: a SQLite file, and a PostgreSQL database of its own."""

from __future__ import annotations

import atexit
import os
import secrets
import sqlite3
import threading
import time
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import psycopg
from django.conf import settings

from fourfold.security.keys.errors import KeyStoreMissing, KeyStoreTrouble, NotAFile
from fourfold.security.keys.store import KeyStore

SECONDS_TO_WAIT = 20
SERVERS = ("postgres://", "postgresql://")


@cache
def key_store() -> KeyStore:
    """Return this deployment's key store. In the test suite, one that is missing is made."""
    address = str(settings.KEY_STORE)
    store = PostgresStore(address) if address.startswith(SERVERS) else SqliteStore(Path(address))
    atexit.register(store.close)
    if settings.MODE == "test":
        store.make()
    return store


class _Held(KeyStore):
    """A store that holds one connection for all threads of a process, one statement at a time."""

    trouble: ClassVar[tuple[type[Exception], ...]]

    def __init__(self) -> None:
        self._turn = threading.RLock()
        self._connection: Any = None
        self._process = 0

    @abstractmethod
    def _open(self) -> Any:
        """Open a connection that commits each statement by itself."""

    @abstractmethod
    def _run(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """Run a statement on the open connection."""

    def ask(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._turn, self._told():
            if self._connection is None or self._process != os.getpid():
                self._connection, self._process = self._open(), os.getpid()
            try:
                return self._run(sql, values)
            except self.trouble:
                self.close()  # the next statement begins with a new connection
                raise

    def do_all(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        with self._turn:
            self.ask("BEGIN")
            try:
                for values in rows:
                    self.ask(sql, values)
                self.ask("COMMIT")
            except BaseException:
                self.close()  # without a commit nothing is kept
                raise

    def close(self) -> None:
        with self._turn:
            if self._connection is not None and self._process == os.getpid():
                self._connection.close()
            self._connection = None

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self.trouble as problem:
            raise KeyStoreTrouble(
                f"{self.where} cannot be read or written just now ({problem}). Nothing was "
                "changed. Is the disk full or read-only? See docs/runbooks/keys.md."
            ) from problem


class SqliteStore(_Held):
    """One file, made for this alone: each write reaches the disk, what is deleted is zeroed."""

    bytes_type = "BLOB"
    trouble = (sqlite3.Error, OSError)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.where = path, f"The key store {path}"

    def prepare(self) -> None:
        # Only a file that is not there is opened: to close one that SQLite has open would give up
        # this process's locks on it, and the next to leave would take the log away with new keys.
        with self._told():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))

    def mirror(self, path: Path) -> None:
        unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        self.ask("SELECT id FROM house")
        try:
            with self._turn:
                os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
                with closing(sqlite3.connect(unfinished)) as copy:
                    self._connection.backup(copy)
                with unfinished.open("rb+") as file:
                    os.fsync(file.fileno())
                unfinished.replace(path)
        except self.trouble as problem:
            raise KeyStoreTrouble(
                f"The mirror {path} was not written ({problem}). The one before it and the key "
                "store are as they were."
            ) from problem
        finally:
            unfinished.unlink(missing_ok=True)

    def purge(self) -> None:
        # secure_delete zeroes the row in the file; the log beside it holds the old page until it
        # is written back and cut to nothing. A reader in the middle delays that: try again.
        last = time.monotonic() + SECONDS_TO_WAIT
        while busy := self.ask("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]:
            if time.monotonic() > last:
                break
            time.sleep(0.05)
        if busy:
            raise KeyStoreTrouble(
                f"{self.where} is in use, so its log could not be emptied: the shredded keys may "
                "still be in it. Run: fourfold keys finish"
            )

    def _open(self) -> sqlite3.Connection:
        if not self.path.exists():
            raise KeyStoreMissing(
                f"{self.where} is not there. Put back the newest copy of it; an empty one would "
                "open nothing. See docs/runbooks/keys.md."
            )
        opened = sqlite3.connect(
            f"{self.path.resolve().as_uri()}?mode=rw",  # never an empty file in its place
            uri=True,
            timeout=SECONDS_TO_WAIT,
            isolation_level=None,
            check_same_thread=False,
        )
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            opened.execute(f"PRAGMA {pragma}")
        return opened

    def _run(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._connection.execute(sql, values).fetchall()
        return rows


class PostgresStore(_Held):
    """A PostgreSQL database of its own, whose backups keep the newest copy only."""

    bytes_type = "BYTEA"
    trouble = (psycopg.Error, OSError)

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.where = address, "The key store of FOURFOLD_KEY_STORE"

    def mirror(self, path: Path) -> None:
        raise NotAFile(
            "The key store is on a server. Mirror it there, and keep the newest copy only: see "
            "docs/runbooks/keys.md."
        )

    def prepare(self) -> None:
        """Do nothing: the database is made by whoever runs the server."""

    def purge(self) -> None:
        self.ask("VACUUM (FULL) keys")  # a plain one leaves the old bytes in the file

    def _open(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(self.address, autocommit=True, options="-c synchronous_commit=on")

    def _run(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        cursor = self._connection.execute(sql.replace("?", "%s"), values)
        return cursor.fetchall() if cursor.description else []

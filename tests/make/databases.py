"""Databases of their own for tests that start, kill and race real processes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.make import migrated

ROOT = Path(__file__).resolve().parents[2]
HERE = {
    "DJANGO_SETTINGS_MODULE": "fourfold.config.settings",
    "FOURFOLD_MODE": "test",
    "FOURFOLD_JURISDICTION": "zz",
    "PYTHONPATH": f"{ROOT}/src:{ROOT}",
}

KEPT = {
    "tables": "SELECT code, version, is_current, sha256 FROM catalog_publishedtable",
    "documents": "SELECT code, version, is_current, sha256 FROM catalog_publisheddocument",
    "files": "SELECT form, sha256, size, length(content) FROM catalog_publishedfile",
    "batches": "SELECT organization, version, state, sha256, row_count FROM submissions_batch",
    "rows": "SELECT line, COUNT(*) FROM submissions_batchrow GROUP BY line",
    "calls": "SELECT code FROM submissions_datacall",
    "runs": "SELECT method, COUNT(*) FROM studies_run GROUP BY method",
    "releases": "SELECT title, state FROM releases_release",
    "agreements": 'SELECT "by", COUNT(*) FROM releases_agreement GROUP BY "by"',
    "audit": 'SELECT event, "by", COUNT(*) FROM security_auditevent GROUP BY event, "by"',
}


@dataclass
class Database:
    """A database that only one test knows: where it is, and how to reach it from a process."""

    url: str
    var: Path
    settings: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.settings = HERE | {"FOURFOLD_VAR": str(self.var), "DATABASE_URL": self.url}

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start a Python process on this database."""
        return subprocess.Popen(
            [sys.executable, *command],
            env={**os.environ, **self.settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a Python process on this database to its end."""
        process = self.start(*command)
        said, trouble = process.communicate(timeout=120)
        return subprocess.CompletedProcess(command, process.returncode, said, trouble)

    def migrate(self, app: str, name: str) -> None:
        """Bring one app's tables to a migration, forward or back."""
        done = self.run("-m", "django", "migrate", app, name)
        assert done.returncode == 0, done.stderr

    def change(self, statement: str) -> None:
        """Change something with a statement in SQL."""
        with closing(self._open()) as connection:
            connection.execute(statement)
            connection.commit()

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Answer one question in SQL, in an order that never changes."""
        with closing(self._open()) as connection:
            return sorted(connection.execute(question).fetchall())

    def _open(self) -> Any:
        if self.url:
            import psycopg

            return psycopg.connect(self.url)
        return sqlite3.connect(self.var / "fourfold.sqlite3")

    def kept(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return what must be the same after every first run, however often it was killed."""
        if not self.url:
            assert self.ask("PRAGMA integrity_check") == [("ok",)]
            assert self.ask("PRAGMA foreign_key_check") == []
        return {name: self.ask(question) for name, question in KEPT.items()}


@contextmanager
def new_database(var: Path, *, empty: bool = False) -> Iterator[Database]:
    """
    Make a database of the kind that this test run uses, and take it away afterwards.

    It has every table and no row, as `migrate` leaves it. empty: not even a table.
    """
    shared = os.environ.get("DATABASE_URL", "")
    if not shared.startswith("postgres"):
        if not empty:
            migrated.copy_to(var / "fourfold.sqlite3", HERE)
        yield Database("", var)
        return
    import psycopg
    from psycopg import sql
    from psycopg.conninfo import make_conninfo

    name = f"alone_{os.getpid()}_{abs(hash(str(var)))}"
    like = "template1" if empty else migrated.on_the_server(shared, HERE)
    address, mark, rest = shared.partition("?")
    with psycopg.connect(make_conninfo(shared), autocommit=True) as server:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(made.format(sql.Identifier(name), sql.Identifier(like)))
        try:
            yield Database(f"{address.rpartition('/')[0]}/{name}{mark}{rest}", var)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

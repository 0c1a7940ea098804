"""
A database with every table and no row, made once for a state of the code and copied from then on.

Making it takes Django a quarter of a minute; a copy takes none. What it is made of is in its name,
so that a change of any source file makes a new one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "tests"


def copy_to(file: Path, settings: Mapping[str, str]) -> None:
    """Write the migrated SQLite database to `file`. settings: of the process that makes it."""
    kept = KEPT / f"migrated-{_digest()}.sqlite3"
    with _one_at_a_time():
        if not kept.exists():
            for old in KEPT.glob("migrated-*"):
                old.unlink()
            made = KEPT / "making"
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir()
            _migrate(dict(settings) | {"FOURFOLD_VAR": str(made), "DATABASE_URL": ""})
            (made / "fourfold.sqlite3").rename(kept)
            shutil.rmtree(made)
        shutil.copyfile(kept, file)


def on_the_server(url: str, settings: Mapping[str, str]) -> str:
    """Return the name of the migrated database on the PostgreSQL server of `url`."""
    import psycopg
    from psycopg.conninfo import make_conninfo

    name = f"migrated_{_digest()}"
    address, mark, rest = url.partition("?")
    with _one_at_a_time(), psycopg.connect(make_conninfo(url), autocommit=True) as server:
        found = server.execute("SELECT datname FROM pg_database WHERE datname ~ '^migrated_'")
        names = [each[0] for each in found.fetchall()]
        if name not in names:
            for each in (*names, f"making_{_digest()}"):
                server.execute(f'DROP DATABASE IF EXISTS "{each}"')
            server.execute(f'CREATE DATABASE "making_{_digest()}"')
            made = f"{address.rpartition('/')[0]}/making_{_digest()}{mark}{rest}"
            KEPT.mkdir(parents=True, exist_ok=True)
            _migrate(dict(settings) | {"FOURFOLD_VAR": str(KEPT), "DATABASE_URL": made})
            server.execute(f'ALTER DATABASE "making_{_digest()}" RENAME TO "{name}"')
    return name


def _migrate(settings: Mapping[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@cache
def _digest() -> str:
    """Return what tells one state of the code from another."""
    digest = hashlib.sha256()
    for file in sorted((ROOT / "src").rglob("*.py")):
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield

"""Killed for real, and restored from a real backup."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import LONG
from tests.make.databases import Database, new_database

from .alone import CANARY, CASES

pytestmark = pytest.mark.slow
LEFT = {
    "cases": "SELECT outcome, COUNT(*) FROM shelf_casefile GROUP BY outcome",
    "tombstones": "SELECT kind, part, rule, COUNT(*) FROM security_tombstone "
    "GROUP BY kind, part, rule",
    "audit": "SELECT event, COUNT(*) FROM security_auditevent GROUP BY event",
    "lines": "SELECT outcome, COUNT(*) FROM security_keptline GROUP BY outcome",
    "waiting": "SELECT COUNT(*) FROM security_shredding",
}


def does(database: Database, *words: str) -> str:
    done = database.run("-m", "tests.security.retention.alone", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def database(tmp_path: Path):
    with new_database(tmp_path) as found:
        found.settings["FOURFOLD_TOMBSTONES"] = str(tmp_path / "outside" / "stones.jsonl")
        yield found


@pytest.mark.parametrize("after", [nth * 0.02 for nth in range(20)] if LONG else [0.1])
def test_killed_at_any_moment_and_run_again_it_ends_as_one_not_killed(
    database: Database, after: float
) -> None:
    does(database, "fill")
    kept = does(database, "agree")
    outside = Path(database.settings["FOURFOLD_TOMBSTONES"])

    process = database.start("-m", "tests.security.retention.alone", "run", kept)
    while not outside.exists() and process.poll() is None:
        time.sleep(0.005)
    time.sleep(after)
    process.kill()
    process.communicate()
    assert does(database, "run", kept) == str(CASES)

    found = {name: database.ask(question) for name, question in LEFT.items()}
    assert found["cases"] == [("OPEN", 1)]
    assert found["waiting"] == [(0,)]
    assert found["lines"] == [("GONE", CASES)]
    assert found["tombstones"] == [
        ("CASE", "record", "CASE_CLOSED", CASES),
        ("PERSON", "key", "NOTHING_LEFT", CASES),
    ]
    assert {("RECORD_ERASED", CASES), ("KEYS_SHREDDED", CASES)} <= set(found["audit"])
    assert ("RETENTION_RUN", 1) in found["audit"]


def test_an_old_copy_brought_back_can_be_read_no_more_after_reapply(database: Database) -> None:
    if database.url:
        pytest.skip("a copy of a file; on PostgreSQL test_reapply.py brings the rows back")
    file = database.var / "fourfold.sqlite3"
    old = database.var / "backup.sqlite3"
    does(database, "fill")
    with closing(sqlite3.connect(file)) as live, closing(sqlite3.connect(old)) as copy:
        live.backup(copy)
    assert does(database, "run", does(database, "agree")) == str(CASES)

    for beside in database.var.glob("fourfold.sqlite3-*"):
        beside.unlink()
    shutil.copy(old, file)
    assert CANARY.encode() in file.read_bytes()
    assert does(database, "reapply") == f"{CASES} {CASES} Stays"

    left = b"".join(each.read_bytes() for each in database.var.glob("fourfold.sqlite3*"))
    assert CANARY.encode() not in left
    assert database.ask("SELECT outcome, COUNT(*) FROM shelf_casefile GROUP BY outcome") == [
        ("OPEN", 1)
    ]
    assert does(database, "reapply") == "0 0 Stays"

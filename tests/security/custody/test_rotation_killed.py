"""An agency's key rotated while ten people write, and killed five times on the way."""

from __future__ import annotations

import json
import time

import pytest

from tests.conftest import LONG
from tests.desk import process
from tests.make.databases import new_database

ROWS = 100_000 if LONG else 10_000
WRITERS, KILLS = 10, 5


def do(database, *words):
    done = database.run("-m", "tests.desk.process", *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_a_rotation_killed_five_times_under_load_loses_nothing(tmp_path):
    seed = time.time_ns()  # told where it fails
    with new_database(tmp_path) as database:
        process.on(database)
        operator = do(database, "fill", str(ROWS))
        stop = tmp_path / "stop"
        writers = database.start("-m", "tests.desk.process", "write", str(WRITERS), str(stop))
        while writers.poll() is None and not (tmp_path / "stop-waits").exists():
            time.sleep(0.05)
        ended = do(database, "rotate", operator, str(KILLS), str(ROWS / 50_000), str(seed))
        stop.touch()
        said, trouble = writers.communicate(timeout=60)
        written = json.loads(said or "{}")
        found = do(database, "look")

    assert ended == [-9] * KILLS + [0], seed
    assert written["failures"] == [], (seed, trouble)
    assert len(written["last"]) > WRITERS, seed
    assert found == {
        "names": written["last"],
        "unreadable": 0,
        "stale": 0,
        "version": 2,
        "rotated": 1,
        "unfinished": 0,
    }, seed

"""A process that imports a file is killed at random moments: all of it is there, or nothing."""

from __future__ import annotations

import json
import time

import pytest

from tests.conftest import LONG
from tests.make.databases import new_database

pytestmark = pytest.mark.slow
KILLS = 100 if LONG else 8


def test_an_import_killed_at_any_moment_leaves_all_or_nothing(tmp_path):
    seed = time.time_ns()
    with new_database(tmp_path) as database:
        database.settings["FOURFOLD_JURISDICTION"] = "ct"

        def do(verb):
            done = database.run(
                "-m", "tests.apps.submissions.importing", verb, f"{seed}", f"{KILLS}"
            )
            assert done.returncode == 0, (seed, done.stderr)
            return json.loads(done.stdout)

        do("prepare")
        killed = do("kill")
        assert killed["code"] == 0
        assert killed["ended in time"] < KILLS / 2, killed
        assert do("look") == {
            "half": [],
            "kept without a batch": 0,
            "in clear": [],
            "log holds": True,
        }, seed

        assert do("again") == {
            "batches": KILLS + 2,
            "versions": [1],
            "without a batch": 0,
            "parcels": 0,
        }, seed
        assert do("look")["half"] == []
        if not database.url:
            assert database.ask("PRAGMA integrity_check") == [("ok",)]

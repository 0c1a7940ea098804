"""Real processes, killed and run side by side: nothing is lost, doubled or half-written."""

from __future__ import annotations

import random
import time

import pytest

from tests.conftest import LONG
from tests.make.databases import new_database

pytestmark = pytest.mark.slow

PREPARE = ("-m", "django", "prepare")
KILLS = 48 if LONG else 4
KILLS_A_DATABASE = 4
LONGEST = 2.6
"""Seconds in which a first run of the small state gets near its end on a slow machine."""


@pytest.fixture(scope="module")
def side_by_side(tmp_path_factory):
    """Two first runs at once on one new database: what each said, and what is kept."""
    with new_database(tmp_path_factory.mktemp("side_by_side"), empty=True) as database:
        processes = [database.start(*PREPARE) for _ in range(2)]
        said = [(*each.communicate(timeout=120), each.returncode) for each in processes]
        yield said, database.kept()


def test_two_first_runs_at_once_do_the_work_once(side_by_side):
    said, kept = side_by_side

    assert [code for _, _, code in said] == [0, 0], said
    assert sum("nothing to do" in words for words, _, _ in said) == 1
    assert {version for _, version, _, _ in kept["tables"] + kept["documents"]} <= {1, 2}


@pytest.mark.parametrize("nth", range(KILLS // KILLS_A_DATABASE))
def test_a_first_run_killed_again_and_again_ends_like_one_left_alone(nth, tmp_path, side_by_side):
    seed = time.time_ns()
    chance = random.Random(seed)  # noqa: S311 - no secret; the seed is told where it fails
    with new_database(tmp_path, empty=True) as database:
        for _ in range(KILLS_A_DATABASE):
            process = database.start(*PREPARE)
            time.sleep(chance.uniform(0.2, LONGEST))
            process.kill()
            process.communicate()

        last = database.run(*PREPARE)

        assert last.returncode == 0, (seed, last.stderr)
        assert database.kept() == side_by_side[1], seed
        assert "nothing to do" in database.run(*PREPARE).stdout


DIES = """
import os, signal, sys, django
django.setup()
from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor
MigrationExecutor.record_migration = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
call_command("migrate", verbosity=0)
"""


def test_a_kill_between_a_table_and_the_note_of_it_leaves_neither(tmp_path):
    with new_database(tmp_path, empty=True) as database:
        assert database.run("-c", DIES).returncode == -9

        again = database.run("-m", "django", "migrate")
        assert again.returncode == 0, again.stderr

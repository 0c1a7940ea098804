"""Two people, or one who pressed twice: one does it, the other is told, nothing is doubled."""

from __future__ import annotations

import json

import pytest

from tests.make.databases import new_database
from tests.make.races import RUNNERS

pytestmark = pytest.mark.slow

RACE = "import django; django.setup(); from tests.make.races_of_batches import main; main()"
MOVED = {"done": 1, "MoveNotAllowed": 1, "lines": 1}
EXPECTED = {
    "begin one page": {"done": RUNNERS, "uploads": 1, "parcels": 1},
    "send one part": {"done": RUNNERS, "whole": True, "lines": 1},
    "keep one upload": {"done": RUNNERS, "batches": 1, "lines": 1},
    "keep one file of several stewards": {
        "done": 1,
        "AlreadyReceived": RUNNERS - 1,
        "batches": 1,
    },
    "keep and let go": {"done": 1, "UploadEnded": 1, "fits": True, "parcels": 0},
    "keep and close the call": {"closed": True, "fits": True, "told": True},
    "change one call": {"done": 1, "ChangedSince": RUNNERS - 1, "lines": 1},
    "accept and withdraw": MOVED,
    "accept and give back": MOVED,
    "withdraw and give back": MOVED,
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Play every race in a process of its own, on a database of its own."""
    with new_database(tmp_path_factory.mktemp("batches")) as database:
        process = database.start("-c", RACE)
        said, trouble = process.communicate(timeout=180)
        assert process.returncode == 0, trouble
        return json.loads(said)


@pytest.mark.parametrize("race", EXPECTED)
def test_at_the_same_moment_each_gets_a_plain_answer(race, outcomes):
    assert outcomes[race] == EXPECTED[race]

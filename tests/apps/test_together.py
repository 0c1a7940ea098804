"""The same thing done by many at the same moment: one does it, the others are told why not."""

from __future__ import annotations

import json

import pytest

from tests.make.databases import new_database
from tests.make.races import RUNNERS

pytestmark = pytest.mark.slow

RACE = "import django; django.setup(); from tests.make.races import main; main()"
OTHERS = RUNNERS - 1
EXPECTED = {
    "open a call": {"done": 1, "CallAlreadyOpen": OTHERS},
    "receive one file": {"done": 1, "AlreadyReceived": OTHERS},
    "receive different files": {"done": RUNNERS, "numbered from 1": True},
    "accept one batch": {"done": 1, "MoveNotAllowed": OTHERS, "lines": 1},
    "accept different versions": {"done or older": RUNNERS, "newest": RUNNERS},
    "gather": {"done": RUNNERS, "lines": 1},
    "propose": {"done": 1, "ReleasedAlready": OTHERS},
    "agree": {"done": 2, "refused": RUNNERS - 2, "agreements": 2},
    "publish": {"done": 1, "MoveNotAllowed": 2},
    "put a first version": {"done": RUNNERS, "last is current": True},
    "put another version": {"done": RUNNERS, "last is current": True},
    "publish a report": {"done": 2, "lines": 1},
    "bring one roll": {"done": RUNNERS, "rolls": 1, "lines": 1},
    "ask for one study": {"done": RUNNERS, "studies": 1, "lines": 1},
    "take studies up": {"done": RUNNERS, "taken": 2, "different": 2},
    "apply once": {"done": RUNNERS, "applications": 1, "mails": 1, "lines": 1},
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Run every race in a process of its own, on a database of its own."""
    with new_database(tmp_path_factory.mktemp("races")) as database:
        done = database.run("-c", RACE)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.mark.parametrize("race", EXPECTED)
def test_of_many_at_once_each_gets_a_plain_answer(race, outcomes):
    assert outcomes[race] == EXPECTED[race]


def test_every_race_is_looked_at(outcomes):
    assert set(outcomes) == set(EXPECTED)

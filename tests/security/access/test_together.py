"""Access changed by several at the same moment: one does it, the others are told why not."""

from __future__ import annotations

import json

import pytest

from tests.make.databases import new_database
from tests.make.races import RUNNERS

pytestmark = pytest.mark.slow

RACE = "import django; django.setup(); from tests.make.races_of_access import main; main()"
OTHERS = RUNNERS - 1
EXPECTED = {
    "end each other": {"done": 1, "LastAdministrator": 1, "administrators": 1},
    "propose one role": {"done": 1, "RoleStands": OTHERS},
    "decide one role": {"done": 1, "NotWaiting": OTHERS, "lines": 1},
    "review one opening": {"done": 1, "MayNotReview": OTHERS, "lines": 1},
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Run every race in a process of its own, on a database of its own."""
    with new_database(tmp_path_factory.mktemp("races")) as database:
        done = database.run("-c", RACE)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.mark.parametrize("race", EXPECTED)
def test_of_several_at_once_one_decides(race, outcomes):
    assert outcomes[race] == EXPECTED[race]


def test_every_race_is_looked_at(outcomes):
    assert set(outcomes) == set(EXPECTED)

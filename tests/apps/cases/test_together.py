"""Two people click at the same moment: one does it, the other is told, and no word is lost."""

from __future__ import annotations

import json

import pytest

from tests.conftest import LONG
from tests.make.databases import new_database

pytestmark = pytest.mark.slow

RACE = "import django; django.setup(); from tests.make.races_of_response import main; main({})"
ROUNDS = 40 if LONG else 2
ONE, BOTH, NONE = ROUNDS, 2 * ROUNDS, 0
MORE = 3 * ROUNDS
EXPECTED = {
    "answer beside one answer": {
        "whose answer is kept": MORE,
        "told who was first": MORE,
        "opinions": 2 * MORE,
        "words kept": 2 * MORE,
    },
    "answer what was taken over": {
        "whose answer is kept": ONE,
        "told who has it": ONE,
        "opinions": ONE,
        "words kept": BOTH,
    },
    "send one answer twice": {"kept": BOTH, "opinions": ONE, "lines": ONE},
    "take one consult": {"theirs": ONE, "told who was first": ONE, "lines": ONE},
    "take one report": {"theirs": ONE, "told who was first": ONE, "takers": ONE},
    "accept one report": {"theirs": ONE, "told": ONE, "cases": ONE},
    "save one form": {"reports": ONE, "places": ONE, "refused": NONE, "drafts left": NONE},
    "keep one draft": {"kept": BOTH, "drafts": ONE},
    "tell one page": {"numbers": ONE, "thanked": BOTH, "reports": ONE, "added": ONE},
    "answer by one link": {
        "opened": ONE,
        "opens nothing": ONE,
        "thanked": BOTH,
        "accepted": ONE,
    },
    "close while another writes": {"done": ONE, "told": ONE, "words on the page": ONE},
    "start one clock": {
        "episodes": ONE,
        "clocks of one rule": ONE,
        "told who was first": ONE,
        "refused": NONE,
    },
    "decide on one pair": {"agrees": ONE, "told who was first": ONE},
    "join three": {"joined": BOTH, "merges": BOTH, "one already": ONE, "merges after": BOTH},
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Play every race in processes of their own, on a database of its own."""
    with new_database(tmp_path_factory.mktemp("together")) as database:
        database.settings["FOURFOLD_JURISDICTION"] = "ct"
        process = database.start("-c", RACE.format(ROUNDS))
        said, trouble = process.communicate(timeout=60 * ROUNDS)
        assert process.returncode == 0, trouble
        return json.loads(said)


@pytest.mark.parametrize("race", EXPECTED)
def test_of_two_who_click_at_once_each_gets_a_plain_answer(race, outcomes):
    assert outcomes[race] == EXPECTED[race]


def test_every_race_is_looked_at(outcomes):
    assert set(outcomes) == set(EXPECTED)

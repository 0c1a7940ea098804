"""Many hands on the last money of a line: it is promised once, on both databases."""

from __future__ import annotations

import json

import pytest

from tests.make.databases import new_database

pytestmark = pytest.mark.slow
RACE = "import django; django.setup(); from tests.make.races_of_budget import main; main()"


def test_the_last_money_is_promised_once_and_taken_back_once(tmp_path) -> None:
    with new_database(tmp_path) as database:
        database.settings["FOURFOLD_JURISDICTION"] = "ct"
        process = database.start("-c", RACE)
        said, trouble = process.communicate(timeout=120)

    assert process.returncode == 0, trouble
    found = json.loads(said)
    assert found["promise"] == {"done": 1, "OverBudget": 5, "left": 4_000}
    assert found["press"] == {"done": 6, "left": 9_000}
    assert found["agree"] == {"done": 1, "OverBudget": 1, "left": 400_000}
    assert found["reverse"] == {"done": 6, "left": 10_000}

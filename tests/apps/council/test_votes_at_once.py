"""Two people of one seat vote at the same instant, and a vote comes while it is closed."""

from __future__ import annotations

import json

import pytest

from tests.make.databases import new_database

pytestmark = pytest.mark.slow
RACE = "import django; django.setup(); from tests.make.races_of_votes import main; main()"


def test_both_votes_of_a_seat_are_kept_and_what_was_taken_is_counted(tmp_path) -> None:
    with new_database(tmp_path) as database:
        database.settings["FOURFOLD_JURISDICTION"] = "ct"
        process = database.start("-c", RACE)
        said, trouble = process.communicate(timeout=180)

    assert process.returncode == 0, trouble
    found = json.loads(said)
    assert found["one seat"] == {"broken": 0, "kept": 10}
    assert found["closing"] == {"closed": 5, "taken but not counted": 0}

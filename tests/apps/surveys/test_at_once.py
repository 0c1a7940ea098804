"""Two hundred people answer at once, 60 on PostgreSQL; a phone that sends six times counts once."""

from __future__ import annotations

import json

import pytest

from tests.make.databases import new_database

pytestmark = pytest.mark.slow
RACE = "import django; django.setup(); from tests.make.races_of_surveys import main; main()"


def test_a_whole_room_answers_without_an_error(tmp_path) -> None:
    with new_database(tmp_path) as database:
        process = database.start("-c", RACE)
        said, trouble = process.communicate(timeout=180)

    assert process.returncode == 0, trouble
    found = json.loads(said)
    people = found["room"]["of"]
    assert found["room"] == {"of": people, "done": people, "kept": people, "left": 0}
    assert found["one answer"] == {"done": 6, "kept": 1}

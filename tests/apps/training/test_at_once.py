"""Two people at the same instant: no session twice, no valid certificate of somebody taken off."""

from __future__ import annotations

import json

import pytest

from tests.make.databases import new_database

pytestmark = pytest.mark.slow
RACE = "import django; django.setup(); from tests.make.races_of_training import main; main()"


def test_a_button_pressed_twice_plans_once_and_certificates_fit_the_list(tmp_path) -> None:
    with new_database(tmp_path) as database:
        database.settings["FOURFOLD_JURISDICTION"] = "ct"  # zz has no courses
        process = database.start("-c", RACE)
        said, trouble = process.communicate(timeout=180)

    assert process.returncode == 0, trouble
    found = json.loads(said)
    assert found["plan"] == {"done": 1, "BadSession": 5, "kept": 1}
    assert found["take off"]["broken"] == 0
    assert found["take off"]["valid of somebody taken off"] == 0
    assert found["revoke"] == {"valid of somebody taken off": 0}

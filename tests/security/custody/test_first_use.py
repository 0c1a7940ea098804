import json

import pytest

from tests.desk import process
from tests.make.databases import new_database


@pytest.mark.slow
def test_an_agencys_first_persons_made_at_once_share_one_agency_key(tmp_path):
    with new_database(tmp_path) as database:
        done = process.on(database).run("-m", "tests.desk.process", "first")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "trouble": [],
        "read": ["canary-given_name"] * 6,
        "versions": [1],
    }

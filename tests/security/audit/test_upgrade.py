"""A database that was filled before lines were sealed: its lines are sealed by the upgrade."""

import pytest

from tests.make.databases import new_database

pytestmark = pytest.mark.slow

OLD_LINE = """INSERT INTO security_auditevent (id, at, "by", event, subject, facts)
    VALUES ({id}, '2026-01-0{day} 10:00:00.5+00:00', 'first-run:staff', 'CALL_OPENED', 'call:{id}',
    '{{"year": 2030, "b": "x"}}')"""


@pytest.fixture
def before(tmp_path):
    with new_database(tmp_path, empty=True) as database:
        database.migrate("security", "0001")
        for day, number in enumerate((3, 4, 9), start=1):
            database.change(OLD_LINE.format(id=number, day=day))
        yield database


def lines(database):
    return database.ask("SELECT id, subject, outcome, length(seal) FROM security_auditevent")


def test_old_lines_are_numbered_sealed_and_anchored(before):
    upgraded = before.run("-m", "django", "migrate")

    assert upgraded.returncode == 0, upgraded.stderr
    assert lines(before) == [
        (1, "call:3", "DONE", 64),
        (2, "call:4", "DONE", 64),
        (3, "call:9", "DONE", 64),
    ]
    assert before.ask("SELECT id, number FROM security_audithead") == [(1, 3)]
    checked = before.run("-c", VERIFY)
    assert checked.stdout == "None 3 1\n", checked.stderr
    prepared = before.run("-m", "django", "prepare")
    assert prepared.returncode == 0, prepared.stderr
    checked = before.run("-c", VERIFY)
    assert checked.stdout.startswith("None "), checked.stderr


VERIFY = """
import django; django.setup()
from fourfold.security import audit
found = audit.verify()
print(found.broken, found.head.number, found.anchors)
"""


def test_the_upgrade_can_be_undone_and_done_again(before):
    before.migrate("security", "0004")
    sealed = before.ask("SELECT id, seal FROM security_auditevent")
    before.migrate("security", "0003")
    before.change("UPDATE security_auditevent SET agency = 'X' WHERE id = 1")  # nothing refuses it
    before.migrate("security", "0004")

    assert before.ask("SELECT id, seal FROM security_auditevent") == sealed  # nothing hides it

    assert before.ask("SELECT id, number FROM security_audithead") == [(1, 3)]
    with pytest.raises(Exception, match="never changed"):
        before.change("UPDATE security_auditevent SET agency = '' WHERE id = 1")

"""A database filled at every older state of these tables: what is in it survives to the newest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.make.databases import Database, new_database

pytestmark = pytest.mark.slow
BATCH = "7c0ffee1-2aa0-4bbb-8ccc-1234567890ab"

STEP_BY_STEP = """
import json, sys
import django; django.setup()
from django.core.management import call_command
from django.db import connection
for state, statements in json.loads(sys.argv[1]):
    call_command("migrate", "submissions", state, verbosity=0)
    with connection.cursor() as cursor:
        for each in statements:
            cursor.execute(each)
call_command("migrate", "submissions", verbosity=0)
from fourfold.apps.submissions import models
batch = models.Batch.objects.get()
print(batch.id, bytes(batch.content), batch.row_count, batch.state, batch.sent_by, batch.totals)
print([batch.contract, batch.stored, batch.warnings, batch.note, batch.size])
print([(row.line, row.cells) for row in batch.rows.all()])
for call in models.DataCall.objects.order_by("code"):
    print(call.code, call.dataset, call.version, "|", call.title)
office = models.Respondent.objects.get()
print(office.code, office.kind, office.mail, office.is_active, office.version)
print(models.Asked.objects.get().excused_why, "|", models.Upload.objects.get().answers)
print(models.Mapping.objects.get().field, "|", models.AnswerDraft.objects.get().told)
print(models.AnswerLink.objects.get().respondent.code, "|", models.Ground.objects.get().state)
for model in (models.Respondent, models.Asked, models.Batch, models.Upload, models.Ground):
    model.objects.get().full_clean()
"""

READ = f"""\
{BATCH} b'a,b' 1 ACCEPTED clerk {{'count': '4'}}
['', '', {{}}, '', 0]
[(2, {{'figure': 'F001'}})]
FIGURES-2024 published_figures 1 | A title of its own
FIGURES-2025 published_figures 1 | Figures of the 2025 annual report
FIGURES-2026 published_figures 1 |\x20
LAW-2025 yearly_law_enforcement 1 |\x20
MADE_UP_PD CHIEF_STATES_ATTORNEY records@made-up.example True 1
The office is new. | {{'sheet': '1'}}
held_on | {{'0-a2': '4'}}
MADE_UP_PD | HELD
"""


def steps(database: Database) -> list[tuple[str, list[str]]]:
    """Return each state with what is put in there, in the words of the database in use."""
    is_postgres = bool(database.url)
    fill = {
        ":at": "'2026-01-05 10:00:00+00:00'",
        ":hash": f"'{'ab' * 32}'",
        ":batch": f"'{BATCH if is_postgres else BATCH.replace('-', '')}'",
        ":bytes": "'\\x612c62'::bytea" if is_postgres else "x'612c62'",
    }
    text = Path(__file__).with_name("upgrading.sql").read_text("utf-8")
    for name, value in fill.items():
        text = text.replace(name, value)
    found = []
    for part in text.split("-- state ")[1:]:
        state, *lines = part.splitlines()
        found.append((state, [each.removesuffix(";") for each in lines]))
    return found


def test_what_was_put_in_at_each_old_state_is_there_at_the_newest(tmp_path: Path) -> None:
    with new_database(tmp_path, empty=True) as database:
        told = steps(database)
        upgraded = database.run("-c", STEP_BY_STEP, json.dumps(told))

        assert [state for state, _ in told] == [f"{number:04}" for number in range(4, 11)]
        assert upgraded.stdout == READ, upgraded.stderr

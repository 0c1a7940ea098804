"""Answers that stood in clear are sealed on the way, and nothing of them is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.make.databases import new_database

pytestmark = pytest.mark.slow
UPGRADE = """
import json, sys
import django; django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", "surveys", "0002", verbosity=0)
with connection.cursor() as cursor:
    for each in json.loads(sys.argv[1]):
        cursor.execute(each)
call_command("migrate", verbosity=0)
with connection.cursor() as cursor:
    for table in ("surveydraft", "response"):
        cursor.execute(f"SELECT * FROM surveys_{table}")
        row = [bytes(each) if hasattr(each, "tobytes") else each for each in cursor.fetchone()]
        assert "canary" not in str(row)
from fourfold.apps.surveys.models import Response, SurveyDraft, Wave
draft, answer = SurveyDraft.objects.get(), Response.objects.get()
print(draft.told, draft.page, sorted(answer.answers.items()), answer.pair)
print(answer.seal == draft.seal)
print([(each.state, bool(each.seal)) for each in Wave.objects.order_by("id")])
"""


def test_answers_in_clear_are_sealed_and_open_as_they_were(tmp_path: Path) -> None:
    before = Path(__file__).with_name("upgrading.sql").read_text("utf-8").splitlines()[1:]
    with new_database(tmp_path, empty=True) as database:
        upgraded = database.run("-c", UPGRADE, json.dumps(before))

    assert upgraded.stdout == (
        "{'more': 'a canary'} 1 [('more', 'ñ canary'), ('works', '')] p\nTrue\n"
        "[('CLOSED', True), ('READY', False)]\n"
    ), upgraded.stderr

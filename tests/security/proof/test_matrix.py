"""
Promise G1 and G8 on records: every address of a record, asked by every role in every relation and
state of sign-in, answers as the documents say, and the log says so too.
"""

from __future__ import annotations

from collections import Counter
from zlib import crc32

import pytest
from django.db import connection

from fourfold.security.access.roles import ROLES
from tests.conftest import LONG
from tests.security.proof import cells, oracle, world

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.desk.urls"), pytest.mark.slow]
PART = 1 if LONG else 5 if connection.vendor == "sqlite" else 40
"""One cell in so many of those that end at a door is run."""
REACH = 1 if LONG or connection.vendor == "sqlite" else 4
"""One cell in so many of those that reach a record is run: on SQLite all."""
FEWEST = 250_000 if LONG else 50_000 if connection.vendor == "sqlite" else 8_000


def is_chosen(each: cells.Call, call: cells.Call, *who: str, at_the_door: bool) -> bool:
    of = PART * (1 if LONG or each is call else 8) if at_the_door else REACH
    return crc32(repr((each.route, each.method, each.of, each.what, who)).encode()) % of == 0


def test_the_oracle_does_not_contradict_itself():
    assert oracle.rows_that_contradict() == []


def test_every_call_on_a_record_answers_as_the_documents_say():
    here = world.build()
    runner, calls = cells.Runner(here), cells.calls(here)
    done, faults = Counter(), []
    for role, relation, state, viewer in here.everyone():
        for call in calls:
            for each in (call, *cells.others(call)):
                wanted = cells.expect(each, role, relation, state, here)
                who = (role, relation, state)
                if not is_chosen(each, call, *who, at_the_door=wanted.at_the_door):
                    continue
                got = runner.run(each, viewer)
                done[wanted.status] += 1
                if fault := cells.wrong(got, wanted, runner):
                    asked = f"{each.method} {each.route} {each.of} {each.what}"
                    faults.append(f"{asked} by {role} {relation} {state}: {fault}")

    assert faults == []
    assert sum(done.values()) >= FEWEST, done
    assert {role for role, *_ in here.everyone()} == set(ROLES)

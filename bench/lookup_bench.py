"""Looking a person up among a million, against the same question on plain, indexed columns."""

from __future__ import annotations

import hashlib
import hmac
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

HOME = tempfile.TemporaryDirectory()
os.environ["FOURFOLD_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["FOURFOLD_VAR"] = HOME.name
sys.path.insert(0, str(Path(__file__).parents[1]))

import django  # noqa: E402 - settings are read when Django starts

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from tests.make import people as staff  # noqa: E402
from tests.make.people import DCF  # noqa: E402

from fourfold.apps.cases.models import Person, PersonMark  # noqa: E402
from fourfold.apps.cases.queries import people  # noqa: E402
from fourfold.apps.cases.rules import lookup, names  # noqa: E402
from fourfold.apps.cases.rules.lookup import Known, Sought  # noqa: E402
from fourfold.security.keys import ring  # noqa: E402
from fourfold.security.keys.index import SIZE  # noqa: E402
from ratio import by_turns, verdict  # noqa: E402

BOUND = 3.0
POSTGRES = connection.vendor == "postgresql"
PERSONS = int(os.environ.get("PERSONS", 0)) or (1_000_000 if POSTGRES else 100_000)
GIVEN, FAMILY, ASKED, ROUNDS = 1_500, 12_000, 100, 15
AT = datetime(2030, 1, 7, 9, tzinfo=UTC)
LETTERS = "bcdfgjklmnprstvz", "aeiou"


def name(nth: int) -> str:
    """Return a made-up name of its own for each number."""
    made = ""
    while nth or len(made) < 4:
        nth, consonant = divmod(nth, len(LETTERS[0]))
        nth, vowel = divmod(nth, len(LETTERS[1]))
        made += LETTERS[0][consonant] + LETTERS[1][vowel]
    return made


def somebody(nth: int) -> Known:
    """Return the person of a number; common names are common, as among real people."""
    chance = random.Random(nth)  # noqa: S311 - made-up people, the same in every run
    given = name(int(GIVEN * chance.random() ** 2))
    family = name(int(FAMILY * chance.random() ** 2))
    born = date(2005, 1, 1) + timedelta(days=chance.randrange(6_000))
    return Known(given, family, (), born, "")


def digest(text: str) -> bytes:
    """Return a mark as `digest_to_find` makes it, without taking accents off ASCII each time."""
    table = PersonMark._meta.db_table
    told = "\0".join(("blind index", table, "digest", DCF, text.lower()))
    return hmac.digest(ring().index, told.encode(), hashlib.sha256)[:SIZE]


def first_code(word: str) -> str:
    """Return the one sound that a plain column would keep."""
    return min(code for code in names.codes(word) if code.startswith("d:"))


def fill() -> None:
    """Write the persons in bulk. No value is sealed: to find candidates none is opened."""
    person, mark = Person._meta.db_table, PersonMark._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE plain_person (id varchar(16) PRIMARY KEY, agency varchar(40) NOT NULL, "
            "given varchar(20) NOT NULL, family varchar(20) NOT NULL, born_on date NOT NULL)"
        )
        if POSTGRES:  # no check of twelve million foreign keys
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DROP INDEX person_mark")
        everybody = [(f"{nth:016d}", somebody(nth)) for nth in range(PERSONS)]
        columns = "id, person, agency, made_at, changed_at, outcome, version"
        copy(cursor, person, columns, ((n, n, DCF, AT, AT, "OPEN", 1) for n, _k in everybody))
        marks = ((n, digest(text)) for n, known in everybody for text in lookup.marks_of(known))
        copy(cursor, mark, "of_id, digest", marks)
        plain = (
            (n, DCF, first_code(k.given), first_code(k.family), k.born_on) for n, k in everybody
        )
        copy(cursor, "plain_person", "id, agency, given, family, born_on", plain)
        cursor.execute(f"CREATE INDEX person_mark ON {mark} (digest, of_id)")
        for each in ("given, family", "given, born_on", "family, born_on"):
            index = each.replace(", ", "_")
            cursor.execute(f"CREATE INDEX plain_{index} ON plain_person (agency, {each})")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy(cursor: Any, table: str, columns: str, lines: Iterator[tuple[Any, ...]]) -> None:
    """Write many rows quickly."""
    if POSTGRES:
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as into:
            for line in lines:
                into.write_row(line)
        return
    gaps = ", ".join(["%s"] * (columns.count(",") + 1))
    cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({gaps})", lines)  # noqa: S608


PLAIN = """
SELECT id, COUNT(*) FROM (
    SELECT id FROM plain_person WHERE agency = %s AND given = %s AND family = %s
    UNION ALL SELECT id FROM plain_person WHERE agency = %s AND given = %s AND born_on = %s
    UNION ALL SELECT id FROM plain_person WHERE agency = %s AND family = %s AND born_on = %s
) found GROUP BY id ORDER BY 2 DESC, 1 LIMIT %s
"""
"""The same question on plain columns: any two of three agree, the best first."""


def in_plain_sql(sought: Sought) -> list[str]:
    """Ask the peer."""
    born, given, family = sought.born_on, first_code(sought.given), first_code(sought.family)
    told = [DCF, given, family, DCF, given, born, DCF, family, born, people.COMPARED]
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, told)
        return [row[0] for row in cursor.fetchall()]


def main() -> None:
    call_command("migrate", verbosity=0, run_syncdb=True)
    viewer = staff.viewer("Carmen", "CARELINE")
    began = time.perf_counter()
    remembered = lru_cache(maxsize=None)  # the fill alone: a server remembers no names
    lookup.codes, lookup.words = remembered(names.codes), remembered(names.words)
    fill()
    lookup.codes, lookup.words = names.codes, names.words
    print(
        f"{PERSONS} people, {PersonMark.objects.count()} marks: {time.perf_counter() - began:.0f} s"
    )
    asked = [somebody(nth * (PERSONS // ASKED)) for nth in range(ASKED)]
    sought = [Sought(each.given, each.family, each.born_on) for each in asked]
    for nth, each in enumerate(sought):
        wanted = f"{nth * (PERSONS // ASKED):016d}"
        assert wanted in people.candidates(each, viewer=viewer), each
        assert wanted in in_plain_sql(each), each

    print(f"{ASKED} look-ups by name and date of birth, any two of three agreeing:")
    ratio = by_turns(
        lambda: [people.candidates(each, viewer=viewer) for each in sought],
        lambda: [in_plain_sql(each) for each in sought],
        rounds=ROUNDS,
    )
    verdict("look-up by marks / indexed SQL on plain columns", ratio, BOUND)


if __name__ == "__main__":
    main()

"""
A log tampered with in SQL by somebody who owns the database: all of it is found, and the first bad
line named (promise G9). What the line is, is worked out here from what was done, not from the log.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction

from fourfold.security import audit
from fourfold.security.audit import Damage, anchors
from fourfold.security.audit.chain import Head, Line, seal
from fourfold.security.audit.verification import FIELDS
from fourfold.security.events import Event
from fourfold.security.models import AuditEvent, AuditHead
from tests.conftest import LONG
from tests.make import log
from tests.make.emptying import unguarded
from tests.make.river import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

TAMPERINGS = 10_000 if LONG else 1_000
LAST = 40
ANCHORED = (1, 12, 25, LAST)
Tampering = Callable[[random.Random], int]

EDITS = {
    "at": "'2031-01-01 00:00:00+00:00'",
    '"by"': "'ben'",
    "event": "'CALL_OPENED'",
    "subject": "'run:2'",
    "outcome": "'DENIED'",
    "agency": "'OVS'",
    "request": "'R2'",
    "facts": "'{\"nth\": 99}'",
    "seal": "'" + "0" * 64 + "'",
}


def edit(chance: random.Random) -> int:
    number = chance.randint(1, LAST)
    column = chance.choice([*EDITS])
    statement = f"UPDATE security_auditevent SET {column} = {EDITS[column]}"  # noqa: S608 - ours
    log.sql(f"{statement} WHERE id = %s", (number,))
    return number


def delete(chance: random.Random) -> int:
    number = chance.randint(1, LAST)
    log.sql("DELETE FROM security_auditevent WHERE id = %s", (number,))
    return number


def shift(by: int, *, above: int, up_to: int = 10_000) -> None:
    """Give lines other numbers, over numbers below zero, where none is in the way."""
    log.sql(
        "UPDATE security_auditevent SET id = -(id + %s) WHERE id > %s AND id <= %s",
        (by, above, up_to),
    )
    log.sql("UPDATE security_auditevent SET id = -id WHERE id < 0")


def delete_and_close_up(chance: random.Random) -> int:
    number = delete(chance)
    shift(-1, above=number)
    return number


def insert(chance: random.Random) -> int:
    number = chance.randint(1, LAST)
    shift(1, above=number - 1)
    other = chance.choice([each for each in range(1, LAST + 2) if each != number])
    names = ", ".join(f'"{name}"' for name in FIELDS[1:])
    columns = f"INSERT INTO security_auditevent (id, {names}) SELECT %s, {names}"
    log.sql(f"{columns} FROM security_auditevent WHERE id = %s", (number, other))
    # A copy of the line it pushes on is that very line: then the line after it is the one too many.
    return number + 1 if other == number + 1 else number


def swap(chance: random.Random) -> int:
    low, high = sorted(chance.sample(range(1, LAST + 1), 2))
    for old, new in ((low, -1), (high, low), (-1, high)):
        log.sql("UPDATE security_auditevent SET id = %s WHERE id = %s", (new, old))
    return low


def reorder(chance: random.Random) -> int:
    low, high = sorted(chance.sample(range(1, LAST + 1), 2))
    order = list(range(low, high + 1))
    while order[0] == low:
        chance.shuffle(order)
    for old, new in zip(range(low, high + 1), order, strict=True):
        log.sql("UPDATE security_auditevent SET id = %s WHERE id = %s", (-new, old))
    log.sql("UPDATE security_auditevent SET id = -id WHERE id < 0")
    return min(old for old, new in zip(range(low, high + 1), order, strict=True) if old != new)


def cut_the_tail(chance: random.Random) -> int:
    number = chance.randint(1, LAST)
    log.sql("DELETE FROM security_auditevent WHERE id >= %s", (number,))
    return number


def put_the_head_on(last: int) -> None:
    before = AuditEvent.objects.filter(id=last).values_list("seal", flat=True).first()
    AuditHead.objects.update(number=last, seal=before or "0" * 64)


def put_an_older_copy_back(chance: random.Random) -> int:
    number = cut_the_tail(chance)
    put_the_head_on(number - 1)
    return number


def put_an_older_copy_back_and_work_on(chance: random.Random) -> int:
    """Root did this on the running machine, so that the new lines carry true seals."""
    number = put_an_older_copy_back(chance)
    audit.append_only.put_up(connection)
    with transaction.atomic():
        audit.record_all(
            Event.CALL_OPENED, by="root", subjects=["run:9"] * (LAST + 3 - number), at=NOW
        )
    audit.append_only.take_down(connection)
    # Each new line holds by itself; the first one that was anchored shows it.
    return min(each for each in ANCHORED if each >= number)


def seal_anew_without_the_key(chance: random.Random) -> int:
    number = chance.randint(1, LAST)
    rows = AuditEvent.objects.filter(id__gte=number - 1).order_by("id").values_list(*FIELDS)
    lines = [Line(*row) for row in rows]
    before = lines.pop(0).seal if number > 1 else "0" * 64
    lines[0] = lines[0]._replace(by="ben")
    log.sql("UPDATE security_auditevent SET \"by\" = 'ben' WHERE id = %s", (number,))
    for line in lines:
        before = seal(line, after=before, key=b"guessed" * 5)
        log.sql("UPDATE security_auditevent SET seal = %s WHERE id = %s", (before, line.number))
    put_the_head_on(LAST)
    return number


def edit_the_head(chance: random.Random) -> int:
    number = chance.choice([each for each in range(LAST + 9) if each != LAST])
    if chance.random() < 0.2:
        log.sql("DELETE FROM security_audithead")
        return LAST + 1
    if chance.random() < 0.2:
        log.sql("UPDATE security_audithead SET seal = %s", ("a" * 64,))
        return LAST
    put_the_head_on(number)
    return min(number + 1, LAST + 1)


WAYS: dict[str, Tampering] = {
    each.__name__: each
    for each in (
        *(edit, delete, delete_and_close_up, insert, swap, reorder, cut_the_tail),
        *(put_an_older_copy_back, put_an_older_copy_back_and_work_on),
        *(seal_anew_without_the_key, edit_the_head),
    )
}


class Undone(Exception):
    """Takes a tampering back: the transaction around it ends with this."""


@pytest.fixture
def anchored(anchor_file: Path) -> Path:
    for before, number in zip((0, *ANCHORED), ANCHORED, strict=False):
        with transaction.atomic():
            log.write(number - before)
        anchors.keep(Head(*AuditHead.objects.values_list("number", "seal").get()), why="asked")
    assert sorted(anchors.by_number(anchors.read(anchor_file))) == list(ANCHORED)
    assert audit.verify(anchor_file=anchor_file).broken is None
    return anchor_file


@pytest.mark.parametrize("way", WAYS)
def test_every_tampering_is_found_and_the_first_bad_line_named(way, anchored):
    chance = random.Random(way)  # noqa: S311 - the same each time, no secret
    missed = []

    def once() -> None:
        with transaction.atomic():
            expected = WAYS[way](chance)
            found = audit.verify(anchor_file=anchored).broken
            if found is None or found.number != expected:
                missed.append((expected, found))
            raise Undone

    with unguarded():
        for _ in range(-(-TAMPERINGS // len(WAYS))):
            with pytest.raises(Undone):
                once()

    assert missed == []
    assert audit.verify(anchor_file=anchored).broken is None


def test_every_change_of_the_anchors_is_found(anchored):
    chance = random.Random("anchors")  # noqa: S311 - the same each time, no secret
    whole = anchored.read_text()
    lines = whole.splitlines(keepends=True)

    def tampered() -> str:
        kept, at = list(lines), chance.randrange(len(lines) - 1)
        way = chance.choice(["letter", "drop", "twice", "swap", "number", "state"])
        if way == "letter":
            place = chance.randrange(len(kept[at]) - 1)
            kept[at] = kept[at][:place] + "~" + kept[at][place + 1 :]
        elif way == "drop":
            del kept[at]
        elif way == "twice":
            kept.insert(at, kept[at])
        elif way == "swap":
            kept[at], kept[at + 1] = kept[at + 1], kept[at]
        elif way == "number":
            kept[at] = "7 " + kept[at].partition(" ")[2]
        else:
            kept[at] = kept[at].replace(" good ", " bad:1:CHANGED ")
        return "".join(kept)

    for _ in range(200):
        anchored.write_text(tampered())
        found = audit.verify(anchor_file=anchored).broken
        assert found is not None
        assert found.damage is Damage.ANCHORS_CHANGED, anchored.read_text()

    anchored.write_text(whole)
    assert audit.verify(anchor_file=anchored).broken is None


def test_an_anchor_that_a_crash_cut_short_is_no_alarm(anchored):
    with anchored.open("a") as kept:
        kept.write("41 2030-01-01T00:00:00Z 1234")
    assert audit.verify().broken is None
    log.write()

    anchors.keep(audit.verification.head_row(), why="asked")

    assert [each.number for each in anchors.read(anchored)][-2:] == [LAST, LAST + 1]
    assert audit.verify().broken is None

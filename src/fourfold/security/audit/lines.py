"""Writing the log: one line at a time, sealed, in the transaction of what it tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from django.db import OperationalError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from fourfold.security.audit import anchors, origin
from fourfold.security.audit.chain import EMPTY, Broken, Damage, Head, Line, seal
from fourfold.security.events import Event
from fourfold.security.keys import ring
from fourfold.security.models import AuditEvent, AuditHead


class NotInTransaction(RuntimeError):
    """An audit line was written outside the transaction of the change it tells of."""


class NotAFact(ValueError):
    """A fact is neither a count nor a code, so it could hold what the log may never hold."""


class NotRecorded(OperationalError):
    """The line could not be written, so what it tells of is not done either."""


class Outcome(StrEnum):
    """How it ended: done; denied by a rule; failed for another reason."""

    DONE = "DONE"
    DENIED = "DENIED"
    FAILED = "FAILED"


_CODE = re.compile(r"[A-Za-z0-9._:-]{1,80}")
_EVENTS, _HEADS = AuditEvent._meta.db_table, AuditHead._meta.db_table
_COLUMNS = "id, at, by, event, subject, outcome, agency, request, facts, seal"
# Written out, because it runs at every write of the house: a third of the time of the ORM's way.
_INSERT = "INSERT INTO {} ({}) VALUES ({})".format(  # noqa: S608 - names of our own tables
    _EVENTS,
    ", ".join(f'"{column}"' for column in _COLUMNS.split(", ")),
    ", ".join(["%s"] * len(_COLUMNS.split(", "))),
)
_HEAD = f"SELECT number, seal, (SELECT MAX(id) FROM {_EVENTS}) FROM {_HEADS} h"  # noqa: S608


def record(
    event: Event,
    *,
    by: str,
    subject: str,
    at: datetime,
    facts: Mapping[str, str | int] | None = None,
    outcome: Outcome = Outcome.DONE,
    agency: str | None = None,
) -> Line:
    """
    Write one line, in the transaction of the change: both are kept, or neither. Returns it.

    Call it last in the transaction: from here until the commit nobody else can write a line.
    by: account id. subject: kind and id, such as "batch:7f…". at: a moment with its time zone.
    facts: plain counts and codes; never a name, place, contact or narrative. agency: where it was
    done, by its code; None: the agency of whoever's request this is.
    :raises NotInTransaction: if no transaction is open.
    :raises NotAFact: if a fact has a space or any other letter that codes do without.
    :raises NotRecorded: if the database does not take it: disk full, read-only.
    """
    (line,) = record_all(
        event, by=by, subjects=[subject], at=at, facts=facts, outcome=outcome, agency=agency
    )
    return line


def record_all(
    event: Event,
    *,
    by: str,
    subjects: Iterable[str],
    at: datetime,
    facts: Mapping[str, str | int] | None = None,
    outcome: Outcome = Outcome.DONE,
    agency: str | None = None,
) -> list[Line]:
    """Write one line for each of several subjects, such as the records of a list, as `record`."""
    told = dict(facts or {})
    subjects = list(subjects)
    for name, value in told.items():
        if not isinstance(value, int) and not _CODE.fullmatch(str(value or "")):
            raise NotAFact(f"{event} on {subjects[:1]}: the fact {name!r} is no count and no code.")
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise NotInTransaction(
            f"{event} on {subjects[:1]}: open a transaction around the change first."
        )
    if not subjects:
        return []
    here, key = origin.current(), ring().audit
    where = here.agency() if agency is None else agency
    lines: list[Line] = []
    try:
        with _cursor(connection) as cursor:
            head = _take_head(cursor, connection)
            if head == EMPTY:
                anchors.begin_empty()
            for subject in subjects:
                said = (head.number + 1, at, by, event.value, subject, outcome.value, where)
                line = Line(*said, here.request, told)
                line = Line(*line[:9], seal(line, after=head.seal, key=key))
                lines.append(line)
                head = Head(line.number, line.seal)
            _append(lines, cursor, connection)
    except OperationalError as problem:
        raise NotRecorded(
            f"The log could not take {event} ({problem}). Nothing was changed, and nothing is "
            "shown. See docs/runbooks/audit.md."
        ) from problem
    connection.on_commit(partial(anchors.after_commit, head.number, head.seal), robust=True)
    return lines


def _cursor(connection: Any) -> CursorWrapper:
    """
    Return a cursor for the two statements of a line.

    On PostgreSQL it is one that lets them be planned once for a connection: Django's own have each
    statement planned anew, which took a third of a line's time (TIMES_BEFORE_PREPARED).
    """
    cursor: CursorWrapper
    if connection.vendor != "postgresql" or connection.connection is None:
        cursor = connection.cursor()
        return cursor
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    cursor = wrap(connection.Database.Cursor(connection.connection))
    return cursor


def _take_head(cursor: CursorWrapper, connection: BaseDatabaseWrapper) -> Head:
    """Return the head and keep it from everybody else until this transaction ends."""
    # SQLite has let nobody else write since this transaction began (BEGIN IMMEDIATE).
    question = f"{_HEAD} FOR UPDATE OF h" if connection.features.has_select_for_update else _HEAD
    cursor.execute(question)
    found = cursor.fetchone()
    if found is None or (found[2] or 0) > found[0]:
        _mend_head(was_there=found is not None)
        cursor.execute(question)
        found = cursor.fetchone()
    return Head(*found[:2])


def _mend_head(*, was_there: bool) -> None:
    """
    Let the head row name the last line again, after somebody deleted the row or set it back.

    A report must be taken whatever was done to the log. That it was done is written beside the
    anchors, and shuts the records.
    """
    newest = AuditEvent.objects.order_by("-id").values_list("id", "seal").first()
    last = Head(*newest) if newest else EMPTY
    if was_there:
        AuditHead.objects.update(number=last.number, seal=last.seal)
    else:
        row = AuditHead(number=last.number, seal=last.seal)
        AuditHead.objects.bulk_create([row], ignore_conflicts=True)
    if last.number:
        anchors.raise_alarm(
            Broken(last.number, Damage.HEAD_EDITED, "The row with the chain's head was edited.")
        )


def _append(lines: Sequence[Line], cursor: CursorWrapper, connection: BaseDatabaseWrapper) -> None:
    """Insert lines; the database's own trigger moves the head, or refuses a line out of turn."""
    at = connection.ops.adapt_datetimefield_value(lines[0].at)
    facts = connection.ops.adapt_json_value(lines[0].facts, None)
    rows = [(line.number, at, *line[2:8], facts, line.seal) for line in lines]
    if len(rows) == 1:
        cursor.execute(_INSERT, rows[0])
    else:
        cursor.executemany(_INSERT, rows)


def lines_about(subject: str) -> QuerySet[AuditEvent]:
    """Return what the log says of one subject, oldest first."""
    return AuditEvent.objects.filter(subject=subject).order_by("id")

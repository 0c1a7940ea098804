"""Reading is an event too: the line is on disk before anything of a person is given out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import OperationalError, transaction

from fourfold.security.audit.lines import NotRecorded, Outcome, record_all
from fourfold.security.audit.verification import state
from fourfold.security.events import Event


class RecordsShut(NotRecorded):
    """The log was found changed, so nobody reads a record until somebody has answered for it."""


def check_open() -> None:
    """
    Refuse while the log is known to be changed; ask this before a person's record is given out.

    :raises RecordsShut: the page for it is the one of an unreachable database.
    """
    known = state()
    if not known.good:
        raise RecordsShut(known.words)


def read_of(
    event: Event,
    *,
    by: str,
    subjects: Iterable[str],
    at: datetime,
    facts: Mapping[str, str | int] | None = None,
    outcome: Outcome = Outcome.DONE,
) -> None:
    """
    Write a line for each record read in a transaction of its own, committed before this returns.

    Call it before the content is given out, and outside of any transaction: one that is rolled
    back later would take the lines along, but not what was seen.
    :raises RecordsShut: if the log is known to be changed. :raises NotRecorded: see `record`.
    """
    check_open()
    try:
        with transaction.atomic(durable=True):
            record_all(event, by=by, subjects=subjects, at=at, facts=facts, outcome=outcome)
    except NotRecorded:
        raise
    except OperationalError as problem:  # at its beginning or its commit, such as a full disk
        raise NotRecorded(
            f"The log could not take {event} ({problem}). Nothing is shown. "
            "See docs/runbooks/audit.md."
        ) from problem

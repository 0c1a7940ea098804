"""Reading what is in kept batches: rows, what a correction changed, a whole call's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Act, Who
from fourfold.apps.submissions.models import Batch
from fourfold.apps.submissions.rules import parquet
from fourfold.apps.submissions.rules.differing import Difference
from fourfold.apps.submissions.rules.differing import difference as compared
from fourfold.apps.submissions.rules.figures import SubmissionError
from fourfold.apps.submissions.states import BatchState
from fourfold.reference import active_pack

COVERED = "\u2022\u2022\u2022"
"""Stands for a value that points to a person."""
MOST_ROWS = 1000
MOST_COMPARED = 200_000


class TooManyRows(SubmissionError):
    """A call's answers are too many to be handed out one by one."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """
    One accepted row and where it comes from.

    batch, version, organization: of its batch. row: its number in the file that came, whose SHA-256
    is `digest`. values: field of the contract to its value; None is blank. A field that points to a
    person, by itself or together with others, holds COVERED where something is kept of it.
    """

    batch: str
    organization: str
    version: int
    row: int
    digest: str
    values: Mapping[str, Any]


def rows_of(
    batch: str, *, start: int = 0, count: int = MOST_ROWS, viewer: Who
) -> list[dict[str, Any]] | None:
    """
    Return some rows of a kept batch; None: none that this viewer may read.

    Field to value as in AnswerRow, and `row`, its number in the file that came. start: rows passed
    over.
    """
    found = _readable(batch, viewer)
    if found is None:
        return None
    count = min(max(count, 0), MOST_ROWS)
    rows = parquet.rows_of(access.the_store(), found.stored, start=max(start, 0), count=count)
    return [_covered(row, found.contract) for row in rows]


def answers(call: str, *, most: int = 200_000, viewer: Who) -> list[AnswerRow]:
    """
    Return every accepted row of a call that this viewer may read, by office and row.

    :raises TooManyRows: above `most`; ask the store with SQL instead.
    """
    batches = [
        each
        for each in access.visible_to(viewer)
        .filter(call__code=call, state=BatchState.ACCEPTED.value)
        .exclude(stored="")
        .defer("content")
        .order_by("organization")
        if access.may(Act.READ, organization=each.organization, viewer=viewer, sent=True)
    ]
    if (rows := sum(each.row_count for each in batches)) > most:
        raise TooManyRows(f"The call {call} has {rows:,} rows; at most {most:,} are handed out.")
    found: list[AnswerRow] = []
    names = list(dict.fromkeys(each.stored for each in batches))
    with parquet.opened(access.the_store(), names) as tables:
        for each in batches:
            for values in parquet.dicts(tables[each.stored].order(parquet.ROW)):
                row = values.pop(parquet.ROW)
                lineage = (str(each.id), each.organization, each.version, row, each.sha256)
                found.append(AnswerRow(*lineage, _covered(values, each.contract)))
    return found


@dataclass(frozen=True, slots=True)
class Corrected:
    """A version beside the one before it: that one's id and number, and what differs."""

    before: str
    before_version: int
    difference: Difference


def difference(batch: str, *, most: int = 200, viewer: Who) -> Corrected | None:
    """
    Compare a batch with the version accepted before it, or else the newest that was sent.

    None: there is none before it, or none that this viewer may read. most: rows that are told.
    :raises TooManyRows: above 200,000 rows; compare their totals instead.
    """
    found = _readable(batch, viewer)
    before = _before(found) if found else None
    if found is None or before is None:
        return None
    if max(found.row_count, before.row_count) > MOST_COMPARED:
        raise TooManyRows(f"At most {MOST_COMPARED:,} rows are compared one by one.")
    key = active_pack().contract(found.contract).key
    with parquet.opened(access.the_store(), list({found.stored, before.stored})) as tables:
        old, new = (parquet.dicts(tables[each.stored]) for each in (before, found))
    differs = compared(old, new, key=key, most=most)
    return Corrected(str(before.id), before.version, differs)


def _covered(values: dict[str, Any], contract: str) -> dict[str, Any]:
    """Return a row in which what points to a person is covered: nobody reads it row by row."""
    known = {each.name: each for each in active_pack().contracts}
    fields = known[contract].fields if contract in known else ()
    shown = {each.name for each in fields if not each.identifies} | {parquet.ROW}
    return {
        name: value if name in shown or value is None else COVERED for name, value in values.items()
    }


def _before(batch: Batch) -> Batch | None:
    """Return the version a batch corrects."""
    earlier = (
        Batch.objects.filter(call=batch.call, organization=batch.organization)
        .filter(version__lt=batch.version, contract=batch.contract, sent_at__isnull=False)
        .exclude(stored="")
        .defer("content")
        .order_by("-version")
    )
    was_accepted = earlier.filter(accepted_at__isnull=False).first()
    return was_accepted or earlier.first()


def _readable(batch: str, viewer: Who) -> Batch | None:
    try:
        found = access.visible_to(viewer).defer("content").select_related("call").get(id=batch)
    except (ObjectDoesNotExist, ValidationError):  # of Django: the id is not one of ours
        return None
    was_sent = found.sent_at is not None
    readable = access.may(Act.READ, organization=found.organization, viewer=viewer, sent=was_sent)
    return found if found.stored and readable else None

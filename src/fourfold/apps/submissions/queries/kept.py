"""Reading what is in kept batches: rows, what a correction changed, a whole call's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Act, Who
from fourfold.apps.submissions.models import Batch
from fourfold.apps.submissions.rules import parquet
from fourfold.apps.submissions.rules.figures import SubmissionError
from fourfold.apps.submissions.rules.store import Store
from fourfold.apps.submissions.states import BatchState

MOST_ROWS = 1000


class TooManyRows(SubmissionError):
    """A call's answers are too many to be handed out one by one."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """
    One accepted row and where it comes from.

    batch, version, organization: of its batch. row: its number in the file that came, whose SHA-256
    is `digest`. values: field of the contract to its value; None is blank. A field that points to a
    person holds 64 hexadecimal digits.
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

    Field to value, and `row`, its number in the file that came. start: rows passed over.
    """
    found = _readable(batch, viewer)
    if found is None:
        return None
    count = min(max(count, 0), MOST_ROWS)
    return parquet.rows_of(_store(), found.stored, start=max(start, 0), count=count)


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
    with parquet.opened(_store(), names) as tables:
        for each in batches:
            for values in parquet.dicts(tables[each.stored].order(parquet.ROW)):
                row = values.pop(parquet.ROW)
                lineage = (str(each.id), each.organization, each.version, row, each.sha256)
                found.append(AnswerRow(*lineage, values))
    return found


def _readable(batch: str, viewer: Who) -> Batch | None:
    try:
        found = access.visible_to(viewer).defer("content").select_related("call").get(id=batch)
    except (ObjectDoesNotExist, ValidationError):  # of Django: the id is not one of ours
        return None
    was_sent = found.sent_at is not None
    readable = access.may(Act.READ, organization=found.organization, viewer=viewer, sent=was_sent)
    return found if found.stored and readable else None


def _store() -> Store:
    return Store(settings.STORE)

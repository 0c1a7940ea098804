"""Answers that another room makes of its own records: what the check says, and what they change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fourfold.analysis.check.files.problems import Group
from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Act, Who
from fourfold.apps.submissions.models import Batch
from fourfold.apps.submissions.queries import kept
from fourfold.apps.submissions.queries.calls import AskedOf as AskedOf
from fourfold.apps.submissions.queries.calls import calls_for
from fourfold.apps.submissions.queries.reading import AnswersReading
from fourfold.apps.submissions.rules.answers import text_of
from fourfold.apps.submissions.rules.calls import CallClosed, NoSuchCall
from fourfold.apps.submissions.rules.differing import ChangedRow as ChangedRow
from fourfold.apps.submissions.rules.differing import Difference, difference
from fourfold.apps.submissions.states import BatchState
from fourfold.reference import active_pack
from fourfold.reference.contracts import Severity

FILED = (BatchState.SENT, BatchState.RETURNED, BatchState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class LookedAt:
    """
    An answer before it is sent.

    errors, warnings: what the check says, as of a file. version: of the answer that was sent last,
    0 for none; differs: from it, None without one or where it has more than 1,000 rows.
    """

    errors: tuple[Group, ...]
    warnings: tuple[Group, ...]
    version: int
    differs: Difference | None


def asked_of(dataset: str, *, viewer: Who, on: date) -> list[AskedOf]:
    """Return the open calls for a dataset that ask an office somebody answers for."""
    return [
        each
        for each in calls_for(viewer=viewer, on=on)
        if each.call.dataset == dataset
        and each.call.closed_at is None
        and access.may(Act.BRING, organization=each.line.organization, viewer=viewer)
    ]


def looked_at(
    call: str, *, office: str, rows: Sequence[Mapping[str, str]], today: date, viewer: Who
) -> LookedAt | None:
    """
    Check rows as a file of them would be checked, and compare them with what was sent last.

    rows: field of the contract to text; "" is blank. None: nobody the viewer answers for is asked,
    or the call is closed.
    """
    if not access.may(Act.BRING, organization=office, viewer=viewer):
        return None
    try:
        opened = access.call_that_takes(call)
    except (NoSuchCall, CallClosed):
        return None
    groups: tuple[Group, ...] = ()
    if rows:
        with AnswersReading(rows, call=opened, organization=office, today=today) as reading:
            groups = reading.check().groups
    last = (
        Batch.objects.filter(call=opened, organization=office, sent_at__isnull=False)
        .filter(state__in=[each.value for each in FILED])
        .defer("content")
        .order_by("-version")
        .first()
    )
    differs = None
    if last is not None and last.row_count <= kept.MOST_ROWS:
        key = active_pack().contract(opened.dataset).key
        found = kept.rows_of(str(last.id), count=kept.MOST_ROWS, viewer=viewer) or []
        old = [{name: text_of(value) for name, value in row.items()} for row in found]
        new = [{**row, "row": str(nth)} for nth, row in enumerate(rows, start=2)]
        differs = difference(_numbered(old), _numbered(new), key=key)
    return LookedAt(
        tuple(each for each in groups if each.severity is Severity.ERROR),
        tuple(each for each in groups if each.severity is Severity.WARNING),
        last.version if last else 0,
        differs,
    )


def _numbered(rows: Sequence[Mapping[str, str]]) -> list[dict[str, object]]:
    return [{**row, "row": int(row["row"])} for row in rows]

"""Reading calls and batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist, ValidationError

from fourfold.analysis.tables import Figure, read_figures
from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Act, Who
from fourfold.apps.submissions.models import Batch
from fourfold.apps.submissions.queries.kept import AnswerRow as AnswerRow
from fourfold.apps.submissions.queries.kept import answers as answers
from fourfold.apps.submissions.queries.kept import difference as difference
from fourfold.apps.submissions.queries.kept import rows_of as rows_of
from fourfold.apps.submissions.rules import parquet
from fourfold.apps.submissions.rules.figures import as_printed
from fourfold.apps.submissions.states import BatchState


@dataclass(frozen=True, slots=True)
class AcceptedBatch:
    """An accepted batch and its figures; each figure knows its file and line."""

    id: str
    call: str
    organization: str
    version: int
    file_name: str
    sha256: str
    figures: tuple[Figure, ...]


def accepted_batches(*, viewer: str, calls: tuple[str, ...]) -> list[AcceptedBatch]:
    """
    Return what the council accepted for these calls, by call and organization.

    :raises NotInStore, Changed, StoreTrouble: if the rows are not there as they were.
    """
    batches = list(
        access.visible_to(viewer)
        .filter(state=BatchState.ACCEPTED.value, call__code__in=calls)
        .select_related("call")
        .prefetch_related("rows")
        .defer("content")
        .order_by("call__code", "organization", "id")
    )
    rows = _rows_of(batches)
    return [
        AcceptedBatch(
            id=str(batch.id),
            call=batch.call.code,
            organization=batch.organization,
            version=batch.version,
            file_name=batch.file_name,
            sha256=batch.sha256,
            figures=tuple(read_figures(rows[str(batch.id)], file=batch.file_name)),
        )
        for batch in batches
    ]


def _rows_of(batches: Sequence[Batch]) -> dict[str, list[dict[str, str]]]:
    """Return each batch's rows as text: from the store, or of the old way from the database."""
    found = {
        str(batch.id): [row.cells for row in sorted(batch.rows.all(), key=lambda row: row.line)]
        for batch in batches
    }
    kept = [each for each in batches if each.stored]
    if kept:
        names = list(dict.fromkeys(each.stored for each in kept))
        with parquet.opened(access.the_store(), names) as tables:
            for each in kept:
                rows = parquet.dicts(tables[each.stored].order(parquet.ROW))
                found[str(each.id)] = [as_printed(row) for row in rows]
    return found


def states_of_call(call: str, *, viewer: str) -> dict[str, BatchState]:
    """Return each organization's newest batch's state, for one call."""
    rows = (
        access.visible_to(viewer)
        .filter(call__code=call)
        .order_by("organization", "version")
        .values_list("organization", "state")
    )
    return {organization: BatchState(state) for organization, state in rows}


def state_of(batch: str, *, viewer: str) -> BatchState | None:
    """Return where a batch stands, or None if this account sees no such batch."""
    try:
        return BatchState(access.visible_to(viewer).values_list("state", flat=True).get(id=batch))
    except (ObjectDoesNotExist, ValidationError):  # of Django: the id is not one of ours
        return None


@dataclass(frozen=True, slots=True)
class BatchCard:
    """
    One version of an office's answer, without its rows.

    contract: "" and size: 0 for figures of the pack. warnings: rule code to places. totals: number
    field to its sum as text. may: what this
    viewer may do with it by its state now. note: of the office. returned_why: of the Council.
    """

    id: str
    call: str
    dataset: str
    organization: str
    version: int
    state: BatchState
    file_name: str
    sha256: str
    size: int
    row_count: int
    contract: str
    contract_version: int
    warnings: Mapping[str, int]
    totals: Mapping[str, str]
    note: str
    received_at: datetime
    received_by: str
    sent_at: datetime | None
    sent_by: str
    accepted_at: datetime | None
    accepted_by: str
    returned_at: datetime | None
    returned_by: str
    returned_why: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    may: frozenset[Act]


def batch_of(batch: str, *, viewer: Who) -> BatchCard | None:
    """Return a batch, or None if this viewer sees none of this id."""
    try:
        found = access.visible_to(viewer).select_related("call").defer("content").get(id=batch)
    except (ObjectDoesNotExist, ValidationError):  # of Django: the id is not one of ours
        return None
    return _card(found, viewer)


def batches_of_call(call: str, *, organization: str = "", viewer: Who) -> list[BatchCard]:
    """Return a call's batches, by office, the newest version first. organization: "" for all."""
    found = access.visible_to(viewer).filter(call__code=call).select_related("call")
    if organization:
        found = found.filter(organization=organization)
    ordered = found.defer("content").order_by("organization", "-version")
    return [_card(each, viewer) for each in ordered]


def waiting(*, viewer: Who) -> list[BatchCard]:
    """Return the batches that wait for the Council, the longest waiting first."""
    found = access.visible_to(viewer).filter(state=BatchState.SENT.value).select_related("call")
    return [_card(each, viewer) for each in found.defer("content").order_by("sent_at", "id")]


def version_before(card: BatchCard, *, viewer: Who) -> BatchCard | None:
    """Return the newest version before a batch that was sent and not withdrawn; None without."""
    found = (
        access.visible_to(viewer)
        .filter(call__code=card.call, organization=card.organization, version__lt=card.version)
        .filter(sent_at__isnull=False)
        .exclude(state=BatchState.WITHDRAWN.value)
    )
    before = found.select_related("call").defer("content").order_by("-version").first()
    return _card(before, viewer) if before else None


_WHILE: dict[Act, frozenset[BatchState]] = {
    Act.SEND: frozenset({BatchState.RECEIVED}),
    Act.WITHDRAW: frozenset({BatchState.RECEIVED, BatchState.SENT}),
    Act.ACCEPT: frozenset({BatchState.SENT}),
    Act.GIVE_BACK: frozenset({BatchState.SENT}),
}


def _card(batch: Batch, viewer: Who) -> BatchCard:
    state, was_sent = BatchState(batch.state), batch.sent_at is not None
    may = {
        act
        for act in (Act.READ, *_WHILE)
        if state in _WHILE.get(act, (state,))
        and access.may(act, organization=batch.organization, viewer=viewer, sent=was_sent)
    }
    if batch.sent_by == access.name_of(viewer):
        may.discard(Act.ACCEPT)
    return BatchCard(
        id=str(batch.id),
        call=batch.call.code,
        dataset=batch.call.dataset,
        organization=batch.organization,
        version=batch.version,
        state=state,
        file_name=batch.file_name,
        sha256=batch.sha256,
        size=batch.size,
        row_count=batch.row_count,
        contract=batch.contract,
        contract_version=batch.contract_version,
        warnings=dict(batch.warnings),
        totals=dict(batch.totals),
        note=batch.note,
        received_at=batch.received_at,
        received_by=batch.received_by,
        sent_at=batch.sent_at,
        sent_by=batch.sent_by,
        accepted_at=batch.accepted_at,
        accepted_by=batch.accepted_by,
        returned_at=batch.returned_at,
        returned_by=batch.returned_by,
        returned_why=batch.returned_why,
        withdrawn_at=batch.withdrawn_at,
        withdrawn_by=batch.withdrawn_by,
        may=frozenset(may),
    )

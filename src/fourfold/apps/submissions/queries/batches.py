"""Reading calls and batches."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist, ValidationError

from fourfold.analysis.tables import Figure, read_figures
from fourfold.apps.submissions import access
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
    """Return what the council accepted for these calls, by call and organization."""
    batches = (
        access.visible_to(viewer)
        .filter(state=BatchState.ACCEPTED.value, call__code__in=calls)
        .select_related("call")
        .prefetch_related("rows")
        .defer("content")
        .order_by("call__code", "organization", "id")
    )
    return [
        AcceptedBatch(
            id=str(batch.id),
            call=batch.call.code,
            organization=batch.organization,
            version=batch.version,
            file_name=batch.file_name,
            sha256=batch.sha256,
            figures=tuple(
                read_figures(
                    (row.cells for row in sorted(batch.rows.all(), key=lambda row: row.line)),
                    file=batch.file_name,
                )
            ),
        )
        for batch in batches
    ]


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

"""Running analysis on accepted figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

import fourfold
from fourfold.analysis.check import check_with_pack
from fourfold.analysis.tables import FigureTable, figure_row, indicator_row, read_indicators
from fourfold.apps.studies.models import Run
from fourfold.apps.submissions import queries as submissions
from fourfold.reference import Pack
from fourfold.security import audit
from fourfold.security.events import Event

GATHER = "FIGURES_OF_CALLS"


class NothingAccepted(ValueError):
    """No batch of one of the calls is accepted yet."""


@transaction.atomic
def gather(calls: Sequence[str], *, pack: Pack, by: str, at: datetime) -> str:
    """
    Bring the accepted figures of some calls together and check them against each other.

    Returns the run's id. The same batches, words and findings give the same run: it is found, not
    made again. Findings change no figure; they travel with the run for staff to settle.
    :raises NothingAccepted: if one of these calls has no accepted batch.
    :raises BadFigure: if two organizations gave one code to two figures.
    """
    batches = submissions.accepted_batches(viewer=by, calls=tuple(calls))
    answered = {batch.call for batch in batches}
    if missing := [call for call in calls if call not in answered]:
        raise NothingAccepted(
            f"No accepted batch answers {', '.join(missing)}. Accept one first, or leave it out."
        )
    order = {row["figure"]: row.line for row in pack.rows("figures")}
    figures = sorted(
        (figure for batch in batches for figure in batch.figures),
        key=lambda each: (order.get(each.code, len(order)), each.code),
    )
    table = FigureTable(figures, read_indicators(pack.rows("indicators")))
    result = {
        "method": GATHER,
        "software": f"fourfold {fourfold.__version__}",
        "calls": sorted(answered),
        "inputs": [_input(batch) for batch in batches],
        "indicators": [indicator_row(each) for each in table.indicators.values()],
        "figures": [figure_row(figure) for figure in figures],
        "findings": [asdict(finding) for finding in check_with_pack(table, pack)],
    }
    digest = sha256(json.dumps(result, sort_keys=True).encode()).hexdigest()
    # One row a digest: of two people who gather at once, one makes the run and one finds it.
    run, is_new = Run.objects.get_or_create(
        method=GATHER, sha256=digest, defaults=result | {"made_at": at, "made_by": by}
    )
    if is_new:
        audit.record(
            Event.STUDY_RUN,
            by=by,
            subject=f"run:{run.id}",
            at=at,
            facts={"figures": len(figures), "findings": len(run.findings)},
        )
    return str(run.id)


def _input(batch: submissions.AcceptedBatch) -> dict[str, Any]:
    return {
        "batch": batch.id,
        "organization": batch.organization,
        "call": batch.call,
        "version": batch.version,
        "file_name": batch.file_name,
        "sha256": batch.sha256,
        "lines": {figure.code: figure.line for figure in batch.figures},
    }

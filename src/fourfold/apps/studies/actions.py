"""Running analysis on accepted figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

from django.db import transaction

import fourfold
from fourfold.analysis.check import check_with_pack
from fourfold.analysis.tables import FigureTable, figure_row, read_indicators
from fourfold.apps.studies.models import Run
from fourfold.apps.submissions import queries as submissions
from fourfold.reference import Pack
from fourfold.security import audit
from fourfold.security.events import Event

GATHER = "FIGURES_OF_CALLS"


class NothingAccepted(ValueError):
    """No batch of these calls is accepted yet."""


@transaction.atomic
def gather(calls: Sequence[str], *, pack: Pack, by: str, at: datetime) -> str:
    """
    Bring the accepted figures of some calls together and check them against each other.

    Returns the run's id. The same accepted batches give the same run: it is found, not made again.
    Findings change no figure; they travel with the run for staff to settle.
    :raises NothingAccepted: if no batch of these calls is accepted.
    """
    batches = submissions.accepted_batches(viewer=by, calls=tuple(calls))
    if not batches:
        raise NothingAccepted(f"No accepted batch answers {', '.join(calls)}.")
    order = {row["figure"]: row.line for row in pack.rows("figures")}
    figures = sorted(
        (figure for batch in batches for figure in batch.figures),
        key=lambda each: (order.get(each.code, len(order)), each.code),
    )
    table = FigureTable(figures, read_indicators(pack.rows("indicators")))
    inputs = [
        {
            "batch": batch.id,
            "organization": batch.organization,
            "call": batch.call,
            "version": batch.version,
            "file_name": batch.file_name,
            "sha256": batch.sha256,
            "lines": {figure.code: figure.line for figure in batch.figures},
        }
        for batch in batches
    ]
    digest = sha256(
        json.dumps(
            [GATHER, fourfold.__version__, list(calls), [each["sha256"] for each in inputs]]
        ).encode()
    ).hexdigest()
    if same := Run.objects.filter(method=GATHER, sha256=digest).first():
        return str(same.id)
    findings = check_with_pack(table, pack)
    made = Run.objects.create(
        method=GATHER,
        software=f"fourfold {fourfold.__version__}",
        calls=list(calls),
        inputs=inputs,
        figures=[figure_row(figure) for figure in figures],
        findings=[asdict(finding) for finding in findings],
        sha256=digest,
        made_at=at,
        made_by=by,
    )
    audit.record(
        Event.STUDY_RUN,
        by=by,
        subject=f"run:{made.id}",
        at=at,
        facts={"figures": len(figures), "findings": len(findings)},
    )
    return str(made.id)

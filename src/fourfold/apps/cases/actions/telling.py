"""Telling a step: the line of the story, the clocks that listen to it, and the audit, in one."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Model

from fourfold.apps.cases.actions import clocks
from fourfold.apps.cases.models import Case, CaseLine, Report, ReportLine
from fourfold.apps.cases.states.steps import Step
from fourfold.security import audit
from fourfold.security.access.sight import subject_of
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event


def tell(
    record: Case | Report,
    step: Step,
    *,
    by: Viewer,
    part: Model | None = None,
    facts: Mapping[str, str | int] | None = None,
    words: str | None = None,
) -> None:
    """
    Say what was done, last in the transaction that did it; counts the record's version up.

    part: what it is about, such as a consult. facts: counts and codes, for the story and the audit;
    `happened_at` and `evidence` are for the clocks (clocks.heard, clocks.moment_fact).
    words: what the person acting added, sealed; never in the audit.
    :raises audit.NotInTransaction: without a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise audit.NotInTransaction(f"{step}: open a transaction around the change first.")
    about = f"{part._meta.model_name}:{part.pk}" if part is not None else ""
    said = {
        "agency": record.agency,
        "person": record.person,
        "at": by.at,
        "nth": record.version,
        "step": step.value,
        "by": by.account,
        "facts": dict(facts or {}),
        "part": about,
        "words": words or None,
    }
    if isinstance(record, Case):
        CaseLine.objects.create(case=record, **said)
    else:
        ReportLine.objects.create(report=record, **said)
    about_id = str(part.pk) if part is not None else ""
    moved = clocks.heard(record, step=step, about=about_id, facts=dict(facts or {}), by=by)
    record.version += 1
    record.changed_at = by.at
    record.save(update_fields=["version", "changed_at"])
    audit.record(
        Event.RESPONSE_STEP,
        by=by.account,
        subject=subject_of(record),
        at=by.at,
        facts={"step": step.value, **(facts or {})},
        agency=record.agency,
    )
    for each in moved:
        told = {"duty": each.clock.rule, "before": clocks.moment_fact(each.before)}
        told |= {"after": clocks.moment_fact(each.after)}
        tell(record, Step.CLOCK_MOVED, by=by, part=each.clock, facts=told)

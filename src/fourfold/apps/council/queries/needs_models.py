"""Whether the surveys behind a needs assessment followed the model they replicate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from fourfold.apps.council import access
from fourfold.apps.council.queries.evidence import HOUSE
from fourfold.apps.council.states.reports import EvidenceKind
from fourfold.apps.surveys.queries.fidelity import fidelity_of
from fourfold.apps.surveys.queries.focus_quotes import cleared_quotes
from fourfold.apps.surveys.queries.studies import studies_of_waves
from fourfold.documents.needs_models import Deviation, Followed, Wave


def followed(
    evidence: Iterable[tuple[EvidenceKind, str]], *, viewer: access.Who, until: datetime | None
) -> tuple[Followed, ...]:
    """
    Return, of each survey behind a report, how its waves followed its model; by title.

    evidence: kind and reference of each piece. until: when the report was settled: what was said of
    a step since is not in it; None for a draft. Read for the report itself, whoever looks at it.
    """
    told = set(evidence) if access.reads(viewer) else set()
    waves = {ref.partition("|")[0] for kind, ref in told if kind is EvidenceKind.ITEM}
    studies = studies_of_waves(waves, viewer=HOUSE)
    quoted = {ref for kind, ref in told if kind is EvidenceKind.QUOTE}
    if quoted:
        studies |= {each.study for each in cleared_quotes(viewer=HOUSE) if each.id in quoted}
    return tuple(sorted((_followed(each, until) for each in studies), key=lambda one: one.study))


def _followed(study: str, until: datetime | None) -> Followed:
    found = fidelity_of(study, viewer=HOUSE, until=until)
    waves = tuple(
        Wave(
            each.name,
            each.counts,
            tuple(
                Deviation(
                    line.step.step, line.answer.did.value, line.answer.deviation, line.answer.reason
                )
                for line in each.lines
                if line.answer and line.answer.reason
            ),
        )
        for each in found.waves
    )
    return Followed(found.title, found.model.name if found.model else "", waves)

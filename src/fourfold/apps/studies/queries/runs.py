"""Reading runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError

from fourfold.analysis.check import Finding, Severity
from fourfold.analysis.tables import Figure, Indicator, read_figures, read_indicators
from fourfold.apps.studies import access


class NoSuchRun(LookupError):
    """This account sees no run of this id."""


@dataclass(frozen=True, slots=True)
class Input:
    """One accepted batch that went into a run."""

    batch: str
    organization: str
    call: str
    version: int
    file_name: str
    sha256: str
    lines: dict[str, int]
    """Figure code to line of the file."""


@dataclass(frozen=True, slots=True)
class RunResult:
    """A run with everything that a release needs."""

    id: str
    method: str
    software: str
    calls: tuple[str, ...]
    sha256: str
    inputs: tuple[Input, ...]
    indicators: tuple[Indicator, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    estimate: Mapping[str, Any]
    """Of a study of the undetected, `Result.to_dict()`; {} of other runs."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A run that its study handed on."""

    run: str
    name: str
    sentence: str


def runs_to_propose(*, viewer: access.Who) -> tuple[Offered, ...]:
    """Return the runs that studies handed on, the newest first."""
    found = access.visible_to(viewer).filter(study__isnull=False).select_related("study")
    return tuple(
        Offered(str(each.id), each.study.name, each.study.result["sentence"]["en"])
        for each in found.order_by("-made_at")
    )


def run(run_id: str, *, viewer: access.Who) -> RunResult:
    """Return one run. :raises NoSuchRun:"""
    try:
        found = access.visible_to(viewer).get(id=run_id)
    except (ObjectDoesNotExist, ValidationError):  # of Django: the id is not one of ours
        raise NoSuchRun(f"There is no run {run_id}.") from None
    return RunResult(
        id=str(found.id),
        method=found.method,
        software=found.software,
        calls=tuple(found.calls),
        sha256=found.sha256,
        inputs=tuple(Input(**each) for each in found.inputs),
        indicators=tuple(read_indicators(found.indicators)),
        figures=tuple(read_figures(found.figures)),
        findings=tuple(_finding(each) for each in found.findings),
        estimate=found.study.result if hasattr(found, "study") else {},
    )


def newest_findings(*, viewer: access.Who) -> tuple[Finding, ...]:
    """
    Return what the newest run found in the figures, for staff to settle; none if nothing was run.

    Of several runs of one moment, as a first run makes them, the one of the latest calls counts.
    """
    gathered = access.visible_to(viewer).exclude(calls=[])
    newest = gathered.order_by("-made_at").values_list("made_at", flat=True)[:1]
    at_once = gathered.filter(made_at__in=list(newest)).only("calls", "findings")
    found = max(
        at_once, key=lambda run: (max(run.calls), len(run.calls), str(run.id)), default=None
    )
    return tuple(_finding(each) for each in found.findings) if found else ()


def _finding(record: Mapping[str, Any]) -> Finding:
    return Finding(
        check=record["check"],
        severity=Severity(record["severity"]),
        figures=tuple(record["figures"]),
        what=record["what"],
        why=record["why"],
        fix=record["fix"],
    )

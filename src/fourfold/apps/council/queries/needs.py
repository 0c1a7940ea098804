"""Needs assessments as pages and print show them: by P, with the evidence behind each finding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import Evidence, Finding, PlanAction
from fourfold.apps.council.queries.evidence import Said, Sources
from fourfold.apps.council.queries.needs_models import followed
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.states.plan import ActionState
from fourfold.apps.council.states.reports import EvidenceKind, FindingKind, FourP, ReportState
from fourfold.documents import needs
from fourfold.documents.blocks import Document
from fourfold.documents.needs_models import Followed
from fourfold.reference import active_pack

NOT_WATCHED = (EvidenceKind.DOCUMENT, EvidenceKind.QUOTE)
"""Kinds without a number: they are there or gone."""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A piece of evidence as it was tied, and `now`: what it says today; None if it is gone."""

    id: str
    kind: EvidenceKind
    ref: str
    words: str
    value: str
    place: str
    now: Said | None

    @property
    def is_stale(self) -> bool:
        """True if the figure changed or went since it was tied to the finding."""
        if self.kind in NOT_WATCHED:
            return self.now is None
        return self.now is None or self.now.value != self.value


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding. action: id of the plan's action about it, "" for none."""

    id: str
    report: str
    kind: FindingKind
    four_p: FourP
    words: str
    evidence: tuple[EvidenceLine, ...]
    action: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report as lists show it."""

    id: str
    title: str
    year: int
    state: ReportState
    findings: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with its findings, in the order of the Ps, and how its surveys followed models."""

    id: str
    title: str
    year: int
    state: ReportState
    made_by: str
    writer: str
    reviewer: str
    settled_on: date | None
    made_on: date
    findings: tuple[FindingLine, ...]
    followed: tuple[Followed, ...] = ()

    @property
    def stale(self) -> int:
        """How many pieces of evidence changed since they were tied."""
        return sum(one.is_stale for each in self.findings for one in each.evidence)

    @property
    def bare(self) -> int:
        """How many findings have nothing behind them."""
        return sum(not each.evidence for each in self.findings)


def reports(*, viewer: access.Who) -> list[ReportLine]:
    """Return the reports somebody may see, the newest first."""
    found = access.reports(viewer).annotate(held=Count("findings")).order_by("-year", "-made_at")
    return [
        ReportLine(each.id, each.title, each.year, ReportState(each.state), each.held)
        for each in found
    ]


def report(report: str, *, viewer: access.Who) -> ReportPage:
    """Return one report. :raises NoSuchPaper:."""
    found = access.reports(viewer).filter(id=report).first()
    if found is None:
        raise NoSuchPaper("There is no such needs assessment.")
    findings = Finding.objects.filter(report=found).order_by("made_at", "id")
    lines = _lines(list(findings))
    order, kinds = list(FourP), list(FindingKind)
    lines.sort(key=lambda each: (order.index(each.four_p), kinds.index(each.kind)))
    names = access.names({found.made_by, found.reviewed_by})
    return ReportPage(
        found.id,
        found.title,
        found.year,
        ReportState(found.state),
        found.made_by,
        names.get(found.made_by, found.made_by),
        names.get(found.reviewed_by, found.reviewed_by),
        timezone.localdate(found.settled_at) if found.settled_at else None,
        timezone.localdate(found.made_at),
        tuple(lines),
        followed(
            ((one.kind, one.ref) for each in lines for one in each.evidence),
            viewer=viewer,
            until=found.settled_at,
        ),
    )


def finding(finding: str, *, viewer: access.Who) -> FindingLine:
    """Return one finding. :raises NoSuchPaper:."""
    found = list(access.findings(viewer).filter(id=finding))
    if not found:
        raise NoSuchPaper("There is no such finding.")
    return _lines(found)[0]


def open_gaps(*, viewer: access.Who) -> list[FindingLine]:
    """Return the gaps of settled reports that no action of the plan is about."""
    found = access.findings(viewer).filter(
        kind=FindingKind.GAP.value, report__state=ReportState.SETTLED.value
    )
    answered = PlanAction.objects.exclude(state=ActionState.DROPPED.value).exclude(finding=None)
    rows = found.exclude(id__in=answered.values("finding")).order_by("made_at", "id")
    order = list(FourP)
    return sorted(_lines(list(rows)), key=lambda each: order.index(each.four_p))


def printed(report_: str, *, viewer: access.Who) -> Document:
    """Return a report as a document: the same report gives the same document."""
    found = report(report_, viewer=viewer)
    pack = active_pack()
    told = tuple(
        needs.Finding(
            each.kind.value,
            each.four_p.value,
            each.words,
            tuple(
                needs.Evidence(one.kind.value, one.words, one.value, one.place, one.is_stale)
                for one in each.evidence
            ),
        )
        for each in found.findings
    )
    return needs.compose(
        needs.Report(
            found.title,
            found.year,
            found.state is ReportState.SETTLED,
            found.settled_on or found.made_on,
            told,
            found.followed,
        ),
        author=pack.settings["council"]["name"],
    )


def _lines(found: list[Finding]) -> list[FindingLine]:
    sources = Sources()
    evidence: dict[str, list[EvidenceLine]] = {}
    for each in Evidence.objects.filter(finding__in=found).order_by("made_at", "id"):
        kind = EvidenceKind(each.kind)
        now = sources.said(kind, each.ref)
        value = each.value
        if kind is EvidenceKind.QUOTE:  # read anew each time, so that one taken back is gone
            value = now.value if now else ""
        evidence.setdefault(each.finding_id, []).append(
            EvidenceLine(each.id, kind, each.ref, each.words, value, each.place, now)
        )
    actions = dict(
        PlanAction.objects.filter(finding__in=found)
        .exclude(state=ActionState.DROPPED.value)
        .values_list("finding", "id")
    )
    return [
        FindingLine(
            each.id,
            each.report_id,
            FindingKind(each.kind),
            FourP(each.four_p),
            each.words,
            tuple(evidence.get(each.id, ())),
            actions.get(each.id, ""),
        )
        for each in found
    ]

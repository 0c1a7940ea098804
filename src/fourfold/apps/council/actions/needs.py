"""Needs assessments are written, reviewed by a second person and settled."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fourfold.apps.council import access
from fourfold.apps.council.models import Evidence, Finding, NeedsReport
from fourfold.apps.council.queries.evidence import said_of
from fourfold.apps.council.queries.needs import NOT_WATCHED
from fourfold.apps.council.queries.needs import report as read_report
from fourfold.apps.council.rules import NoSuchPaper, NotWhole, NotYours
from fourfold.apps.council.states.reports import (
    EvidenceKind,
    FindingKind,
    FourP,
    ReportState,
    check_move,
)
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def begin(title: str, *, year: int, once: str, by: access.Who, at: datetime) -> str:
    """Begin a report; the same `once` is the same report. Returns its id. :raises NoSuchPaper:."""
    access.check_works(by)
    if not title.strip():
        raise NotWhole("Give the report a title.")
    made, is_new = NeedsReport.objects.get_or_create(
        once=once,
        defaults={
            "title": title.strip(),
            "year": year,
            "made_at": at,
            "made_by": access.name_of(by),
        },
    )
    if is_new:
        _record(made.id, "begun", by=by, at=at)
    return made.id


@transaction.atomic
def add_finding(
    report: str,
    *,
    kind: FindingKind,
    four_p: FourP,
    words: str,
    once: str,
    by: access.Who,
    at: datetime,
) -> str:
    """Add a finding to a draft; returns its id. :raises NoSuchPaper, NotWhole:."""
    held = _draft(report, by=by)
    if not words.strip():
        raise NotWhole("Say what was found.")
    made, is_new = Finding.objects.get_or_create(
        once=once,
        defaults={
            "report": held,
            "kind": kind.value,
            "four_p": four_p.value,
            "words": words.strip(),
            "made_at": at,
            "made_by": access.name_of(by),
        },
    )
    if is_new:
        _record(report, "finding_added", by=by, at=at)
    return made.id


@transaction.atomic
def remove_finding(finding: str, *, by: access.Who, at: datetime) -> None:
    """Take a finding out of a draft, with its evidence. :raises NoSuchPaper:."""
    row = _finding(finding, by=by)
    report = row.report_id
    row.delete()
    _record(report, "finding_removed", by=by, at=at)


@transaction.atomic
def tie(
    finding: str,
    *,
    kind: EvidenceKind,
    ref: str,
    place: str = "",
    quoted: str = "",
    by: access.Who,
    at: datetime,
) -> None:
    """
    Put evidence behind a finding of a draft, with what it says now. Twice is once.

    place, quoted: page and words of a document. :raises NoSuchPaper: if there is no such evidence.
    """
    row = _finding(finding, by=by)
    said = said_of(kind, ref=ref, viewer=by)
    if said is None:
        raise NoSuchPaper("There is no such evidence any more. Choose another.")
    is_document = kind is EvidenceKind.DOCUMENT
    value = {EvidenceKind.DOCUMENT: quoted.strip(), EvidenceKind.QUOTE: ""}.get(kind, said.value)
    if is_document and not place.strip():
        raise NotWhole("Say where in the document it stands: a page, a slide, a heading.")
    Evidence.objects.get_or_create(
        finding=row,
        kind=kind.value,
        ref=ref,
        place=place.strip(),
        value=value,
        defaults={"words": said.words, "made_at": at, "made_by": access.name_of(by)},
    )
    _record(row.report_id, "evidence_tied", by=by, at=at)


@transaction.atomic
def untie(evidence: str, *, by: access.Who, at: datetime) -> None:
    """Take a piece of evidence away from a draft's finding. :raises NoSuchPaper:."""
    row = Evidence.objects.filter(id=evidence).first()
    if row is None:
        raise NoSuchPaper("There is no such evidence.")
    finding = _finding(row.finding_id, by=by)
    row.delete()
    _record(finding.report_id, "evidence_taken_away", by=by, at=at)


@transaction.atomic
def refresh(evidence: str, *, by: access.Who, at: datetime) -> None:
    """Bring a piece of evidence of a draft to what it says now. :raises NoSuchPaper:."""
    row = Evidence.objects.filter(id=evidence).first()
    said = said_of(EvidenceKind(row.kind), ref=row.ref, viewer=by) if row else None
    if row is None or said is None:
        raise NoSuchPaper("There is no such evidence any more. Take it away.")
    finding = _finding(row.finding_id, by=by)
    row.words = said.words
    if EvidenceKind(row.kind) not in NOT_WATCHED:
        row.value = said.value
    row.save(update_fields=["words", "value"])
    _record(finding.report_id, "evidence_brought_up_to_date", by=by, at=at)


@transaction.atomic
def move(report: str, *, to: ReportState, by: access.Who, at: datetime) -> None:
    """
    Review a report, send it back, or settle it. There already: nothing.

    :raises NotYours: if who wrote it reviews it. :raises NotWhole: if it cannot be settled.
    :raises MoveNotAllowed: :raises NoSuchPaper:.
    """
    held = access.reports(by).select_for_update().filter(id=report).first()
    if held is None:
        raise NoSuchPaper("There is no such needs assessment.")
    if held.state == to.value:
        return
    check_move(ReportState(held.state), to)
    name = access.name_of(by)
    wrote = {held.made_by, *held.findings.values_list("made_by", flat=True)}
    if to is ReportState.REVIEWED:
        if name in wrote:
            raise NotYours("Who wrote it does not review it. Ask a colleague or a member.")
        held.reviewed_at, held.reviewed_by = at, name
        _check_whole(report, by=by)
    elif to is ReportState.DRAFT:
        held.reviewed_at, held.reviewed_by = None, ""
    else:
        access.check_works(by)
        _check_whole(report, by=by)
        held.settled_at, held.settled_by = at, name
    held.state = to.value
    held.save()
    _record(report, to.value.lower(), by=by, at=at)


def _check_whole(report: str, *, by: access.Who) -> None:
    page = read_report(report, viewer=by)
    if not page.findings:
        raise NotWhole("It has no finding yet.")
    if page.bare:
        raise NotWhole(
            f"{page.bare} of its findings have nothing behind them. Tie evidence, or take them out."
        )
    if page.stale:
        raise NotWhole(
            f"{page.stale} of its figures changed since they were tied. Send it back to its writer."
            if page.state is ReportState.REVIEWED
            else f"{page.stale} of its figures changed since they were tied. Bring them up to date."
        )


def _draft(report: str, *, by: access.Who) -> NeedsReport:
    access.check_works(by)
    held = access.reports(by).select_for_update().filter(id=report).first()
    if held is None:
        raise NoSuchPaper("There is no such needs assessment.")
    if held.state != ReportState.DRAFT.value:
        raise NotWhole("Only a draft is changed. Send it back first.")
    return held


def _finding(finding: str, *, by: access.Who) -> Finding:
    row = access.findings(by).filter(id=finding).first()
    if row is None:
        raise NoSuchPaper("There is no such finding.")
    _draft(row.report_id, by=by)
    return row


def _record(report: str, what: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.NEEDS_REPORT_CHANGED,
        by=access.name_of(by),
        subject=f"needs-report:{report}",
        at=at,
        facts={"what": what},
    )

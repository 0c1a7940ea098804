"""Needs assessments: begun, filled with findings and evidence, reviewed, settled, printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.council.actions import needs as actions
from fourfold.apps.council.forms.needs import NewFinding, NewReport, OfDocument, OfTown, OneOf
from fourfold.apps.council.queries import needs as queries
from fourfold.apps.council.queries.evidence import Sources
from fourfold.apps.council.queries.needs import FindingLine, ReportPage
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.states.plan import MoveNotAllowed
from fourfold.apps.council.states.reports import EvidenceKind, FindingKind, FourP, ReportState
from fourfold.apps.council.views import words
from fourfold.apps.surveys.queries.items import waves
from fourfold.documents import docx, html, pdf
from fourfold.documents.blocks import Document
from fourfold.reference import active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker

READS, WORKS = Permission.COUNCIL_READ, Permission.COUNCIL_WORK
WHY = "the Council's papers name no person served"
FILES: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "html": (lambda document: html.page(document).encode(), "text/html; charset=utf-8"),
    "pdf": (pdf.render, "application/pdf"),
    "docx": (
        docx.render,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest) -> HttpResponse:
    """List the needs assessments; staff begin one."""
    viewer = asker(request)
    form = NewReport(request.POST or None, initial={"once": new_id(), "year": viewer.at.year})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin(**form.cleaned_data, by=viewer, at=viewer.at)
        except CouncilError as refused:
            form.add_error(None, str(refused))
        else:
            return HttpResponseRedirect(reverse("council:report", args=[made]))
    found = queries.reports(viewer=viewer)
    shown = {
        "rows": [(each, *words.REPORTS[each.state]) for each in found],
        "form": form,
        "works": viewer.may(WORKS),
    }
    return render(request, "council/reports.html", shown, status=422 if form.is_bound else 200)


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, needs_report: str) -> HttpResponse:
    """Show a needs assessment by P; add to it, review it, settle it."""
    viewer = asker(request)
    found = _report(request, needs_report)
    form = NewFinding(None, initial={"once": new_id()})
    status = 200
    if request.method == "POST" and request.POST.get("do") == "add":
        form = NewFinding(request.POST)
        if form.is_valid():
            told = dict(form.cleaned_data)
            kind, four_p = FindingKind(told.pop("kind")), FourP(told.pop("four_p"))
            made = _done(
                request,
                lambda: actions.add_finding(
                    needs_report, kind=kind, four_p=four_p, **told, by=viewer, at=viewer.at
                ),
            )
            if isinstance(made, str):
                return HttpResponseRedirect(reverse("council:finding", args=[made]))
            return HttpResponseRedirect(reverse("council:report", args=[needs_report]))
        status = 422
    elif request.method == "POST":
        to_state = {each.value: each for each in ReportState}.get(request.POST.get("do", ""))
        if to_state is None:
            raise Http404
        _done(request, lambda: actions.move(needs_report, to=to_state, by=viewer, at=viewer.at))
        return HttpResponseRedirect(reverse("council:report", args=[needs_report]))
    shown = {
        "report": found,
        "stands": words.REPORTS[found.state],
        "parts": _parts(found),
        "form": form,
        "works": viewer.may(WORKS),
        "wrote": found.made_by == viewer.account,
        "files": list(FILES),
    }
    return render(request, "council/report.html", shown, status=status)


@needs(READS, why=WHY)
@require_safe
def report_file(request: HttpRequest, needs_report: str, council_file: str) -> HttpResponse:
    """Give a needs assessment as HTML, PDF or DOCX."""
    if council_file not in FILES:
        raise Http404
    try:
        document = queries.printed(needs_report, viewer=asker(request))
    except NoSuchPaper:
        raise Http404 from None
    write, kind = FILES[council_file]
    response = HttpResponse(write(document), content_type=kind)
    name = f"needs-assessment.{council_file}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@needs(WORKS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, finding: str) -> HttpResponse:
    """Show a finding; tie evidence to it, take it away, bring it up to date."""
    viewer = asker(request)
    found = _finding(request, finding)
    report = _report(request, found.report)
    if request.method == "POST":
        do, evidence = request.POST.get("do", ""), request.POST.get("evidence", "")
        steps: dict[str, Callable[[], object]] = {
            "remove": lambda: actions.remove_finding(finding, by=viewer, at=viewer.at),
            "untie": lambda: actions.untie(evidence, by=viewer, at=viewer.at),
            "refresh": lambda: actions.refresh(evidence, by=viewer, at=viewer.at),
        }
        if do not in steps:
            raise Http404
        done = _done(request, steps[do])
        if do == "remove" and done is not False:
            return HttpResponseRedirect(reverse("council:report", args=[found.report]))
        return HttpResponseRedirect(reverse("council:finding", args=[finding]))
    shown = {
        "finding": found,
        "report": report,
        "four_p": words.FOUR_PS[found.four_p],
        "kind": words.KINDS[found.kind],
        "evidence": [(each, words.EVIDENCE[each.kind]) for each in found.evidence],
        "kinds": [(each.value.lower(), said) for each, said in words.EVIDENCE.items()],
        "is_draft": report.state is ReportState.DRAFT,
    }
    return render(request, "council/finding.html", shown)


@needs(WORKS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, finding: str, evidence_kind: str) -> HttpResponse:
    """Choose a piece of evidence and tie it to a finding."""
    viewer = asker(request)
    found = _finding(request, finding)
    kind = {each.value.lower(): each for each in EvidenceKind}.get(evidence_kind)
    if kind is None:
        raise Http404
    wave = request.GET.get("wave", "")
    form = _evidence_form(request, kind, wave)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data.get(name, "") for name in ("ref", "place", "quoted")}
        _done(request, lambda: actions.tie(finding, kind=kind, **told, by=viewer, at=viewer.at))
        return HttpResponseRedirect(reverse("council:finding", args=[finding]))
    shown = {
        "finding": found,
        "kind": words.EVIDENCE[kind],
        "form": form,
        "waves": waves(viewer=viewer) if kind is EvidenceKind.ITEM else (),
        "wave": wave,
    }
    return render(request, "council/evidence.html", shown, status=422 if form.is_bound else 200)


def _evidence_form(request: HttpRequest, kind: EvidenceKind, wave: str) -> Any:
    given, sources, pack = request.POST or None, Sources(), active_pack()
    if kind is EvidenceKind.COMMUNITY:
        towns = [(each.code, each.name) for each in pack.towns]
        return OfTown(given, measures=sources.measures(), towns=towns)
    if kind is EvidenceKind.DOCUMENT:
        return OfDocument(given, sources=[(each.code, each.title) for each in pack.sources])
    if kind is EvidenceKind.ITEM:
        return OneOf(given, label=_("Which answer?"), choices=sources.items(wave) if wave else [])
    if kind is EvidenceKind.QUOTE:
        return OneOf(given, label=_("Which quote?"), choices=sources.quotes())
    return OneOf(given, label=_("Which figure?"), choices=sources.figures())


def _parts(found: ReportPage) -> list[tuple[Any, str, list[tuple[Any, list[FindingLine]]]]]:
    return [
        (
            words.FOUR_PS[four_p],
            four_p.value,
            [
                (said, [e for e in found.findings if (e.four_p, e.kind) == (four_p, kind)])
                for kind, said in words.KINDS.items()
            ],
        )
        for four_p in FourP
    ]


def _done(request: HttpRequest, step: Callable[[], object]) -> object:
    """Take a step; what is refused is said on the next page, and False."""
    try:
        return step()
    except NoSuchPaper as gone:
        raise Http404 from gone
    except (CouncilError, MoveNotAllowed) as refused:
        messages.error(request, str(refused))
        return False


def _report(request: HttpRequest, code: str) -> ReportPage:
    try:
        return queries.report(code, viewer=asker(request))
    except NoSuchPaper:
        raise Http404 from None


def _finding(request: HttpRequest, code: str) -> FindingLine:
    try:
        return queries.finding(code, viewer=asker(request))
    except NoSuchPaper:
        raise Http404 from None

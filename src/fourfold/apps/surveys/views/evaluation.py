"""What a training changed: the evaluation of a study before and after, on a page and as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.surveys.actions import evaluating
from fourfold.apps.surveys.actions.studies import note_export
from fourfold.apps.surveys.queries import evaluation as queries
from fourfold.apps.surveys.rules import NoSuchStudy, NotEvaluable
from fourfold.documents import docx, pdf
from fourfold.documents.evaluation import TABLES, table_rows
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

WHY = "whoever evaluates a training sees what its answers add up to, small groups hidden"
REPORTS = {
    "report.pdf": "application/pdf",
    "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
WORDS = {
    "scores": _lazy("Scores"),
    "groups": _lazy("By group"),
    "items": _lazy("Every item"),
    "answers": _lazy("What people answered"),
    "together": _lazy("How items go together"),
    "pairs": _lazy("People known in both"),
}


@needs(Permission.SURVEY_READ, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request: HttpRequest, study: str) -> HttpResponse:
    """Show what was worked out of the answers as they are now; work it out when asked to."""
    viewer = asker(request)
    shown: dict[str, Any] = {"study": study, "title": _title(study, viewer)}
    try:
        if request.method == "POST":
            evaluating.work_out(study, by=viewer, at=viewer.at)
            return HttpResponseRedirect(reverse("surveys:evaluation", args=[study]))
        shown |= _shown(study, viewer)
    except NotEvaluable as refused:
        shown["refused"] = str(refused)
    status = 422 if "refused" in shown and request.method == "POST" else 200
    return render(request, "surveys/evaluation.html", shown, status=status)


@needs(Permission.SURVEY_READ, why="an evaluation is taken to a meeting or into a program")
@require_safe
def evaluation_file(request: HttpRequest, study: str, evaluation_file: str) -> HttpResponseBase:
    """Give the report as PDF or Word file, or one of its tables as CSV; that is recorded."""
    viewer = asker(request)
    table = evaluation_file.removesuffix(".csv")
    if evaluation_file not in REPORTS and not (
        evaluation_file.endswith(".csv") and table in TABLES
    ):
        raise Http404
    try:
        of = queries.evaluable(study, viewer=viewer)
        found = queries.kept(of, viewer=viewer)
    except NoSuchStudy:
        raise Http404 from None
    except NotEvaluable:
        found = None
    if found is None:  # nothing is taken along that the page does not show
        return HttpResponseRedirect(reverse("surveys:evaluation", args=[study]))
    count = sum(each["rows"] for each in found.found["waves"])
    note_export(study, what=evaluation_file, count=count, by=viewer, at=viewer.at)
    if evaluation_file not in REPORTS:
        name = f"evaluation-{table}"
        return csv_file(table_rows(found.found, table), name=name, at=viewer.at)
    document = queries.report(of, found=found.found, viewer=viewer, at=found.made_at)
    write = pdf.render if evaluation_file == "report.pdf" else docx.render
    answer = HttpResponse(write(document), content_type=REPORTS[evaluation_file])
    name = evaluation_file.replace("report", "evaluation")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _title(study: str, viewer: Viewer) -> str:
    try:
        return queries.title_of(study, viewer=viewer)
    except NoSuchStudy:
        raise Http404 from None


def _shown(study: str, viewer: Viewer) -> dict[str, Any]:
    of = queries.evaluable(study, viewer=viewer)
    found = queries.kept(of, viewer=viewer)
    if found is None:
        return {"was": queries.was_evaluated(study, viewer=viewer)}
    files = [(_("Report (PDF)"), "report.pdf"), (_("Report (Word)"), "report.docx")]
    has_pairs = any(each["linked"] for each in found.found["constructs"])
    has_groups = any(each["by"] for each in found.found["constructs"])
    left_out = {"pairs": not has_pairs, "groups": not has_groups}
    tables = [(words, f"{name}.csv") for name, words in WORDS.items() if not left_out.get(name)]
    return {
        # Written by our own documents, which escape every word of it.
        "body": mark_safe(found.page),  # noqa: S308
        "made_at": found.made_at,
        "files": _links(study, files),
        "tables": _links(study, tables),
    }


def _links(study: str, named: list[Any]) -> list[dict[str, Any]]:
    return [
        {"name": words, "href": reverse("surveys:evaluation_file", args=[study, file])}
        for words, file in named
    ]

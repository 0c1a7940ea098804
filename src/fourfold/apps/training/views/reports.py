"""Reports on training: on a page, as PDF and as a Word file."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fourfold.apps.training.queries.reports import report, report_of_session
from fourfold.apps.training.views.words import GIVES, LEADS, SECTORS
from fourfold.documents import docx, html, pdf
from fourfold.documents.blocks import Document
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

PAGE, PDF, WORD = "page", "pdf", "docx"
WRITERS = {
    PDF: (pdf.render, "application/pdf"),
    WORD: (
        docx.render,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


@needs(LEADS, why="the training office reports what was reached")
@require_safe
def reached(request: HttpRequest, form: str) -> HttpResponse:
    """Give the report of a year, a course, or of all, as the address asks."""
    viewer = asker(request)
    on = timezone.localdate(viewer.at)
    typed, course = request.GET.get("year", ""), request.GET.get("course", "")
    if typed and not (typed.isdecimal() and len(typed) == 4 and int(typed) <= on.year):
        raise Http404
    found = report(
        viewer=viewer,
        on=on,
        fields={each.value: str(said) for each, said in SECTORS.items()},
        year=int(typed) if typed else None,
        course=course,
    )
    asked = urlencode({name: told for name, told in (("year", typed), ("course", course)) if told})
    back = (_("Training in numbers"), reverse("training:numbers"))
    return _answer(request, found, form, at="training:reached", asked=asked, back=back)


@needs(GIVES, why="those who give a session report it")
@require_safe
def of_session(request: HttpRequest, training: str, form: str) -> HttpResponse:
    """Give the report of a session that was held."""
    viewer = asker(request)
    found = report_of_session(training, viewer=viewer, on=timezone.localdate(viewer.at))
    title = found.title if found else ""
    back = (title, reverse("training:session", args=[training]))
    return _answer(request, found, form, at="training:of_session", of=[training], back=back)


def _answer(
    request: HttpRequest,
    found: Document | None,
    form: str,
    *,
    at: str,
    back: tuple[str, str],
    of: list[str] | None = None,
    asked: str = "",
) -> HttpResponse:
    if found is None:
        raise Http404
    if form in WRITERS:
        write, kind = WRITERS[form]
        headers = {"Content-Disposition": f'attachment; filename="training.{form}"'}
        return HttpResponse(write(found), content_type=kind, headers=headers)
    query = f"?{asked}" if asked else ""
    files = [
        {"name": name, "href": f"{reverse(f'{at}_{form}', args=of or [])}{query}"}
        for name, form in ((_("Report (PDF)"), PDF), (_("Report (Word)"), WORD))
    ]
    values = {
        "document": found,
        # Written by our own documents, which escape every word of it.
        "body": mark_safe(html.body(found)),  # noqa: S308
        "files": files,
        "back": back,
    }
    return render(request, "training/report.html", values)

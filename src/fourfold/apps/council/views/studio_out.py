"""What leaves the studio: files, the difference from last year, the packet for the clerks."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.apps.council.queries.studio import studio_page
from fourfold.apps.council.queries.studio_difference import difference
from fourfold.apps.council.queries.studio_edition import document
from fourfold.apps.council.queries.studio_filing import filing
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.views import studio_words as words
from fourfold.apps.council.views.needs import FILES, READS, WHY
from fourfold.documents.pdf import CannotSet
from fourfold.documents.proof import BrokenDocument
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker


@needs(READS, why=WHY)
@require_safe
def studio_file(
    request: HttpRequest, studio_report: str, studio_language: str, council_file: str
) -> HttpResponse:
    """Give a report in a language as HTML, PDF or DOCX."""
    if council_file not in FILES:
        raise Http404
    write, kind = FILES[council_file]
    try:
        told = document(studio_report, language=studio_language, viewer=asker(request))
        content = write(told)
    except NoSuchPaper:
        raise Http404 from None
    except (BrokenDocument, CannotSet) as broken:
        shown = {"why": str(broken), "report": studio_report}
        return render(request, "council/studio_broken.html", shown, status=422)
    response = HttpResponse(content, content_type=kind)
    name = f"annual-report-{studio_language}.{council_file}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@needs(READS, why=WHY)
@require_safe
def studio_difference(request: HttpRequest, studio_report: str) -> HttpResponse:
    """Show what is new, changed or gone since the report of the year before."""
    viewer = asker(request)
    try:
        page = studio_page(studio_report, viewer=viewer)
    except NoSuchPaper:
        raise Http404 from None
    found = difference(studio_report, viewer=viewer)
    shown = {
        "report": page.report,
        "found": found,
        "added": [(each, words.KINDS[each.kind]) for each in found.added] if found else [],
        "gone": [(each, words.KINDS[each.kind]) for each in found.gone] if found else [],
    }
    return render(request, "council/studio_difference.html", shown)


@needs(READS, why=WHY)
@require_safe
def studio_filing(request: HttpRequest, studio_report: str) -> HttpResponse:
    """Give the packet for the clerks of the legislature as a ZIP."""
    try:
        content = filing(studio_report, viewer=asker(request))
    except NoSuchPaper:
        raise Http404 from None
    response = HttpResponse(content, content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="annual-report-filing.zip"'
    return response

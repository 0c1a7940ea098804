"""Files: figures as CSV and JSON, reports, and the small answers that machines ask for."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from fourfold.catalog import queries
from fourfold.catalog.shapes import ClearedTable
from fourfold.documents import html
from fourfold.public.pages import exports
from fourfold.reference import active_pack
from fourfold.security.doors import open_to_all

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


@open_to_all("published figures, for reuse")
@require_safe
def figure_csv(request: HttpRequest, code: str) -> HttpResponse:
    table = _table(code)
    return _file(exports.csv_of(table), "text/csv; charset=utf-8", f"{table.card.code}.csv")


@open_to_all("published figures, for reuse")
@require_safe
def figure_json(request: HttpRequest, code: str) -> HttpResponse:
    table = _table(code)
    content = exports.json_of(table, publisher=active_pack().settings["council"]["name"])
    return _file(content, "application/json", f"{table.card.code}.json")


@open_to_all("published reports")
@require_safe
def report_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    found = queries.document_file(code, form)
    if found is None:
        raise Http404(f"no {form} of {code}")
    return _file(found.content, TYPES[form], f"{found.document.code}.{form}")


@open_to_all("the style sheet of reports")
@require_safe
def report_style(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(html.stylesheet(), content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = "max-age=3600"
    return answer


@open_to_all("search engines ask what they may read")
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nAllow: /\n", content_type="text/plain; charset=utf-8")


@open_to_all("browsers ask for it unasked")
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("fourfold/favicon.svg"))


@open_to_all("whoever runs the site asks whether it is up")
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    try:
        queries.stamp()
    except DatabaseError:
        return HttpResponse("the database does not answer\n", "text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def _table(code: str) -> ClearedTable:
    found = queries.table(code)
    if found is None:
        raise Http404(f"no table {code}")
    return found


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer

"""Where services are listed, by kind of help and by region: for whoever plans or reports."""

from __future__ import annotations

import csv
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from fourfold.catalog import coverage
from fourfold.components.templatetags.pieces import twin
from fourfold.reference import active_pack
from fourfold.security.doors import open_to_all


@open_to_all("where services are listed and where none is")
@require_safe
def regions(request: HttpRequest, language: str = "en") -> HttpResponse:
    """Show the table of a day. Not kept: it changes with the day."""
    with override(language):
        sort = request.GET.get("sort", "")
        table = coverage.coverage(pack=active_pack(), now=timezone.localtime(), sort=sort)
        found = {"twin": twin("regions"), "table": table, "sort": sort or "law"}
        answer = render(request, "public/regions.html", found)
    answer.headers["Content-Language"] = language
    return answer


@open_to_all("the same table as a file")
@require_safe
def regions_csv(request: HttpRequest) -> HttpResponse:
    table = coverage.coverage(pack=active_pack(), now=timezone.localtime())
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([coverage.HEADS, *coverage.rows_of(table)])
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"services-by-region-{table.on.isoformat()}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer

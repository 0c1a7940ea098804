"""Where help is missing: kinds of help by region, for who plans."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.apps.council.queries import help_gaps as queries
from fourfold.apps.council.views.needs import READS, WHY
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file


@needs(READS, why=WHY)
@require_safe
def help_gaps(request: HttpRequest) -> HttpResponse:
    """Show the table of today."""
    viewer, sort = asker(request), request.GET.get("sort", "")
    table = queries.table(viewer=viewer, now=timezone.localtime(viewer.at), sort=sort)
    shown = {"table": table, "sort": sort or "law"}
    return render(request, "council/help_gaps.html", shown)


@needs(READS, why=WHY)
@require_safe
def help_gaps_file(request: HttpRequest) -> HttpResponseBase:
    """Give the table as CSV."""
    viewer = asker(request)
    rows = queries.rows(viewer=viewer, now=timezone.localtime(viewer.at))
    return csv_file(rows, name="help-by-region", at=viewer.at)

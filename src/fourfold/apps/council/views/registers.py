"""Places that attest by kind, the notice they post, and reports that working groups owe."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.council.actions import mandates as actions
from fourfold.apps.council.forms.mandates import ReceiveForm, ReportForm
from fourfold.apps.council.queries import registers as queries
from fourfold.apps.council.queries.shown import Showing
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.views.needs import FILES, READS, WHY, WORKS
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

HEADS = ("place", "town", "kind", "missing")


@needs(READS, why=WHY)
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Show by kind of place who attests what in a year, and what is missing."""
    viewer = asker(request)
    today, year = timezone.localdate(viewer.at), _year(request)
    showing = Showing(today=today)
    shown = {
        "year": year,
        "before": year - 1,
        "after": year + 1 if year < today.year else 0,
        "rows": showing.coverage(year=year),
        "missing": showing.missing(year=year),
        "kinds": queries.kinds_of_places(viewer=viewer),
    }
    return render(request, "council/mandate_places.html", shown)


@needs(READS, why=WHY)
@require_safe
def places_file(request: HttpRequest) -> HttpResponseBase:
    """Give the places with something missing as CSV."""
    viewer, year = asker(request), _year(request)
    rows = Showing(today=timezone.localdate(viewer.at)).missing(year=year)
    return csv_file([HEADS, *rows], name=f"places-missing-{year}", at=viewer.at)


@needs(READS, why=WHY)
@require_safe
def notice(request: HttpRequest, council_file: str) -> HttpResponse:
    """Give a notice to print for one kind of place: only what public documents say."""
    viewer = asker(request)
    kind = request.GET.get("kind", "")
    if council_file not in FILES:
        raise Http404
    write, type_ = FILES[council_file]
    try:
        made = queries.notice(kind, viewer=viewer, on=timezone.localdate(viewer.at))
    except NoSuchPaper:
        raise Http404 from None
    headers = {"Content-Disposition": f'attachment; filename="notice.{council_file}"'}
    return HttpResponse(write(made), content_type=type_, headers=headers)


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: HttpRequest) -> HttpResponse:
    """List the reports of working groups: due, received, and where each is."""
    viewer = asker(request)
    form = ReportForm(initial={"once": new_id()})
    receive = ReceiveForm()
    report = request.POST.get("report", "")
    if request.method == "POST":
        if not viewer.may(WORKS):
            raise Http404
        if request.POST.get("do") == "receive":
            receive = ReceiveForm(request.POST)
            if receive.is_valid():
                told = receive.cleaned_data
                if _done(
                    receive,
                    lambda: actions.receive_report(report, **told, by=viewer, at=viewer.at),
                ):
                    messages.success(request, _("It is noted that the report came."))
                    return HttpResponseRedirect(reverse("council:mandate_groups"))
        elif request.POST.get("do") == "take_up":
            offered = {each.deadline: each for each in queries.offered(viewer=viewer)}
            found = offered.get(request.POST.get("deadline", ""))
            if found is None:
                raise Http404
            actions.expect_report(
                found.title,
                group=found.group,
                due_on=found.due_on,
                deadline=found.deadline,
                once=f"pack:{found.deadline}",
                by=viewer,
                at=viewer.at,
            )
            return HttpResponseRedirect(reverse("council:mandate_groups"))
        else:
            form = ReportForm(request.POST)
            if form.is_valid() and _done(
                form,
                lambda: actions.expect_report(**form.cleaned_data, by=viewer, at=viewer.at),
            ):
                return HttpResponseRedirect(reverse("council:mandate_groups"))
    today = timezone.localdate(viewer.at)
    shown = {
        "rows": queries.group_reports(viewer=viewer, today=today),
        "offered": queries.offered(viewer=viewer),
        "form": form,
        "receive": receive,
        "report": report,
        "works": viewer.may(WORKS),
    }
    status = 422 if form.errors or receive.errors else 200
    return render(request, "council/mandate_groups.html", shown, status=status)


def _done(form: ReportForm | ReceiveForm, step: Callable[[], object]) -> bool:
    try:
        step()
    except NoSuchPaper:
        raise Http404 from None
    except CouncilError as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _year(request: HttpRequest) -> int:
    told, today = request.GET.get("year", ""), timezone.localdate(asker(request).at)
    plain = told.isascii() and told.isdecimal() and len(told) == 4
    return int(told) if plain and 1990 <= int(told) <= 2150 else today.year

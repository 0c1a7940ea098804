"""Giving a report in work to somebody else, and asking somebody to supervise it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.cases.actions import reassigning, working
from fourfold.apps.cases.actions.records import ChangedMeanwhile, ChangeError
from fourfold.apps.cases.forms.report_hands import QUEUE, GiveOn, Supervisor
from fourfold.apps.cases.queries import reports as queries
from fourfold.apps.cases.queries.reports import Took
from fourfold.apps.cases.queries.working import colleagues
from fourfold.apps.cases.states.reports import ReportState
from fourfold.apps.cases.views.reports import (
    KEEPS,
    opened_to_write,
    passed_on,
    version_of,
    why_not_done,
)
from fourfold.security.access.relations import RelationError
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import name_of, names_of


@needs(Permission.RECORD_WRITE, why=KEEPS)
@require_http_methods(["GET", "HEAD", "POST"])
def give_on(request: HttpRequest, report: str) -> HttpResponse:
    """Give a report to a colleague, or back to the queue, with a reason."""
    viewer = asker(request)
    try:
        record = opened_to_write(report, viewer).record
    except Http404:
        if before := queries.who_passed_on(report, viewer=viewer):
            return passed_on(request, before)
        raise
    if record.state != ReportState.TAKEN:
        raise Http404
    form = GiveOn(request.POST or None, colleagues=_names(viewer, but=record.taken_by))
    version = record.version
    if request.method == "POST":
        version = version_of(request)
        if form.is_valid():
            try:
                _give(report, form.cleaned_data, version=version, by=viewer)
            except NotKnown:
                raise Http404 from None
            except reassigning.PassedBefore as before:
                return passed_on(request, Took(before.by, before.at))
            except ChangedMeanwhile as problem:
                form.add_error(None, why_not_done(problem))
                version = opened_to_write(report, viewer).record.version
            except (ChangeError, RelationError) as problem:
                form.add_error(None, str(problem))
            else:
                messages.success(request, _said_done(form.cleaned_data["to"]))
                return HttpResponseRedirect(reverse("cases:reports"))
    taker = "" if record.taken_by == viewer.account else name_of(record.taken_by)
    values = {"form": form, "report": record, "version": version, "taker": taker}
    return render(request, "cases/report_give_on.html", values)


@needs(Permission.RECORD_WRITE, why="who keeps a report asks somebody to answer for it")
@require_http_methods(["GET", "HEAD", "POST"])
def supervise(request: HttpRequest, report: str) -> HttpResponse:
    """Ask a colleague whose role assigns work to supervise a report."""
    viewer = asker(request)
    record = opened_to_write(report, viewer).record
    names = names_of(set(colleagues(Permission.RECORD_ASSIGN, viewer=viewer)) - {viewer.account})
    form = Supervisor(request.POST or None, colleagues=names)
    if request.method == "POST" and form.is_valid():
        account = form.cleaned_data["account"]
        try:
            working.call_supervisor(report, account=account, kind="report", by=viewer)
        except NotKnown:
            raise Http404 from None
        except (ChangeError, RelationError) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("They supervise the report from now on, and are told."))
            return HttpResponseRedirect(reverse("cases:report", args=[report]))
    values = {"form": form, "report": record, "nobody": not names}
    return render(request, "cases/report_supervise.html", values)


def _give(report: str, typed: dict[str, Any], *, version: int, by: Viewer) -> None:
    to, words = typed["to"], typed["words"]
    if to == QUEUE:
        reassigning.give_back(report, words=words, version=version, by=by)
    else:
        reassigning.pass_on(report, to=to, words=words, version=version, by=by)


def _said_done(to: str) -> str:
    if to == QUEUE:
        return _("It waits in the queue again, and the Careline is told.")
    return _("It is with {name} now, who is told.").format(name=name_of(to))


def _names(viewer: Viewer, *, but: str) -> dict[str, str]:
    return names_of(set(colleagues(Permission.RECORD_CREATE, viewer=viewer)) - {but})

"""Writing down that a duty of a case or a report was done."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.cases.actions import clocks, duties
from fourfold.apps.cases.forms.clocks import Done
from fourfold.apps.cases.queries.clocks import one_to_meet
from fourfold.apps.cases.rules.evidence import NoEvidence
from fourfold.apps.cases.views.clock_words import said
from fourfold.components.templatetags.desk import moment
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import name_of


@needs(Permission.RECORD_WRITE, why="writes down that a duty of a case was done")
@require_http_methods(["GET", "HEAD", "POST"])
def clock_of_case(request: HttpRequest, case: str, clock: str) -> HttpResponse:
    """Show one duty of a case, and take when and how it was done."""
    back = f"{reverse('cases:case', args=[case])}#clocks"
    return _page(request, clock, kind="case", record=case, back=back)


@needs(Permission.RECORD_WRITE, why="writes down that a duty of a report was done")
@require_http_methods(["GET", "HEAD", "POST"])
def clock_of_report(request: HttpRequest, report: str, clock: str) -> HttpResponse:
    """Show one duty of a report, and take when and how it was done."""
    back = f"{reverse('cases:report', args=[report])}#clocks"
    return _page(request, clock, kind="report", record=report, back=back)


def _page(request: HttpRequest, clock: str, *, kind: str, record: str, back: str) -> HttpResponse:
    viewer = asker(request)
    try:
        found = one_to_meet(clock, kind=kind, record=record, viewer=viewer)
        form = Done(request.POST or None)
        if request.method == "POST" and form.is_valid():
            duties.done(clock, kind=kind, record=record, by=viewer, **form.cleaned_data)
            messages.success(request, _("It is written down, with when it was done."))
            return HttpResponseRedirect(back)
    except NotKnown:
        raise Http404 from None
    except clocks.NotYet:
        form.add_error("done_at", _("This is still to come. Write down what was done."))
    except NoEvidence as problem:
        form.add_error("evidence", str(problem))
    except duties.DoneAlready as problem:
        who = name_of(problem.by) if problem.by else ""
        at = moment(Context(), problem.at)
        told = (
            _("{} wrote this down before you: done {}.").format(who, at)
            if who
            else _("This duty is no longer needed since {}.").format(at)
        )
        messages.info(request, told)
        return HttpResponseRedirect(back)
    line = said(found, record=record, kind=kind, may_write=False)
    return render(request, "cases/clock.html", {"line": line, "form": form, "back": back})

"""Consults: the list of a region, asking for one, and its page with the answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.apps.cases.actions import consults as actions
from fourfold.apps.cases.actions.consulting import AskedAlready, ConsultError
from fourfold.apps.cases.actions.records import DoneBefore
from fourfold.apps.cases.forms import consults as forms
from fourfold.apps.cases.queries import consults as queries
from fourfold.apps.cases.states.consults import Urgency
from fourfold.apps.cases.states.drafts import DraftKind
from fourfold.apps.cases.views import drafting, saying
from fourfold.apps.cases.views.case import heading, opened_for
from fourfold.apps.cases.views.consult_words import said_line, who_did
from fourfold.reference import active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker


@needs(Permission.RECORD_CREATE, why="lists consults of one's regions, taken and asked")
@require_GET
def consults(request: HttpRequest) -> HttpResponse:
    """List what waits in one's regions, what one took, and what one asked."""
    found = queries.lists(viewer=asker(request))
    values = {
        "seats": [saying.region_name(each) for each in found.seats],
        "waiting": [said_line(each) for each in found.waiting],
        "mine": [said_line(each) for each in found.mine],
        "others": [said_line(each) for each in found.others],
        "asked": [said_line(each) for each in found.asked],
    }
    return render(request, "cases/consults.html", values)


@needs(Permission.RECORD_WRITE, why="asks the region about a case one keeps")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_consult(request: HttpRequest, case: str) -> HttpResponse:
    """Ask the region for a consult."""
    viewer = asker(request)
    opened = opened_for(viewer, case)
    if not opened.may_write():
        raise Http404
    region = opened.case.region
    form = forms.Ask(
        request.POST or None,
        towns=[(each.code, each.name) for each in active_pack().towns],
        region=saying.region_name(region) if region else "",
        initial={"key": new_id(), "urgency": Urgency.TODAY.value},
    )
    other = ""
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data | {"urgency": Urgency(form.cleaned_data["urgency"])}
        try:
            made = actions.ask(case, by=viewer, **typed)
        except DoneBefore as before:
            return _to(case, before.leads_to.partition(":")[2])
        except AskedAlready as asked:
            other = asked.consult
            form.add_error(None, who_did(asked.by, asked.at, _("{who} asked already, {when}.")))
        except ConsultError as refused:
            form.add_error(None, str(refused))
        except NotKnown:
            raise Http404 from None
        else:
            drafting.saved(request)
            messages.success(
                request, _("The region has your question. You are told at its answer.")
            )
            return _to(case, made)
    values = heading(opened) | {"form": form, "other": other}
    values["typing"] = drafting.put_back(form, DraftKind.CONSULT, of=opened)
    return render(request, "cases/ask_consult.html", values)


def _to(case: str, consult: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cases:consult", args=[case, consult]))

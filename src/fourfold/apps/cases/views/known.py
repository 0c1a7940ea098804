"""Is the child of a report known already? A look-up, and tying the report to whom it found."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.cases.actions import records
from fourfold.apps.cases.actions import reports as actions
from fourfold.apps.cases.forms.people import LookUp
from fourfold.apps.cases.queries import people
from fourfold.apps.cases.queries import reports as queries
from fourfold.apps.cases.states.reports import MoveNotAllowed
from fourfold.apps.cases.views.lookup import in_words
from fourfold.apps.cases.views.reports import opened_to_write, version_of, why_not_done
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.doors import needs
from fourfold.security.edges.limits import TooMany
from fourfold.security.pages.asking import asker

AS_TOLD = {
    "given": "child_given_name",
    "family": "child_family_name",
    "born_on": "child_born_on",
}


@needs(Permission.RECORD_LOOKUP, why="asks whether the child of a report is known already")
@require_http_methods(["GET", "HEAD", "POST"])
def known(request: HttpRequest, report: str) -> HttpResponse:
    """Look the child of a report up, with what was told of them."""
    viewer = asker(request)
    seen = opened_to_write(report, viewer)
    told = queries.as_typed(seen, viewer=viewer)
    first = {name: told.get(column) for name, column in AS_TOLD.items()}
    form = LookUp(request.POST or None, initial=first)
    lines = None
    if request.method == "POST" and form.is_valid():
        try:
            hits = people.look_up(form.sought(), viewer=viewer)
        except TooMany as many:
            minutes = -(-many.seconds(viewer.at) // 60)
            said = _("You made many look-ups within an hour. Go on in {minutes} minutes.")
            form.add_error(None, said.format(minutes=minutes))
        else:
            lines = [(each, in_words(each.agreed)) for each in hits]
    values = {"form": form, "report": seen.record, "lines": lines}
    return render(request, "cases/report_known.html", values)


@needs(Permission.RECORD_LOOKUP, why="ties a report to a person whom a look-up found")
@require_POST
def attach(request: HttpRequest, report: str) -> HttpResponse:
    """Tie the report to a person, or untie it."""
    person = request.POST.get("person", "")
    try:
        actions.attach(report, person=person, version=version_of(request), by=asker(request))
    except NotKnown:
        raise Http404 from None
    except (actions.NoSuchPerson, MoveNotAllowed) as problem:
        messages.error(request, str(problem))
    except records.ChangedMeanwhile as problem:
        messages.error(request, why_not_done(problem))
    else:
        said = _("Tied to the person. If you accept it, the case is theirs.") if person else ""
        messages.success(request, said or _("The report stands by itself again."))
    return HttpResponseRedirect(reverse("cases:report", args=[report]))

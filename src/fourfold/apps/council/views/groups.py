"""Working groups: who takes part by background and P, and where nobody does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.council.actions import groups as actions
from fourfold.apps.council.forms.groups import BACKGROUNDS, PlaceForm
from fourfold.apps.council.queries import groups as queries
from fourfold.apps.council.queries.groups import GroupLine
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.states.groups import Background
from fourfold.apps.council.states.reports import FourP
from fourfold.apps.council.views import words
from fourfold.apps.council.views.needs import READS, WHY, WORKS
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: HttpRequest) -> HttpResponse:
    """Show each working group's mix and its gaps; staff fill and end places."""
    viewer = asker(request)
    form = None
    if request.method == "POST" and not viewer.may(WORKS):
        raise Http404
    if viewer.may(WORKS):
        sent = request.POST if request.POST.get("do") == "fill" else None
        organizations = queries.organizations(viewer=viewer)
        form = PlaceForm(sent, organizations=organizations, initial={"once": new_id()})
        if request.method == "POST" and _done(request, form, viewer):
            return HttpResponseRedirect(reverse("council:working_groups"))
    today = timezone.localdate(viewer.at)
    shown = {
        "rows": [_row(each) for each in queries.groups(viewer=viewer, on=today)],
        "four_ps": [words.FOUR_PS[each] for each in FourP],
        "form": form,
        "names": queries.names(viewer=viewer),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "council/groups.html", shown, status=status)


def _done(request: HttpRequest, form: PlaceForm, viewer: Viewer) -> bool:
    do, place = request.POST.get("do", ""), request.POST.get("place", "")
    who: dict[str, Any] = {"by": viewer, "at": viewer.at}
    if do not in {"fill", "end", "back"}:
        raise Http404
    try:
        if do == "fill":
            if not form.is_valid():
                return False
            actions.fill(form.place(), once=form.cleaned_data["once"], **who)
        else:
            (actions.end if do == "end" else actions.take_back)(place, **who)
    except NoSuchPaper:
        raise Http404 from None
    except CouncilError as refused:
        if do == "fill":
            form.add_error(None, str(refused))
            return False
        messages.error(request, str(refused))
        return True
    messages.success(request, _("It is written down."))
    return True


def _row(line: GroupLine) -> dict[str, Any]:
    """Return what the page shows of a group: the grid, and its gaps in words."""
    grid = [
        (BACKGROUNDS[one], [(words.FOUR_PS[p], line.mix.counts[one, p]) for p in FourP])
        for one in Background
    ]
    missing = [f"{BACKGROUNDS[one]}, {words.FOUR_PS[p]}" for one, p in line.mix.missing]
    places = [
        (each, BACKGROUNDS[each.background], words.FOUR_PS[each.four_p]) for each in line.places
    ]
    return {"line": line, "grid": grid, "missing": missing, "places": places}

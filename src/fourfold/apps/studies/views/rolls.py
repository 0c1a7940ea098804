"""Rolls: bringing one, and one with its studies."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.analysis.estimate import BadHistories
from fourfold.apps.studies.actions import rolls as actions
from fourfold.apps.studies.forms.rolls import RollForm
from fourfold.apps.studies.queries import studies as queries
from fourfold.apps.studies.rules import NoSuchStudy, StudyError
from fourfold.apps.studies.views.words import COUNTS, STATES, WHY, pictures, table_file
from fourfold.documents.estimation import overlaps_chart
from fourfold.reference import active_pack
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker


@needs(COUNTS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Bring the capture histories of a roll."""
    viewer, places = asker(request), dict(active_pack().places)
    here = [code for code in places if code != "US"]
    form = RollForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        areas=[(code, places[code]) for code in (*here, "US")],
        initial={"once": new_id()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.bring(
                form.told(),
                text=form.cleaned_data["text"],
                tabulate=form.cleaned_data["tabulate"],
                lists=form.columns(),
                once=form.cleaned_data["once"],
                by=viewer,
                at=viewer.at,
            )
        except (BadHistories, StudyError) as refused:
            # The message speaks of the command's options; this page has boxes for them.
            said = str(refused).replace("--tabulate", _("the box below"))
            for each in said.replace("--lists", _("the columns below")).splitlines():
                form.add_error("pasted" if form.cleaned_data["pasted"] else "file", each)
        else:
            messages.success(request, _("The roll is here. Ask for a study of it."))
            return HttpResponseRedirect(reverse("studies:roll", args=[made]))
    status = 422 if form.errors else 200
    return render(request, "studies/bring.html", {"form": form}, status=status)


@needs(COUNTS, why=WHY)
@require_safe
def roll(request: HttpRequest, roll: str) -> HttpResponse:
    """Show a roll: who is on which lists, and the studies of it."""
    viewer = asker(request)
    try:
        line = queries.roll(roll, viewer=viewer)
    except NoSuchStudy:
        raise Http404 from None
    table = queries.histories(roll, viewer=viewer)
    chart = overlaps_chart(table)
    shown = {
        "roll": line,
        "area": active_pack().places.get(line.area, line.area),
        "sizes": sorted(table.sizes.items()),
        "overlap": table.overlap,
        "chart": chart,
        "pictures": pictures(chart),
        "rows": [
            (each, *STATES[each.state])
            for each in queries.studies(roll=roll, now=viewer.at, viewer=viewer)
        ],
    }
    return render(request, "studies/roll.html", shown)


@needs(COUNTS, why=WHY)
@require_safe
def roll_file(request: HttpRequest, roll: str) -> HttpResponse:
    """Give a roll's histories as CSV, as the command reads them."""
    try:
        content = queries.as_file(roll, viewer=asker(request))
    except NoSuchStudy:
        raise Http404 from None
    return table_file(content, name=f"roll-{roll}")

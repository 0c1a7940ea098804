"""A case and its teams: bringing it before one, moving it to another, or taking it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from fourfold.apps.cases.actions import teams as actions
from fourfold.apps.cases.actions.records import ChangeError
from fourfold.apps.cases.forms.teams import Bring
from fourfold.apps.cases.queries import reviews as review_queries
from fourfold.apps.cases.rules.teams import Ground
from fourfold.apps.cases.states.teams import ActionState, ReviewState
from fourfold.apps.cases.views.case import heading, opened_for
from fourfold.apps.cases.views.meetings import said
from fourfold.apps.cases.views.saying import in_words
from fourfold.apps.cases.views.team_panel import district_name, moved
from fourfold.security.access.relations import RelationError
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

GROUNDS = {
    Ground.TOWN: _lazy("The person’s town is one of this team’s towns."),
    Ground.DISTRICT: _lazy("The person’s town lay in this team’s court district on that day."),
    Ground.NO_TOWN: _lazy("The person’s town is not known, so no team can be named. Choose one."),
    Ground.NO_DISTRICT: _lazy("Our records name no court district for that town and day."),
    Ground.NO_TEAM: _lazy(
        "No source names the team of this district. Ask there, then choose it here."
    ),
}


@needs(Permission.RECORD_ASSIGN, why="a supervisor decides which team sees a case")
@require_http_methods(["GET", "HEAD", "POST"])
def case_team(request: HttpRequest, case: str) -> HttpResponse:
    """Bring a case before a team or move it; a district that moved moves no case by itself."""
    viewer = asker(request)
    opened = opened_for(viewer, case)
    placed = review_queries.placing(opened, viewer=viewer)
    if placed.belongs is None:
        raise Http404
    fits = {code: placed.known[code] for code in placed.belongs.teams}
    form = Bring(
        request.POST or None,
        fits=fits,
        others=placed.known,
        before=placed.before,
        initial={
            "team": next((each for each in fits if each not in placed.before), ""),
            "instead_of": next(iter(placed.before), ""),
        },
    )
    if request.method == "POST" and form.is_valid():
        team, instead_of = form.cleaned_data["team"], form.cleaned_data.get("instead_of", "")
        district = placed.belongs.district
        try:
            if instead_of:
                actions.move(case, team=team, instead_of=instead_of, district=district, by=viewer)
            else:
                actions.bring(case, team=team, district=district, by=viewer)
        except NotKnown:
            raise Http404 from None
        except (ChangeError, RelationError) as refused:
            form.add_error(None, said(refused))
        else:
            messages.success(request, _("The team sees this case from now on."))
            return HttpResponseRedirect(reverse("cases:case", args=[case]) + "#team")
    values = heading(opened) | {
        "form": form,
        "before": placed.before,
        "why": GROUNDS[placed.belongs.ground],
        "on": in_words(placed.belongs.on),
        "district": district_name(placed.belongs.district, placed.belongs),
        "moved": moved(placed.belongs),
        "elsewhere": placed.elsewhere,
    }
    return render(request, "cases/case_team.html", values)


@needs(Permission.RECORD_ASSIGN, why="a supervisor decides which team sees a case")
@require_http_methods(["GET", "HEAD", "POST"])
def leave_team(request: HttpRequest, case: str, team: str) -> HttpResponse:
    """Ask once more, then take a case from a team."""
    viewer = asker(request)
    opened = opened_for(viewer, case)
    placed = review_queries.placing(opened, viewer=viewer)
    if placed.belongs is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.leave(case, team=team, by=viewer)
        except (NotKnown, actions.NoSuchTeam):
            raise Http404 from None
        except (ChangeError, RelationError) as refused:
            messages.error(request, said(refused))
        else:
            messages.success(request, _("The team no longer sees this case."))
        return HttpResponseRedirect(reverse("cases:case", args=[case]) + "#team")
    if team not in placed.before:
        raise Http404
    waits = [
        in_words(each.record.meeting.starts_at)
        for each in review_queries.reviews_of(opened, viewer=viewer)
        if each.record.team == team and each.record.state == ReviewState.ON_AGENDA
    ]
    agreed = [
        each
        for each in review_queries.to_dos_of(opened, viewer=viewer)
        if each.team == team and each.state == ActionState.OPEN
    ]
    values = {"team_name": placed.before[team], "waits": waits, "agreed": len(agreed)}
    return render(request, "cases/case_leave_team.html", heading(opened) | values)

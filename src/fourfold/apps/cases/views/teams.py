"""Teams: one's own, one team with its cases and meetings, its roster, and giving a seat."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.apps.cases.forms import teams as forms
from fourfold.apps.cases.queries import reviews as review_queries
from fourfold.apps.cases.queries import teams as queries
from fourfold.apps.cases.states.teams import MeetingState
from fourfold.apps.cases.views.saying import in_words, region_name
from fourfold.apps.cases.views.team_words import MEETING_STATES, place_name, spaced, to_dos
from fourfold.reference import active_pack
from fourfold.security.access import people, relations
from fourfold.security.access.policy import Discipline
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import names_of
from fourfold.security.pages.seats import SEAT_NAMES, seat_name, team_name


@needs(Permission.RECORD_READ, why="lists the teams one has a seat on")
@require_GET
def teams(request: HttpRequest) -> HttpResponse:
    """List one's teams, what one agreed to do there, and seats that ended lately."""
    viewer = asker(request)
    found = queries.mine(viewer=viewer)
    values = {
        "seats": [(each, seat_name(each.discipline)) for each in found if not each.ended_at],
        "ended": [each for each in found if each.ended_at],
        "to_do": [
            (each, spaced(each.case))
            for each in to_dos(review_queries.my_to_dos(viewer=viewer), viewer=viewer)
        ],
    }
    return render(request, "cases/teams.html", values)


@needs(Permission.RECORD_READ, why="shows the cases and meetings of one's team")
@require_GET
def team(request: HttpRequest, team: str) -> HttpResponse:
    """Show a team: the next meeting, its cases as this member may know them, who sits on it."""
    viewer = asker(request)
    try:
        meetings = queries.meetings(team, viewer=viewer)
        values = head_of(team, viewer) | {
            "coming": [_said(each) for each in reversed(meetings) if each.state == PLANNED],
            "past": [_said(each) for each in meetings if each.state != PLANNED],
            "cases": [
                (each, spaced(each.case), region_name(each.region), in_words(each.next_on))
                for each in queries.cases_of(team, viewer=viewer)
            ],
            "roster": _roster(team, viewer),
            "lacks": _lacks(team, viewer),
        }
    except NotKnown:
        raise Http404 from None
    return render(request, "cases/team.html", values)


@needs(Permission.TEAM_MANAGE, why="the coordinator gives and ends seats", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: HttpRequest, team: str) -> HttpResponse:
    """Show the roster by discipline with what is lacking, and give a seat."""
    viewer = check_runs(request, team)
    offered = [(each.value, name) for each, name in SEAT_NAMES.items() if each != COORDINATOR]
    form = forms.Give(request.POST or None, disciplines=offered)
    if request.method == "POST" and form.is_valid():
        account = people.by_address(form.cleaned_data["email"], viewer=viewer)
        try:
            if not account:
                raise relations.NotHere(
                    _("Nobody with this address has an open account. Ask their administrator.")
                )
            relations.give_seat(team, account, form.cleaned_data["discipline"], by=viewer)
        except relations.RelationError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The seat is given. It holds from now on."))
            return HttpResponseRedirect(reverse("cases:team_seats", args=[team]))
    values = head_of(team, viewer) | {
        "form": form,
        "roster": _roster(team, viewer),
        "lacks": _lacks(team, viewer),
        "unconfirmed": any(
            row["standing"] == "UNCONFIRMED" for row in active_pack().rows("team_disciplines")
        ),
        "me": viewer.account,
    }
    return render(request, "cases/team_seats.html", values)


@needs(Permission.TEAM_MANAGE, why="one person is enough to narrow access", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def end_seat(request: HttpRequest, team: str, seat: str) -> HttpResponse:
    """Ask once more, then end a seat."""
    viewer = check_runs(request, team)
    found = next((m for m in queries.roster(team, viewer=viewer) if m.id == seat), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            relations.end_seat(seat, by=viewer)
            messages.success(request, _("The seat has ended. The team’s cases are closed to them."))
        except relations.RelationError as refused:
            messages.error(request, str(refused))
        own = found.account == viewer.account
        to = reverse("cases:teams") if own else reverse("cases:team_seats", args=[team])
        return HttpResponseRedirect(to)
    name = names_of({found.account})[found.account]
    values = head_of(team, viewer) | {"person": name, "discipline": seat_name(found.discipline)}
    return render(request, "cases/team_end_seat.html", values)


PLANNED = MeetingState.PLANNED.value
COORDINATOR = Discipline.COORDINATOR


def check_runs(request: HttpRequest, team: str) -> Viewer:
    """Return who asks; for whoever does not coordinate the team, there is no such page."""
    viewer = asker(request)
    if not queries.runs(team, viewer=viewer):
        raise Http404
    return viewer


def head_of(team: str, viewer: Viewer) -> dict[str, Any]:
    """Return what every page of a team says."""
    return {
        "team": team,
        "team_name": team_name(team),
        "seat": seat_name(viewer.disciplines[team]),
        "runs": queries.runs(team, viewer=viewer),
    }


def _said(each: queries.Meeting) -> tuple[queries.Meeting, str, str, str]:
    state, tone = MEETING_STATES[MeetingState(each.state)]
    return each, place_name(each.place), str(state), tone


def _roster(team: str, viewer: Viewer) -> list[tuple[str, list[tuple[queries.Member, str]]]]:
    members = queries.roster(team, viewer=viewer)
    names = names_of({each.account for each in members})
    return [
        (seat_name(discipline), found)
        for discipline in Discipline
        if (found := [(m, names[m.account]) for m in members if m.discipline == discipline])
    ]


def _lacks(team: str, viewer: Viewer) -> list[str]:
    return [seat_name(each) for each in queries.lacks(team, viewer=viewer)]

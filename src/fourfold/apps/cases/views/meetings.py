"""Meetings of a team: planned, the agenda, who came, minutes to print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourfold.apps.cases.actions import meetings as actions
from fourfold.apps.cases.actions import reviews
from fourfold.apps.cases.actions.records import ChangedMeanwhile, ChangeError, DoneBefore
from fourfold.apps.cases.forms import teams as forms
from fourfold.apps.cases.queries import teams as queries
from fourfold.apps.cases.states.teams import Came, MeetingState, MoveNotAllowed
from fourfold.apps.cases.views.consult_words import who_did
from fourfold.apps.cases.views.saying import in_words
from fourfold.apps.cases.views.team_words import (
    MEETING_STATES,
    agenda_in_words,
    place_name,
    places,
    spaced,
)
from fourfold.apps.cases.views.teams import check_runs, head_of
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import names_of
from fourfold.security.pages.seats import seat_name


@needs(Permission.TEAM_MANAGE, why="the coordinator plans the team's meetings")
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, team: str) -> HttpResponse:
    """Plan a meeting."""
    viewer = check_runs(request, team)
    form = forms.Plan(request.POST or None, places=places(), initial={"key": new_id()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.plan(
                team,
                starts_at=form.starts_at(),
                place=typed["place"],
                key=typed["key"],
                by=viewer,
            )
        except DoneBefore as before:
            return _to(team, before.leads_to.partition(":")[2])
        except ChangeError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The meeting is planned. Put cases on its agenda."))
            return _to(team, made)
    return render(request, "cases/team_plan.html", head_of(team, viewer) | {"form": form})


@needs(Permission.RECORD_READ, why="shows the agenda of one's team")
@require_GET
def meeting(request: HttpRequest, team: str, meeting: str) -> HttpResponse:
    """Show a meeting: its agenda before, its minutes after; made for paper too."""
    viewer = asker(request)
    one = _meeting(meeting, team, viewer)
    there = queries.present(one, viewer=viewer)
    names = names_of({account for account, _d, _c in there})
    values = _values(one, viewer) | {
        "agenda": agenda_in_words(queries.agenda(one, viewer=viewer), viewer=viewer),
        "present": [
            (seat_name(discipline), names[account], forms.words_of(came))
            for account, discipline, came in there
        ],
        "to_put_on": [
            (each, spaced(each.case), in_words(each.next_on))
            for each in queries.to_put_on(one, viewer=viewer)
        ],
    }
    return render(request, "cases/team_meeting.html", values)


@needs(Permission.TEAM_MANAGE, why="the coordinator changes a planned meeting")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, team: str, meeting: str) -> HttpResponse:
    """Change day, time and place, or say clearly that another coordinator did."""
    viewer = check_runs(request, team)
    one = _meeting(meeting, team, viewer)
    local = timezone.localtime(one.starts_at)
    form = forms.Plan(
        request.POST or None,
        places=places(),
        initial={
            "on": local.date(),
            "at": local.strftime("%I:%M %p").lstrip("0"),
            "place": one.place,
            "version": one.version,
        },
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.change(
                meeting,
                starts_at=form.starts_at(),
                place=typed["place"],
                version=typed["version"] or 0,
                by=viewer,
            )
        except (ChangeError, MoveNotAllowed) as refused:
            form.add_error(None, said(refused))
        else:
            messages.success(request, _("Changed. Tell those who come."))
            return _to(team, meeting)
    values = _values(one, viewer) | {"form": form}
    return render(request, "cases/team_plan.html", values)


@needs(Permission.TEAM_MANAGE, why="the coordinator calls a meeting off")
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, team: str, meeting: str) -> HttpResponse:
    """Ask once more, then call a meeting off."""
    viewer = check_runs(request, team)
    one = _meeting(meeting, team, viewer)
    if request.method == "POST":
        try:
            actions.call_off(meeting, version=_version(request), by=viewer)
            messages.success(request, _("The meeting is called off. Its cases are put off."))
        except (ChangeError, MoveNotAllowed) as refused:
            messages.error(request, said(refused))
        return _to(team, meeting)
    return render(request, "cases/team_call_off.html", _values(one, viewer))


@needs(Permission.TEAM_MANAGE, why="the coordinator notes who came")
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, team: str, meeting: str) -> HttpResponse:
    """Note who was there, which ends the meeting."""
    viewer = check_runs(request, team)
    one = _meeting(meeting, team, viewer)
    members = queries.roster(team, viewer=viewer)
    if request.method == "POST":
        said_of = {m.account: request.POST.get(f"came-{m.id}", "") for m in members}
        came = {account: code for account, code in said_of.items() if code in set(Came)}
        try:
            actions.hold(meeting, came=came, version=_version(request), by=viewer)
            messages.success(request, _("The meeting is noted as held. Its minutes stand here."))
            return _to(team, meeting)
        except (ChangeError, MoveNotAllowed) as refused:
            messages.error(request, said(refused))
            return _to(team, meeting)
    names = names_of({m.account for m in members})
    values = _values(one, viewer) | {
        "members": [(m, names[m.account], seat_name(m.discipline)) for m in members],
        "cames": [(code.value, words) for code, words in forms.CAMES.items()],
    }
    return render(request, "cases/team_hold.html", values)


@needs(Permission.TEAM_MANAGE, why="the coordinator puts cases on the agenda")
@require_POST
def add(request: HttpRequest, team: str, meeting: str) -> HttpResponse:
    """Put one case on the agenda."""
    viewer = check_runs(request, team)
    _meeting(meeting, team, viewer)
    try:
        reviews.put_on_agenda(request.POST.get("case", ""), meeting=meeting, by=viewer)
    except NotKnown:
        raise Http404 from None
    except ChangeError as refused:
        messages.error(request, said(refused))
    return _to(team, meeting, "#agenda")


def said(refused: Exception) -> str:
    """Return why nothing was changed; of two people, what the first one did and when."""
    if isinstance(refused, ChangedMeanwhile):
        told = who_did(refused.by, refused.at, _("{who} changed this {when}."))
        return f"{told} {refused}"
    return str(refused)


def _meeting(number: str, team: str, viewer: Viewer) -> queries.Meeting:
    try:
        return queries.meeting(number, team=team, viewer=viewer)
    except NotKnown:
        raise Http404 from None


def _values(one: queries.Meeting, viewer: Viewer) -> dict[str, Any]:
    state, tone = MEETING_STATES[MeetingState(one.state)]
    return head_of(one.team, viewer) | {
        "meeting": one,
        "place": place_name(one.place),
        "state_words": state,
        "tone": tone,
        "begun": one.starts_at <= viewer.at,
        "day": in_words(timezone.localtime(one.starts_at).date()),
    }


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _to(team: str, meeting: str, part: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cases:meeting", args=[team, meeting]) + part)

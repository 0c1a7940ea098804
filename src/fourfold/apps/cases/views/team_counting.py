"""The counts of a half-year: a table and a file, for the team's coordinator alone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.apps.cases.forms.people import GENDERS, RACES
from fourfold.apps.cases.forms.teams import ACTIONS_SAID, CHARGES, TRACK_NAMES
from fourfold.apps.cases.queries import team_counts as queries
from fourfold.apps.cases.states.teams import ActionState
from fourfold.apps.cases.views.saying import code_in_words
from fourfold.apps.cases.views.teams import check_runs, head_of
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.downloads import csv_file

GROUPS = {
    "work": _lazy("The team’s work"),
    "children": _lazy("Children"),
    "age": _lazy("Age at the last review"),
    "gender": _lazy("Gender"),
    "race": _lazy("Race and ethnicity"),
    "relation": _lazy("Relation of the one who harmed"),
    "services": _lazy("Done by the last review"),
    "charges": _lazy("Charges"),
    "to_do": _lazy("Agreed to do"),
}
NAMES = {
    "MEETINGS": _lazy("Meetings held"),
    "REVIEWS": _lazy("Reviews"),
    "CHILDREN": _lazy("Children whose case was reviewed"),
    "AGE_0_6": _lazy("0 to 6"),
    "AGE_7_12": _lazy("7 to 12"),
    "AGE_13_18": _lazy("13 to 18"),
    "OVER_18": _lazy("Over 18"),
    "UNKNOWN": _lazy("Not known"),
    "NOT_KEPT": _lazy("Not kept on this desk"),
}


@needs(Permission.TEAM_MANAGE, why="the coordinator counts the team's own reviews")
@require_GET
def team_counts(request: HttpRequest, team: str) -> HttpResponse:
    """Show the counts of a half-year."""
    viewer = check_runs(request, team)
    half = _half(request, viewer)
    groups: dict[str, list[tuple[str, int | None]]] = {}
    for each in _counted(team, half, viewer):
        groups.setdefault(str(GROUPS[each.group]), []).append((_name(each), each.number))
    values = head_of(team, viewer) | {
        "groups": groups,
        "half": half,
        "half_said": _said(half),
        "halves": [(f"{y}-{h}", _said((y, h))) for y, h in queries.halves(viewer=viewer)],
        "code": f"{half[0]}-{half[1]}",
    }
    return render(request, "cases/team_counts.html", values)


@needs(Permission.TEAM_MANAGE, why="the same counts as a file", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def team_counts_file(request: HttpRequest, team: str) -> HttpResponseBase:
    """Hand out the counts as a table; nothing but numbers leaves."""
    viewer = check_runs(request, team)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("cases:team_counts", args=[team]))
    half = _half(request, viewer)
    rows = [
        (f"{half[0]}-{half[1]}", each.group, each.name, "" if each.number is None else each.number)
        for each in _counted(team, half, viewer)
    ]
    head = ("half_year", "group", "name", "number")
    return csv_file([head, *rows], name="team-counts", at=viewer.at)


def _counted(team: str, half: tuple[int, int], viewer: Viewer) -> list[queries.Count]:
    try:
        return queries.counts(team, half=half, viewer=viewer)
    except NotKnown:
        raise Http404 from None


def _half(request: HttpRequest, viewer: Viewer) -> tuple[int, int]:
    """Return the half-year asked for, or the present one; another is nonsense."""
    offered = queries.halves(viewer=viewer)
    asked = request.POST.get("half") or request.GET.get("half", "")
    return next((each for each in offered if f"{each[0]}-{each[1]}" == asked), offered[0])


def _said(half: tuple[int, int]) -> str:
    words = _("January to June {}") if half[1] == 1 else _("July to December {}")
    return words.format(half[0])


def _name(each: queries.Count) -> str:
    if each.group == "services":
        return str(TRACK_NAMES[each.name])
    if each.group == "charges":
        return next(str(words) for code, words in CHARGES.items() if code.value == each.name)
    if each.group == "to_do":
        return str(ACTIONS_SAID[ActionState(each.name)])
    named: dict[str, Any] = {code.value: words for code, words in (GENDERS | RACES).items()}
    return str(named.get(each.name) or NAMES.get(each.name) or code_in_words(each.name))

"""Measures of towns: brought as a file, listed, and weighed into an index that anyone may vary."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.analysis.community import Method, NothingToRank
from fourfold.apps.surveys.actions.community import bring
from fourfold.apps.surveys.forms.community import BringCommunity, Weighing
from fourfold.apps.surveys.queries import community as queries
from fourfold.apps.surveys.queries.community import Vulnerability
from fourfold.apps.surveys.rules import CommunityRefused
from fourfold.reference import active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.edges.sheets import Cell
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

WHY = "measures of towns are public figures and name nobody"
MOST_BYTES = 5_000_001
MOST_SHOWN = 100
WIDE, SHADES = 100.0, 5


@needs(Permission.SURVEY_RUN, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def community(request: HttpRequest) -> HttpResponse:
    """List the series; take a file, or say by row what is wrong with it."""
    viewer = asker(request)
    form = BringCommunity(request.POST or None, request.FILES or None)
    problems: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = dict(form.cleaned_data)
        content = given.pop("file").read(MOST_BYTES)
        try:
            done = bring(content, **given, by=viewer, at=viewer.at)
        except CommunityRefused as refused:
            problems = refused.problems
        else:
            messages.success(request, _said(done.new, done.same))
            return HttpResponseRedirect(reverse("surveys:community"))
    shown = {
        "lines": queries.series(viewer=viewer),
        "form": form,
        "problems": problems[:MOST_SHOWN],
        "more": max(0, len(problems) - MOST_SHOWN),
        "count": len(problems),
        "all_towns": len(active_pack().towns),
    }
    is_wrong = bool(problems or form.errors)
    return render(request, "surveys/community.html", shown, status=422 if is_wrong else 200)


@needs(Permission.SURVEY_RUN, why=WHY)
@require_safe
def vulnerability(request: HttpRequest) -> HttpResponse:
    """Rank towns by the measures, with weights that the address carries."""
    lines = queries.series(viewer=asker(request))
    form = Weighing(request.GET, lines=lines)
    shown: dict[str, Any] = {"form": form, "lines": lines, "query": request.GET.urlencode()}
    shown["is_made_up"] = any(each.is_made_up for each in lines)
    found, refused = _found(request, form)
    shown["refused"] = refused
    if found:
        shown |= _shown(found, form)
    status = 422 if not form.is_valid() or (refused and lines) else 200
    return render(request, "surveys/vulnerability.html", shown, status=status)


@needs(Permission.SURVEY_RUN, why=WHY)
@require_safe
def vulnerability_file(request: HttpRequest) -> HttpResponseBase:
    """Give the index as it stands on the page: every town, with how firm its rank is."""
    viewer = asker(request)
    form = Weighing(request.GET, lines=queries.series(viewer=viewer))
    found, _refused = _found(request, form)
    if found is None:
        raise Http404
    return csv_file(_rows(found, form), name="vulnerability", at=viewer.at)


def _found(request: HttpRequest, form: Weighing) -> tuple[Vulnerability | None, str]:
    if not form.is_valid():
        return None, ""
    try:
        return (
            queries.vulnerability(
                form.lines,
                weights=form.weights(),
                more_is_worse=form.more_is_worse(),
                method=Method(form.cleaned_data["method"]),
                viewer=asker(request),
            ),
            "",
        )
    except NothingToRank as refused:
        return None, str(refused)


def _shown(found: Vulnerability, form: Weighing) -> dict[str, Any]:
    names = {each.id: each.variable for each in form.lines}
    towns = {each.code: each.name for each in active_pack().towns}
    places = found.stability.places
    return {
        "found": found,
        "shares": [(names[key], 100 * share) for key, share in found.index.weights.items()],
        "towns": [
            {
                "name": towns[each.town],
                "rank": each.rank,
                "index": each.index,
                "wide": round(100 * each.index, 1),
                "place": places[each.town],
                "stays": 100 * places[each.town].in_top,
                "uncertain": [names[key] for key in each.uncertain],
            }
            for each in found.index.towns
        ],
        "not_ranked": [
            (towns[town], [names[key] for key in lacking])
            for town, lacking in found.index.not_ranked.items()
        ],
        "flat": [names[key] for key in found.index.flat],
        "without_one": [
            (names[each.variable], each.spearman, [towns[town] for town in each.left])
            for each in found.stability.without_one
        ],
        "has_margins": any(each.margin_low is not None for each in places.values()),
        **_dots(found),
    }


def _dots(found: Vulnerability) -> dict[str, Any]:
    """Return a dot for each town with a known place, darker where more vulnerable."""
    placed = [each for each in active_pack().towns if each.lat is not None and each.lon is not None]
    if not placed:
        return {"dots": [], "high": 0}
    west = min(each.lon or 0 for each in placed)
    north = max(each.lat or 0 for each in placed)
    # A degree of longitude is shorter than one of latitude: about three quarters, here.
    scale = (WIDE - 8) / ((max(each.lon or 0 for each in placed) - west) or 1)
    indices = {each.town: each.index for each in found.index.towns}
    dots = []
    for each in placed:
        stands = indices.get(each.code)
        look = "none" if stands is None else str(min(SHADES, 1 + int(stands * SHADES)))
        x = 4 + ((each.lon or 0) - west) * scale
        y = 4 + (north - (each.lat or 0)) * scale / 0.75
        dots.append({"x": round(x, 2), "y": round(y, 2), "look": look, "name": each.name})
    dots.sort(key=lambda dot: str(dot["look"]).replace("none", "0"))
    return {"dots": dots, "high": max(float(str(dot["y"])) for dot in dots) + 4}


def _rows(found: Vulnerability, form: Weighing) -> list[tuple[Cell, ...]]:
    names = {each.id: each.variable for each in form.lines}
    towns = {each.code: each.name for each in active_pack().towns}
    weighed = list(found.index.weights.items())
    parts = [f"{names[key]} ({100 * share:.1f}% of the weight)" for key, share in weighed]
    heads = ("rank", "town", "index", "score", "rank_low", "rank_high", "share_of_draws_in_top")
    rows: list[tuple[Cell, ...]] = [
        (*heads, "margin_rank_low", "margin_rank_high", "uncertain", "no_value_of", *parts)
    ]
    for each in found.index.towns:
        place = found.stability.places[each.town]
        rows.append(
            (
                *(each.rank, towns[each.town], f"{each.index:.6g}", f"{each.score:.6g}"),
                *(place.low, place.high, f"{place.in_top:.4g}"),
                "" if place.margin_low is None else place.margin_low,
                "" if place.margin_high is None else place.margin_high,
                "; ".join(names[key] for key in each.uncertain),
                "",
                *(f"{each.parts[key]:.6g}" for key, _share in weighed),
            )
        )
    for town, lacking in found.index.not_ranked.items():
        said = "; ".join(names[key] for key in lacking)
        rows.append(("", towns[town], *[""] * 8, said, *[""] * len(parts)))
    return rows


def _said(new: int, same: int) -> str:
    said = ngettext("{} series is here now.", "{} series are here now.", new).format(new)
    if same:
        was = ngettext("{} was here just so.", "{} were here just so.", same).format(same)
        said = f"{said} {was}"
    return said

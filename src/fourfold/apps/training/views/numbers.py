"""The training office's dashboard: a year's numbers, the published ones, and where people were."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.analysis.tables import Hidden
from fourfold.apps.training.queries import numbers as queries
from fourfold.apps.training.queries.dashboard import today
from fourfold.apps.training.queries.numbers import TownNumbers
from fourfold.apps.training.rules.courses import courses
from fourfold.apps.training.states import Sector
from fourfold.apps.training.views.words import LEADS, SECTORS
from fourfold.security.doors import needs
from fourfold.security.edges.sheets import write_csv
from fourfold.security.pages.asking import asker

WIDE = 100
"""The map's width; one unit is a hundredth of the picture."""


@needs(LEADS, why="the training office follows how many were reached")
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Show a year's numbers, each year's, and the published ones beside our own."""
    viewer = asker(request)
    on = timezone.localdate(viewer.at)
    chosen = _year(request.GET.get("year", ""), on.year)
    found = queries.year(chosen, viewer=viewer, on=on)
    titles = {each.code: each.title for each in courses().values()}
    most = max((each.people for each in found.by_month.values()), default=0) or 1
    years = queries.years(viewer=viewer, on=on)
    values: dict[str, Any] = {
        "chosen": chosen,
        "year": found,
        "years": years,
        "offered": sorted({*years, on.year}, reverse=True),
        "courses": [
            (titles.get(code, code), count, code) for code, count in found.by_course.items()
        ],
        "sectors": [(SECTORS[Sector(code)], count) for code, count in found.by_sector.items()],
        "months": [
            (date(chosen, month, 1), count, round(100 * count.people / most, 2))
            for month, count in found.by_month.items()
        ],
        "published": queries.published(viewer=viewer, on=on),
        "today": today(viewer=viewer, on=on, stuck_after=settings.TRAINER_STUCK_DAYS),
    }
    return render(request, "training/numbers.html", values)


@needs(LEADS, why="the training office answers the data call on trainings")
@require_safe
def rows(request: HttpRequest, year: int) -> HttpResponse:
    """Give a year's sessions as the data call on trainings asks for them, as CSV."""
    viewer = asker(request)
    on = timezone.localdate(viewer.at)
    if not 2000 <= year <= on.year:
        raise Http404
    made = write_csv(queries.rows_to_send(year, viewer=viewer, on=on))
    headers = {"Content-Disposition": f'attachment; filename="trainings-{year}.csv"'}
    return HttpResponse(made, content_type="text/csv; charset=utf-8", headers=headers)


@needs(LEADS, why="the training office sees where nobody was reached yet")
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Show people at sessions for each 1,000 residents, by town and field of work."""
    viewer = asker(request)
    on = timezone.localdate(viewer.at)
    sector = request.GET.get("sector", "")
    sector = sector if sector in {each.value for each in Sector} else ""
    found = queries.coverage(viewer=viewer, on=on, sector=sector)
    reached = [each for each in found if each.sessions]
    values = {
        "rows": reached,
        "without": [each.town.name for each in found if not each.sessions],
        "chosen": sector,
        "sectors": [(each.value, said) for each, said in SECTORS.items()],
        "dots": list(_dots(found)),
        "high": _high(found),
    }
    return render(request, "training/coverage.html", values)


def _year(typed: str, now: int) -> int:
    return int(typed) if typed.isdecimal() and 2000 <= int(typed[:6]) <= now else now


def _dots(found: list[TownNumbers]) -> list[dict[str, Any]]:
    """Return a dot for each town: where it stands on the map, and how large for its rate."""
    placed = [each for each in found if each.town.lat is not None and each.town.lon is not None]
    if not placed:
        return []
    west = min(each.town.lon or 0 for each in placed)
    east = max(each.town.lon or 0 for each in placed)
    north = max(each.town.lat or 0 for each in placed)
    # A degree of longitude is shorter than one of latitude: about three quarters, here.
    scale = (WIDE - 8) / ((east - west) or 1)
    rates = [each.rate for each in placed if each.rate and not isinstance(each.rate, Hidden)]
    top = float(max(rates, default=1)) or 1.0
    dots = []
    for each in placed:
        rate = each.rate
        if isinstance(rate, Hidden):
            look, size = "hidden", 1.2
        elif rate:
            look, size = "some", 0.8 + 2.2 * (float(rate) / top) ** 0.5
        else:
            look, size = "none", 0.5
        x = 4 + ((each.town.lon or 0) - west) * scale
        y = 4 + (north - (each.town.lat or 0)) * scale / 0.75
        dots.append({"x": round(x, 2), "y": round(y, 2), "r": round(size, 2), "look": look})
    return sorted(dots, key=lambda dot: dot["look"] != "none")


def _high(found: list[TownNumbers]) -> float:
    return max((each["y"] for each in _dots(found)), default=0) + 4

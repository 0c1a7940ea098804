"""The public roster: the Council's seats, and who sits where they agreed to be named."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.apps.council.queries import seats as queries
from fourfold.reference import active_pack
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import open_to_all
from fourfold.security.pages.downloads import csv_file

OPEN = "the seats of a public body; names only of members who agreed"
HEADS = (
    *("code", "seat", "organization", "appointed by", "is vacant", "holder", "designee", "from"),
    *("until", "vacant since"),
)


@open_to_all(OPEN)
@require_safe
def roster(request: HttpRequest) -> HttpResponse:
    """Show everyone the seats."""
    viewer = nobody(timezone.now())
    on = timezone.localdate(viewer.at)
    lines = queries.roster(viewer=viewer, on=on)
    shown = {
        "rows": lines,
        "vacant": sum(each.is_vacant and not each.is_unknown for each in lines),
        "council": active_pack().settings["council"]["name"],
        "on": on,
    }
    return render(request, "council/public_members.html", shown)


@open_to_all(OPEN)
@require_safe
def roster_file(request: HttpRequest) -> HttpResponseBase:
    """Give everyone the seats as CSV."""
    viewer = nobody(timezone.now())
    lines = queries.roster(viewer=viewer, on=timezone.localdate(viewer.at))
    rows = [
        (
            *(each.code, each.seat, each.organization_name, each.appointed_by),
            *(
                "" if each.is_unknown else "yes" if each.is_vacant else "no",
                each.holder,
                each.designee,
            ),
            *(day.isoformat() if day else "" for day in (each.from_on, each.until_on)),
            each.vacant_since.isoformat() if each.vacant_since else "",
        )
        for each in lines
    ]
    return csv_file([HEADS, *rows], name="council-members", at=viewer.at)

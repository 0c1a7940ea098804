"""Searches of a list that one may use, and the form to keep the one on the page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from fourfold.apps.cases.forms.saved import NAMES, PAGES, SaveSearch
from fourfold.apps.cases.queries.saved import searches
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.pages.asking import asker

OPENS = {"cases": Permission.RECORD_READ, "reports": Permission.RECORD_CREATE}
"""What the door of each list asks for: a colleague's search is no way around it."""


def kept_searches(page: str, request: HttpRequest) -> dict[str, Any]:
    """Return for a list what `keep_search.html` shows."""
    given = {"page": page, "address": request.GET.urlencode()}
    return {
        "searches": leads(page, viewer=asker(request)),
        "form": SaveSearch(initial=given, auto_id="keep_%s"),
    }


def leads(page: str, *, viewer: Viewer) -> list[dict[str, Any]]:
    """Return each search of a list one may open, whether it is one's own, and where it leads."""
    if not viewer.may(OPENS[page]):
        return []
    return [
        {
            "search": each,
            "list": NAMES[page],
            "own": each.account == viewer.account,
            "href": f"{reverse(PAGES[each.page])}?{each.address}",
        }
        for each in searches(page, viewer=viewer)
    ]

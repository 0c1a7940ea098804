"""Who asks for what, inside a page behind a door."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import viewer_at


def asker(request: HttpRequest) -> Viewer:
    """Return who asks; a door let them in, so there is somebody."""
    viewer = viewer_at(request)
    if viewer is None:
        raise Http404("A page behind a door was asked by nobody.")
    return viewer


def page_of(request: HttpRequest) -> int:
    """Return which page of a list is asked for, from 1; nonsense is the first."""
    typed = request.GET.get("page", "")
    return max(int(typed), 1) if typed.isdecimal() and len(typed) < 7 else 1

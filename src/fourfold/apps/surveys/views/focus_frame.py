"""What all pages of focus groups share: the group or no page, words of states, a fresh hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fourfold.apps.surveys.queries.focus import GroupLine, group
from fourfold.apps.surveys.rules.focus import NoSuchGroup
from fourfold.apps.surveys.states import ConsentRead, FocusPart, FocusState
from fourfold.security.access.roles import Permission
from fourfold.security.doors import STEP_UP
from fourfold.security.pages.asking import asker

RUN = Permission.SURVEY_RUN
WORKING_HOUR = timedelta(hours=1)
"""Coding takes long, so its pages ask for proof once an hour; the transcript itself, each time."""
TONES = {
    FocusState.PLANNED: "quiet",
    FocusState.HELD: "plain",
    FocusState.TRANSCRIBED: "plain",
    FocusState.CODED: "good",
    FocusState.CLOSED: "quiet",
}


def stands(state: FocusState) -> tuple[str, str]:
    """Return where a group stands, in words, and the tone of its chip."""
    said = {
        FocusState.PLANNED: _("planned"),
        FocusState.HELD: _("held"),
        FocusState.TRANSCRIBED: _("being coded"),
        FocusState.CODED: _("coded"),
        FocusState.CLOSED: _("closed"),
    }
    return said[state], TONES[state]


def parts() -> dict[FocusPart, str]:
    """Return what people of a team do, in words."""
    return {
        FocusPart.LEAD: _("Leads"),
        FocusPart.FACILITATOR: _("Facilitator"),
        FocusPart.NOTES: _("Note taker"),
        FocusPart.CODER: _("Coder"),
    }


def read_how() -> dict[ConsentRead, str]:
    """Return how consent was read, in words."""
    return {
        ConsentRead.ALOUD: _("read aloud"),
        ConsentRead.PAPER: _("on paper"),
        ConsentRead.BOTH: _("aloud and on paper"),
        ConsentRead.NO: _("not read"),
    }


def group_or_404(request: HttpRequest, study: str, focus: str, *, team: bool = False) -> GroupLine:
    """Return the group of an address. team: only for its team; unknown and forbidden look alike."""
    try:
        found = group(focus, study=study, viewer=asker(request))
    except NoSuchGroup:
        raise Http404 from None
    if team and not found.parts:
        raise Http404
    return found


def to(name: str, *gaps: str, at: str = "") -> HttpResponseRedirect:
    """Lead to a page of surveys. at: a place on it."""
    return HttpResponseRedirect(reverse(f"surveys:{name}", args=gaps) + at)


def in_a_fresh_hour(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Ask for proof again where the last is more than an hour old."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **gaps: Any) -> HttpResponseBase:
        viewer = asker(request)
        if viewer.proven_at is None or viewer.at - viewer.proven_at > WORKING_HOUR:
            back = urlencode({"next": request.path})
            return HttpResponseRedirect(f"{reverse(STEP_UP)}?{back}")
        return view(request, *args, **gaps)

    return guarded

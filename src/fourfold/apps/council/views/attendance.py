"""Attendance: the page in the meeting room, and how often each seat came in a year."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.council.actions import attendance as actions
from fourfold.apps.council.forms.meetings import MarkForm
from fourfold.apps.council.queries import attendance as queries
from fourfold.apps.council.queries import meetings as meeting_queries
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.states.attendance import Mark, Stands
from fourfold.apps.council.views.meeting_words import title_of
from fourfold.apps.council.views.needs import READS, WORKS
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

WHY = "who came to a meeting of the Council; it names officials and no person served"
SAID = {
    Stands.ROOM: (gettext_lazy("in the room"), "good"),
    Stands.REMOTE: (gettext_lazy("by phone or video"), "good"),
    Stands.LEFT: (gettext_lazy("left"), "caution"),
    Stands.EXCUSED: (gettext_lazy("excused"), "quiet"),
    Stands.AWAY: (gettext_lazy("not here"), "quiet"),
}
HEADS = ("seat", "name", "meetings", "came", "of these remote", "of these designee", "excused")


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, council_meeting: str) -> HttpResponse:
    """Show who is there and whether that is a quorum; staff mark who comes and goes."""
    viewer = asker(request)
    try:
        meeting = meeting_queries.meeting(council_meeting, viewer=viewer, now=viewer.at)
        if request.method == "POST":
            if not viewer.may(WORKS):
                raise Http404
            if _marked(request, meeting.id, meeting.starts_at):
                here = reverse("council:attendance", args=[meeting.id])
                return HttpResponseRedirect(f"{here}#seat-{request.POST.get('seat', '')[:20]}")
        found = queries.attendance_of(meeting.id, viewer=viewer)
        spans = queries.quorum_line(meeting.id, viewer=viewer)
    except NoSuchPaper:
        raise Http404 from None
    shown = {
        "meeting": meeting,
        "title": title_of(meeting),
        "rows": [(each, *SAID[each.stands], new_id()) for each in found],
        "spans": spans,
        "now": spans[-1] if spans else None,
        "lost": [each for each in spans[1:] if not each.has_quorum],
        "works": viewer.may(WORKS),
        "is_over": meeting.ends_at + actions.LATE < viewer.at,
        "has_begun": meeting.starts_at - actions.EARLY <= viewer.at,
    }
    return render(request, "council/attendance.html", shown)


@needs(READS, why=WHY)
@require_safe
def attendance_year(request: HttpRequest) -> HttpResponse:
    """Show how often each seat came in a year."""
    return render(request, "council/attendance_year.html", _of_year(request))


@needs(READS, why=WHY)
@require_safe
def attendance_file(request: HttpRequest) -> HttpResponseBase:
    """Give the same as a file."""
    shown = _of_year(request)
    lines = [
        (e.seat.code, e.seat.name, *map(str, (e.held, e.came, e.remote, e.designee, e.excused)))
        for e in shown["rows"]
    ]
    name = f"council-attendance-{shown['year']}"
    return csv_file([HEADS, *lines], name=name, at=asker(request).at)


def _of_year(request: HttpRequest) -> dict[str, Any]:
    viewer, asked = asker(request), request.GET.get("year", "")
    years = queries.years(viewer=viewer)
    is_year = asked.isascii() and asked.isdecimal() and len(asked) == 4
    year = int(asked) if is_year else (years or [timezone.localdate(viewer.at).year])[0]
    return {"year": year, "years": years, "rows": queries.of_year(year, viewer=viewer)}


def _marked(request: HttpRequest, meeting: str, starts_at: datetime) -> bool:
    viewer, post = asker(request), request.POST
    seat = post.get("seat", "")
    try:
        if post.get("do") == "back":
            actions.take_back(meeting, seat=seat, by=viewer, at=viewer.at)
            return True
        form = MarkForm(post)
        if not form.is_valid():
            raise Http404
        given = form.cleaned_data
        what = Mark(given["do"])
        moment = form.moment(starts_at, now=viewer.at)
        actions.mark(
            meeting,
            seat=seat,
            what=what,
            moment=moment,
            once=given["once"] or new_id(),
            by_designee=given["designee"],
            by=viewer,
            at=viewer.at,
        )
    except NoSuchPaper:
        raise Http404 from None
    except CouncilError as refused:
        messages.error(request, str(refused))
        return True
    messages.success(request, _("It is written down."))
    return True

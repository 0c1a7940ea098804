"""Meetings for everyone: the list, one with its posted agenda, and a calendar to follow."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fourfold.apps.council.forms.meetings import KINDS
from fourfold.apps.council.queries import materials, minutes, motions
from fourfold.apps.council.queries import meetings as queries
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.views import vote_words
from fourfold.apps.council.views.comparing import SPANISH, in_language
from fourfold.apps.council.views.meeting_words import clock_rows, title_of
from fourfold.apps.council.views.minutes_words import ISSUED, file_of, sheet
from fourfold.apps.council.views.needs import FILES
from fourfold.apps.training.queries.invitations import calendar
from fourfold.documents.minutes import compose
from fourfold.reference import active_pack
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import open_to_all

OPEN = "meetings of the Council are public"


@open_to_all(OPEN)
@require_safe
@in_language
def public_meetings(request: HttpRequest) -> HttpResponse:
    """List the posted meetings: those to come, then those that were."""
    viewer = nobody(timezone.now())
    told = minutes.with_minutes(viewer=viewer)
    rows = [
        (
            each,
            title_of(each),
            queries.posted_agenda(each.id, viewer=viewer) is not None,
            each.id in told,
        )
        for each in queries.meetings(viewer=viewer, now=viewer.at)[:60]
    ]
    shown = {
        "coming": [each for each in reversed(rows) if each[0].ends_at > viewer.at],
        "past": [each for each in rows if each[0].ends_at <= viewer.at],
        "feed": request.build_absolute_uri(reverse("council_public:meetings_feed")),
    }
    return render(request, "council/public_meetings.html", shown | _other("meetings"))


@open_to_all(OPEN)
@require_safe
@in_language
def public_meeting(request: HttpRequest, council_meeting: str) -> HttpResponse:
    """Show one meeting to everyone: when, where, the agenda as posted, and what changed in it."""
    viewer = nobody(timezone.now())
    try:
        found = queries.meeting(council_meeting, viewer=viewer, now=viewer.at)
    except NoSuchPaper:
        raise Http404 from None
    issues = minutes.issues(found.id, viewer=viewer)
    holds = minutes.latest(found.id, viewer=viewer)
    shown = {
        "meeting": found,
        "title": title_of(found),
        "clocks": clock_rows(found.clocks),
        "posted": queries.posted_agenda(found.id, viewer=viewer),
        "materials": materials.materials(found.id, viewer=viewer),
        # Minutes tell the votes themselves; until they are out, the votes stand here.
        "votes": [] if holds else vote_words.decided(motions.motions_of(found.id, viewer=viewer)),
        "minutes": holds,
        "minutes_said": ISSUED[holds.what] if holds else None,
        "sheet": sheet(holds.told) if holds else None,
        "earlier": [(each, ISSUED[each.what]) for each in issues] if len(issues) > 1 else [],
    }
    return render(request, "council/public_meeting.html", shown | _other("meeting", found.id))


@open_to_all(OPEN)
@require_safe
def minutes_file(request: HttpRequest, council_meeting: str, council_file: str) -> HttpResponse:
    """Give everyone the minutes that hold, or an earlier paper, as HTML, PDF or Word file."""
    viewer = nobody(timezone.now())
    if council_file not in FILES:
        raise Http404
    one = request.GET.get("issue", "")
    try:
        found = queries.meeting(council_meeting, viewer=viewer, now=viewer.at)
        told = (
            minutes.issue(one, meeting=found.id, viewer=viewer)
            if one
            else minutes.latest(found.id, viewer=viewer)
        )
    except NoSuchPaper:
        raise Http404 from None
    if told is None:
        raise Http404
    language = "es" if request.GET.get("language") == "es" else "en"
    return file_of(compose(told.told, language=language), council_file)


@open_to_all(OPEN)
@require_safe
def meetings_feed(request: HttpRequest) -> HttpResponse:
    """Give the posted meetings as a calendar that programs follow."""
    at = timezone.now()
    titles = {each: str(said) for each, said in KINDS.items()}
    found = queries.appointments(titles, viewer=nobody(at))
    made = calendar(found, named=str(active_pack().settings["council"]["name"]), at=at)
    headers = {
        "Content-Disposition": 'inline; filename="meetings.ics"',
        "Cache-Control": "public, max-age=900",
    }
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers=headers)


def _other(page: str, *args: str) -> dict[str, Any]:
    """Return the pages in this language, and where this one stands in the other."""
    in_spanish = get_language() == SPANISH
    here, there = ("_es", "") if in_spanish else ("", "_es")
    return {
        "list_page": f"council_public:meetings{here}",
        "meeting_page": f"council_public:meeting{here}",
        "other": {
            "href": reverse(f"council_public:{page}{there}", args=args),
            "code": "en" if in_spanish else "es",
            "words": "In English" if in_spanish else "En español",
        },
    }

"""One office in one call: a later day, excused, nothing to report, and each of them taken back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.apps.submissions import queries as front
from fourfold.apps.submissions.actions import asking
from fourfold.apps.submissions.forms import calls as forms
from fourfold.apps.submissions.queries import calls as queries
from fourfold.apps.submissions.queries import reminders
from fourfold.apps.submissions.states import Answered
from fourfold.apps.submissions.views import call_words as words
from fourfold.apps.submissions.views.call_page import call_or_404, deed, head_of
from fourfold.apps.submissions.views.call_words import posted
from fourfold.apps.submissions.views.calls import OPENS
from fourfold.apps.submissions.views.meanwhile import Now
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

ANSWERED = (Answered.SENT, Answered.ACCEPTED)


@needs(OPENS, why="shows where one office stands in a call")
@require_GET
def asked_office(request: HttpRequest, call: str, office: str) -> HttpResponse:
    """Show one office in a call, and what can be done."""
    viewer = asker(request)
    found, line = _found(call, office, viewer)
    stands, tone = words.STANDS[line.answered]
    told = [each for each in reminders.went(call, viewer=viewer) if each.organization == office]
    open_here = found.closed_at is None
    values = head_of(found, words.today()) | {
        "line": line,
        "office": queries.office_of(office, viewer=viewer),
        "stands": stands,
        "tone": tone,
        "kind": words.KINDS[line.kind],
        "district": words.district_names(on=words.today()).get(line.district, ""),
        "town": words.town_names().get(line.town, ""),
        "due_of_office": words.due_in_words(line.due_on, on=words.today()),
        "told": [
            (words.reminder_day(each.days), words.WAYS[each.way], *words.REMINDED[each.state], each)
            for each in told
        ],
        "may_wait": open_here and line.answered not in ANSWERED,
        "nothing": line.answered is Answered.NOTHING,
        "excused": line.answered is Answered.EXCUSED,
        "open_here": open_here,
        "missing": line.answered in words.MISSING,
    }
    return render(request, "submissions/asked_office.html", values)


@needs(OPENS, why="changes what one office owes in a call")
@require_http_methods(["GET", "HEAD", "POST"])
def office_deed(request: HttpRequest, call: str, office: str, asked_deed: str) -> HttpResponse:
    """Do one thing with an office in a call: what is said in DEEDS."""
    viewer = asker(request)
    found, line = _found(call, office, viewer)
    if asked_deed not in DEEDS:
        raise Http404
    kind, title, button, done, lead = DEEDS[asked_deed]()

    def now() -> Now:
        _call, stands = _found(call, office, viewer)
        held = {"due_on": stands.due_on} if asked_deed == "day" else {}
        return Now(held, stands.changes, stands.changed_by, stands.changed_at)

    form = kind(posted(request), initial=now().shown())

    def act(given: dict[str, Any]) -> None:
        _do(asked_deed, given, call=call, office=office, viewer=viewer)

    back = reverse("submissions:asked_office", args=[call, office])
    said = {"title": title, "button": button, "lead": f"{line.name}. {lead}".strip()}
    return deed(request, found, form, act, done=done, said=said, back=back, now=now)


def _do(deed_: str, given: dict[str, Any], *, call: str, office: str, viewer: Viewer) -> None:
    who: dict[str, Any] = {"organization": office, "by": viewer, "at": viewer.at}
    if deed_ == "day":
        asking.grant_later_day(call, due_on=given["due_on"], version=given["version"], **who)
    elif deed_ == "excuse":
        asking.excuse(call, why=given["why"], **who)
    elif deed_ == "ask-again":
        asking.no_longer_excuse(call, **who)
    elif deed_ == "nothing":
        asking.nothing_to_report(call, **who)
    else:
        asking.something_to_report(call, **who)


DEEDS: dict[str, Any] = {
    "day": lambda: (
        forms.LaterDay,
        _("Grant a later day"),
        _("Grant this day"),
        _("The day is kept. Reminders go by it."),
        "",
    ),
    "excuse": lambda: (
        forms.Why,
        _("Excuse this office"),
        _("Excuse it"),
        _("The office is excused."),
        _("It owes no answer in this call and gets no reminder."),
    ),
    "ask-again": lambda: (
        forms.Sure,
        _("Ask this office again"),
        _("Ask it again"),
        _("The office is asked again."),
        _("It is no longer excused."),
    ),
    "nothing": lambda: (
        forms.Sure,
        _("The office has nothing to report"),
        _("Keep this answer"),
        _("The answer is kept: nothing to report."),
        _("Use this when the office told you so. It is an answer, so no more reminders are sent."),
    ),
    "something": lambda: (
        forms.Sure,
        _("The office has something to report after all"),
        _("Take the answer back"),
        _("The answer is taken back. The office is missing again."),
        "",
    ),
}
"""By the last part of the address: form, title, button, what was done, and what it means."""


def _found(call: str, office: str, viewer: Viewer) -> tuple[queries.Call, front.Line]:
    found = call_or_404(call, viewer)
    lines = front.board(call, viewer=viewer, on=words.today()).lines
    line = next((each for each in lines if each.organization == office), None)
    if line is None:
        raise Http404
    return found, line

"""Sessions for those who plan and give them: the calendar, one session, planning, calling off."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.apps.training.actions import sessions as actions
from fourfold.apps.training.forms.sessions import AddForm, CountForm, OffForm, SessionForm
from fourfold.apps.training.queries import certificates as certificate_queries
from fourfold.apps.training.queries import invitations as invitation_queries
from fourfold.apps.training.queries import sessions as queries
from fourfold.apps.training.queries.sessions import SessionLine
from fourfold.apps.training.queries.trainers import choices
from fourfold.apps.training.rules.courses import courses, town_names
from fourfold.apps.training.rules.sessions import BadSession, TrainingError
from fourfold.apps.training.states import Credit, Language, Sector, Stands
from fourfold.apps.training.views import surveys, words
from fourfold.apps.training.views.words import GIVES, LEADS, posted
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker


@needs(GIVES, why="shows the sessions one gives, or all of them to the training office")
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """List sessions to come, or past ones, by month."""
    viewer, past = asker(request), request.GET.get("when") == "past"
    on = timezone.localdate(viewer.at)
    if past:
        found = queries.sessions(viewer=viewer, until_on=on)[::-1]
    else:
        found = queries.sessions(viewer=viewer, from_on=on)
    towns = town_names()
    rows = [(each, towns.get(each.town, each.town), _sector(each.sector)) for each in found]
    months = groupby(rows, key=lambda row: timezone.localdate(row[0].starts_at).replace(day=1))
    values = {
        "past": past,
        "months": [(month, list(each)) for month, each in months],
        "leads": viewer.may(LEADS),
    }
    return render(request, "training/calendar.html", values)


@needs(GIVES, why="shows one session with its list, to those who give it")
@require_safe
def session(request: HttpRequest, training: str) -> HttpResponse:
    """Show a session: its facts, who is there, and what can be done now."""
    viewer = asker(request)
    found = session_or_404(training, viewer)
    return render(request, "training/session.html", page_of(found, viewer=viewer))


@needs(LEADS, why="the training office plans sessions")
@require_http_methods(["GET", "HEAD", "POST"])
def new_session(request: HttpRequest) -> HttpResponse:
    """Plan a session."""
    viewer = asker(request)
    form = SessionForm(posted(request), offers=_offers(viewer))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan(form.plan(), by=viewer)
        except BadSession as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The session is planned."))
            return HttpResponseRedirect(reverse("training:session", args=[made]))
    return render(request, "training/session_form.html", {"form": form})


@needs(LEADS, why="the training office changes what was planned")
@require_http_methods(["GET", "HEAD", "POST"])
def change_session(request: HttpRequest, training: str) -> HttpResponse:
    """Change a session."""
    viewer = asker(request)
    found = session_or_404(training, viewer)
    held = {
        name: getattr(found, name) for name in SessionForm.base_fields if name != "trainers"
    } | {"trainers": [number for number, _name in found.trainers]}
    form = SessionForm(posted(request), initial=held, offers=_offers(viewer))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(training, to=form.plan(), by=viewer)
        except TrainingError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The changes are kept."))
            return HttpResponseRedirect(reverse("training:session", args=[training]))
    return render(request, "training/session_form.html", {"form": form, "session": found})


@needs(LEADS, why="the training office calls a session off")
@require_POST
def call_off(request: HttpRequest, training: str) -> HttpResponse:
    """Call a session off, with a reason."""
    viewer = asker(request)
    found = session_or_404(training, viewer)
    form = OffForm(request.POST)
    if form.is_valid():
        return done(
            request,
            training,
            lambda: actions.call_off(training, why=form.cleaned_data["why"], by=viewer),
            said=_("The session is called off. You can hold it after all."),
        )
    values = page_of(found, viewer=viewer) | {"off_form": form, "off_open": True}
    return render(request, "training/session.html", values, status=422)


@needs(LEADS, why="the training office takes a cancellation back")
@require_POST
def hold_after_all(request: HttpRequest, training: str) -> HttpResponse:
    """Hold a session after all."""
    viewer = asker(request)
    return done(
        request,
        training,
        lambda: actions.hold_after_all(training, by=viewer),
        said=_("The session is held after all."),
    )


def session_or_404(training: str, viewer: Viewer) -> SessionLine:
    """Return a session of the viewer's, or the answer of an address that does not exist."""
    found = queries.session(training, viewer=viewer)
    if found is None:
        raise Http404
    return found


def done(request: HttpRequest, training: str, act: Any, *, said: str) -> HttpResponse:
    """Do something to a session, tell how it went, and lead back to its page."""
    session_or_404(training, asker(request))
    try:
        act()
    except TrainingError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("training:session", args=[training]))


def page_of(found: SessionLine, *, viewer: Viewer) -> dict[str, Any]:
    """Return what the page of a session shows."""
    course = courses().get(found.course)
    listed = [] if found.counts_only else queries.listed(found.id, viewer=viewer)
    papers = {each.line: each for each in certificate_queries.of_session(found.id, viewer=viewer)}
    valid = [each for each in papers.values() if each.revoked_at is None]
    mailed = invitation_queries.mailed([each.id for each in valid], viewer=viewer)
    reached = {each.id for each in listed if each.mail}
    return {
        "session": found,
        "course": course,
        "town": town_names().get(found.town, found.town),
        "sector": _sector(found.sector),
        "spoken": words.LANGUAGES[Language(found.language)],
        "credit": words.CREDITS[Credit(found.credit)] if found.credit else "",
        "leads": viewer.may(LEADS),
        "has_begun": found.starts_at <= viewer.at,
        "rows": [
            (each, *words.STANDS[each.stands], words.WAYS[each.way], papers.get(each.id))
            for each in listed
        ],
        "has_ended": found.ends_at <= viewer.at,
        "papers": len(valid),
        "papers_by_mail": any(each.line in reached and each.id not in mailed for each in valid),
        "mailed": len(mailed),
        "to_issue": sum(
            each.stands is Stands.CONFIRMED and bool(each.name) and each.id not in papers
            for each in listed
        ),
        "waits": sum(each.stands is Stands.WAITS for each in listed),
        "add_form": AddForm(auto_id="add_%s"),
        "count_form": CountForm(initial={"counted": found.counted}, auto_id="count_%s"),
        "off_form": OffForm(auto_id="off_%s"),
        **surveys.on_page(found, viewer=viewer),
    }


def _sector(code: str) -> Any:
    return words.SECTORS[Sector(code)]


def _offers(viewer: Viewer) -> dict[str, list[Any]]:
    choose = ("", _("Choose"))
    known = [(each.code, each.title) for each in courses().values()]
    return {
        "course": [choose, *known],
        "town": [choose, *town_names().items()],
        "language": [(each.value, said) for each, said in words.LANGUAGES.items()],
        "sector": [choose, *((each.value, said) for each, said in words.SECTORS.items())],
        "credit": [("", _("None")), *((each.value, said) for each, said in words.CREDITS.items())],
        "trainers": choices(viewer=viewer, on=timezone.localdate(viewer.at)),
    }

"""One review of a case: what each discipline did, what came of it, what the team agreed to do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourfold.apps.cases.actions import reviews as actions
from fourfold.apps.cases.actions.records import ChangeError, DoneBefore
from fourfold.apps.cases.forms import teams as forms
from fourfold.apps.cases.queries import reviews as review_queries
from fourfold.apps.cases.queries import teams as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.states.drafts import DraftKind
from fourfold.apps.cases.states.teams import ActionState, MoveNotAllowed, ReviewState
from fourfold.apps.cases.views import drafting
from fourfold.apps.cases.views.case import heading, opened_for
from fourfold.apps.cases.views.meetings import said
from fourfold.apps.cases.views.saying import in_words
from fourfold.apps.cases.views.team_words import (
    RESULTS,
    REVIEW_STATES,
    result_facts,
    to_dos,
    tracks_in_words,
)
from fourfold.security.access.policy import Discipline
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown, Purpose, Sight
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import names_of
from fourfold.security.pages.seats import SEAT_NAMES, seat_name, team_name


@needs(Permission.RECORD_READ, why="shows a team's review of a case that is yours to know")
@require_GET
def review(request: HttpRequest, case: str, review: str) -> HttpResponse:
    """Show one review as this viewer may see it."""
    opened, seen = _opened(request, case, review)
    return render(request, "cases/team_review.html", _values(opened, seen))


@needs(Permission.RECORD_WRITE, why="the coordinator notes what each discipline did")
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, case: str, review: str) -> HttpResponse:
    """Note the review; if another coordinator did meanwhile, say so and keep what was typed."""
    opened, seen = _opened(request, case, review)
    _check_runs(opened, seen)
    found = seen.record
    tracks = review_queries.last_tracks(found, viewer=opened.viewer)
    held = {name: code for name, code, _on in tracks}
    days = {f"{name}_on": on for name, _code, on in tracks}
    form = forms.Note(
        request.POST or None,
        initial=held | days | {"next_on": found.next_on, "version": opened.case.version},
    )
    if request.method == "POST" and form.is_valid():
        noted = actions.Noted(form.codes(), form.days(), form.cleaned_data["next_on"])
        version = form.cleaned_data["version"]
        try:
            actions.note(review, case=case, noted=noted, by=opened.viewer, version=version)
        except NotKnown:
            raise Http404 from None
        except (ChangeError, MoveNotAllowed) as refused:
            form.add_error(None, said(refused))
            form.data = request.POST.dict() | {"version": str(opened.case.version)}
        else:
            messages.success(request, _("Noted. Add what the team agreed to do."))
            return _to(case, review)
    return render(request, "cases/team_note.html", _values(opened, seen) | {"form": form})


@needs(Permission.RECORD_WRITE, why="who keeps the case writes what came of the team's work")
@require_http_methods(["GET", "HEAD", "POST"])
def results(request: HttpRequest, case: str, review: str) -> HttpResponse:
    """Write down results; what stands there already is never shown in the form."""
    opened, seen = _opened(request, case, review)
    if not review_queries.may_write_results(opened, viewer=opened.viewer):
        raise Http404
    form = forms.Results(request.POST or None, initial={"version": opened.case.version})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        codes = {name: typed[name] or None for name in RESULTS}
        came = actions.Came(codes, typed["court_on"], typed["told"])
        try:
            actions.note_results(
                review, case=case, came=came, by=opened.viewer, version=typed["version"]
            )
        except NotKnown:
            raise Http404 from None
        except ChangeError as refused:
            form.add_error(None, said(refused))
            form.data = request.POST.dict() | {"version": str(opened.case.version)}
        else:
            drafting.saved(request)
            messages.success(request, _("Written down. Each member sees what their part needs."))
            return _to(case, review)
    typing = drafting.put_back(form, DraftKind.RESULTS, of=opened, about=review)
    values = _values(opened, seen) | {"form": form, "typing": typing}
    return render(request, "cases/team_results.html", values)


@needs(Permission.RECORD_WRITE, why="the coordinator notes what the team agreed to do")
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, case: str, review: str) -> HttpResponse:
    """Add something the team agreed to do, with its owner."""
    opened, seen = _opened(request, case, review)
    _check_runs(opened, seen)
    form = forms.Agree(request.POST or None, who=_who(seen, opened), initial={"key": new_id()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        discipline, _colon, owner = typed["who"].partition(":")
        to_do = actions.ToDo(typed["what"], discipline, owner, typed["due_on"])
        try:
            actions.agree(review, case=case, to_do=to_do, by=opened.viewer, key=typed["key"])
        except DoneBefore:
            return _to(case, review)
        except NotKnown:
            raise Http404 from None
        except ChangeError as refused:
            form.add_error(None, said(refused))
        else:
            messages.success(request, _("Noted. It stands on its owner’s first page."))
            return _to(case, review)
    return render(request, "cases/team_agree.html", _values(opened, seen) | {"form": form})


@needs(Permission.RECORD_WRITE, why="the coordinator puts a review off")
@require_POST
def put_off(request: HttpRequest, case: str, review: str) -> HttpResponse:
    """Take a case from the agenda, to be put on a later one."""
    viewer = asker(request)
    try:
        actions.put_off(review, case=case, by=viewer)
        messages.success(request, _("Put off. Put it on the agenda of a later meeting."))
    except NotKnown:
        raise Http404 from None
    except (ChangeError, MoveNotAllowed) as refused:
        messages.error(request, said(refused))
    return _to(case, review)


@needs(Permission.RECORD_WRITE, why="notes what became of something agreed")
@require_POST
def end_to_do(request: HttpRequest, case: str, action: str) -> HttpResponse:
    """Note that something agreed was done or dropped."""
    viewer = asker(request)
    how = request.POST.get("how", "")
    if how not in (ActionState.DONE, ActionState.DROPPED):
        raise Http404
    try:
        actions.end(action, case=case, how=ActionState(how), by=viewer)
        messages.success(request, _("Noted."))
    except NotKnown:
        raise Http404 from None
    except ChangeError as refused:
        messages.error(request, said(refused))
    return HttpResponseRedirect(reverse("cases:case", args=[case]) + "#team")


def _opened(request: HttpRequest, case: str, review: str) -> tuple[OpenCase, Sight[Any]]:
    opened = opened_for(asker(request), case)
    try:
        return opened, review_queries.review_of(opened, review=review, viewer=opened.viewer)
    except NotKnown:
        raise Http404 from None


def _check_runs(opened: OpenCase, seen: Sight[Any]) -> None:
    if not queries.runs(seen.record.team, viewer=opened.viewer):
        raise Http404


def _who(seen: Sight[Any], opened: OpenCase) -> list[tuple[Any, Any]]:
    members = queries.roster(seen.record.team, viewer=opened.viewer)
    names = names_of({each.account for each in members})
    people = [
        (
            f"{each.discipline}:{each.account}",
            f"{names[each.account]}, {seat_name(each.discipline)}",
        )
        for each in members
    ]
    whole = [(each.value, name) for each, name in SEAT_NAMES.items() if each in set(Discipline)]
    return [(_("One person"), people), (_("A discipline as a whole"), whole)]


def _values(opened: OpenCase, seen: Sight[Any]) -> dict[str, Any]:
    found, viewer = seen.record, opened.viewer
    state, tone = REVIEW_STATES[ReviewState(found.state)]
    return heading(opened) | {
        "review": found,
        "team_name": team_name(found.team),
        "state_said": state,
        "tone": tone,
        "meeting": found.meeting,
        "in_team": found.team in viewer.disciplines,
        "tracks": tracks_in_words(review_queries.tracks_of(found, viewer=viewer)),
        "next_on": in_words(found.next_on),
        "results": result_facts(opened, seen),
        "to_do": to_dos(
            review_queries.to_dos_of(opened, review=found.pk, viewer=viewer), viewer=viewer
        ),
        "runs": queries.runs(found.team, viewer=viewer),
        "writes": review_queries.may_write_results(opened, viewer=viewer),
        "show": reverse("cases:show_value", args=[opened.case.id]),
        "purposes": [(each.value, _(each.label)) for each in Purpose],
    }


def _to(case: str, review: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cases:review", args=[case, review]))

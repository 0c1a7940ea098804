"""Referrals as their service sees them: the list, what may be told of one, its answer, notes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.cases.actions import answers, notes
from fourfold.apps.cases.actions.answers import Answer, AnsweredMeanwhile
from fourfold.apps.cases.actions.records import DoneBefore
from fourfold.apps.cases.forms import services as forms
from fourfold.apps.cases.queries import received as queries
from fourfold.apps.cases.queries.received import Line, Received, ToldFact
from fourfold.apps.cases.rules.referring import ReferringError
from fourfold.apps.cases.states.services import (
    WITH_THE_SERVICE,
    MoveNotAllowed,
    ReferralState,
)
from fourfold.apps.cases.views.saying import code_in_words, in_words
from fourfold.apps.cases.views.service_words import when
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NeedsProof, NoPurpose, NotKnown, Purpose
from fourfold.security.access.viewer import Viewer
from fourfold.security.consent.notices import NoticeMissing
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.consent_fields import PURPOSE_WORDS
from fourfold.security.pages.frame import agency_name, name_of, names_of

S = ReferralState
PURPOSES = (Purpose.TO_GIVE_A_SERVICE, Purpose.TO_REACH_THE_PERSON, Purpose.TO_KEEP_SAFE)


@needs(Permission.NOTES_HOLD, why="lists the referrals that came to one's organization")
@require_http_methods(["GET", "HEAD"])
def referrals_here(request: HttpRequest) -> HttpResponse:
    """List the referrals that are with the viewer's organization."""
    found = [_said(each) for each in queries.listed(viewer=asker(request))]
    values = {
        "waiting": [each for each in found if each["line"].state == S.SENT],
        "here": [each for each in found if each["line"].state in WITH_THE_SERVICE - {S.SENT}],
        "over": [each for each in found if each["line"].state not in WITH_THE_SERVICE],
    }
    return render(request, "cases/referrals_here.html", values)


@needs(Permission.NOTES_HOLD, why="shows a referral that came to one's organization")
@require_http_methods(["GET", "HEAD"])
def referral_here(request: HttpRequest, referral: str) -> HttpResponse:
    """Show one referral with what a consent lets be told."""
    return _page(request, _found(asker(request), referral))


@needs(Permission.NOTES_HOLD, why="shows one masked fact, for a purpose", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def show_told(request: HttpRequest, referral: str) -> HttpResponse:
    """Show one masked fact of a referral; after a fresh proof it is asked for again."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("cases:referral_here", args=[referral]))
    viewer = asker(request)
    asked = {"show": request.POST.get("value", ""), "purpose": request.POST.get("purpose", "")}
    try:
        return _page(request, _found(viewer, referral, **asked))
    except (NoPurpose, NeedsProof, NoticeMissing) as problem:
        messages.error(request, str(problem))
    return HttpResponseRedirect(reverse("cases:referral_here", args=[referral]))


@needs(Permission.NOTES_HOLD, why="answers a referral that came to one's organization")
@require_POST
def answer_referral(request: HttpRequest, referral: str) -> HttpResponse:
    """Accept, decline, put on a waiting list, or say that the service ended."""
    viewer = asker(request)
    found = _found(viewer, referral)
    form = forms.Reply(request.POST, answers=found.answers)
    if not form.is_valid():
        _say_who_was_first(request, found)
        return _page(request, found, form=form)
    typed = form.cleaned_data
    try:
        answers.answer(referral, said=said_of(typed), version=typed["version"] or 0, by=viewer)
    except NotKnown:
        raise Http404 from None
    except AnsweredMeanwhile as first:
        _say_first(request, first.by, first.at, first.state)
        return _page(request, _found(viewer, referral), form=_again(request, viewer, referral))
    except (ReferringError, MoveNotAllowed) as refused:
        form.add_error(None, str(refused))
        return _page(request, found, form=form)
    messages.success(request, _("Your answer is kept, and the worker is told."))
    return HttpResponseRedirect(reverse("cases:referral_here", args=[referral]))


@needs(Permission.NOTES_HOLD, why="a provider reads and writes their own notes", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def notes_here(request: HttpRequest, referral: str) -> HttpResponse:
    """Show the viewer's own privileged notes, and keep a new one."""
    viewer = asker(request)
    form = forms.Privileged(request.POST or None, initial={"once": new_id()})
    if request.method == "POST" and form.is_valid():
        try:
            notes.write_note(referral, **form.cleaned_data, by=viewer)
        except NotKnown:
            raise Http404 from None
        except DoneBefore as before:
            messages.info(request, str(before))
        else:
            messages.success(request, _("The note is kept. Only you can open it."))
        return HttpResponseRedirect(reverse("cases:notes_here", args=[referral]))
    try:
        found = queries.notes(referral, viewer=viewer)
    except NotKnown:
        raise Http404 from None
    values = {"referral": referral, "notes": found, "form": form}
    return render(request, "cases/notes_here.html", values)


def said_of(typed: dict[str, Any]) -> Answer:
    """Return what a form says as an answer."""
    return Answer(
        then=typed["then"],
        reason=typed["reason"],
        words=typed["words"],
        begins_on=typed.get("begins_on"),
    )


def facts_in_words(facts: tuple[ToldFact, ...] | None) -> list[dict[str, Any]]:
    """Return facts as a page shows them."""
    told = facts or ()
    return [{"fact": each, "label": each.label, "value": in_words(each.value)} for each in told]


def _found(viewer: Viewer, referral: str, **asked: str) -> Received:
    try:
        return queries.received(referral, viewer=viewer, **asked)
    except NotKnown:
        raise Http404 from None


def _page(
    request: HttpRequest, found: Received, *, form: forms.Reply | None = None
) -> HttpResponse:
    blank = forms.Reply(answers=found.answers, initial={"version": found.line.version})
    facts = facts_in_words(found.facts)
    values = _said(found.line) | {
        "found": found,
        "facts": [each for each in facts if not each["fact"].is_sud],
        "sud": [each for each in facts if each["fact"].is_sud],
        "form": (form or blank) if found.answers else None,
        "unkept": "" if found.answers else request.POST.get("words", "")[: forms.WORDS],
        "show": reverse("cases:show_told", args=[found.line.id]),
        "purposes": [(each.value, _(each.label)) for each in PURPOSES],
        "sent_by": name_of(found.line.sent_by),
        "answered_by": name_of(found.line.answered_by) if found.line.answered_by else "",
    }
    return render(request, "cases/referral_here.html", values)


def _said(line: Line) -> dict[str, Any]:
    words, tone = forms.STATES[S(line.state)]
    return {
        "line": line,
        "kind": code_in_words(line.kind),
        "from_agency": agency_name(line.from_agency),
        "purpose": PURPOSE_WORDS[line.purpose],
        "stands": words,
        "tone": tone,
        "reason": forms.reason_words(line.state, line.reason),
        "number": " ".join(line.id[at : at + 4] for at in range(0, 16, 4)),
    }


def _say_who_was_first(request: HttpRequest, found: Received) -> None:
    """Tell the second of two who answer, whose form no longer fits, what the first did."""
    line = found.line
    if request.POST.get("version", "") != str(line.version) and line.answered_by:
        _say_first(request, line.answered_by, line.answered_at, S(line.state))


def _say_first(request: HttpRequest, by: str, at: Any, state: S) -> None:
    said = _("{who} answered this at {when}: {state}. Nothing of yours was sent.")
    who = names_of({by})[by]
    words = str(forms.STATES[state][0]).lower()
    messages.warning(request, said.format(who=who, when=when(at), state=words))


def _again(request: HttpRequest, viewer: Viewer, referral: str) -> forms.Reply | None:
    """Return the form with what was typed, fit for the state that is there now."""
    found = _found(viewer, referral)
    if not found.answers:
        return None
    kept = {name: request.POST.get(name, "") for name in ("then", "reason", "words")}
    return forms.Reply(answers=found.answers, initial=kept | {"version": found.line.version})

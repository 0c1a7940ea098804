"""Quotes of a focus group, for its team: proposed, cleared by somebody else, taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.surveys.actions import focus_quotes as actions
from fourfold.apps.surveys.actions.focus_texts import note_opening
from fourfold.apps.surveys.forms.focus_codes import QuoteForm
from fourfold.apps.surveys.queries import focus_quotes as queries
from fourfold.apps.surveys.queries.focus_codes import book
from fourfold.apps.surveys.queries.focus_texts import transcript
from fourfold.apps.surveys.rules import SurveyError
from fourfold.apps.surveys.rules.focus import NoSuchGroup
from fourfold.apps.surveys.rules.focus_pointing import pointers
from fourfold.apps.surveys.states import MoveNotAllowed, QuoteState
from fourfold.apps.surveys.views.focus_frame import RUN, group_or_404, in_a_fresh_hour, to
from fourfold.reference import active_pack
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker

CHECKS = ("name", "place", "rare")


@needs(RUN, why="the team proposes and clears quotes, never the same person both")
@require_http_methods(["GET", "HEAD", "POST"])
@in_a_fresh_hour
def quotes(request: HttpRequest, study: str, focus: str) -> HttpResponse:
    """Show a group's quotes; propose one of a turn, clear, refuse or take one back."""
    viewer, found = asker(request), group_or_404(request, study, focus, team=True)
    _note(request, focus)
    codes = book(study, viewer=viewer)
    turn = request.GET.get("turn", "")[:12]
    said = ""
    if turn:
        kept = transcript(focus, viewer=viewer)
        said = next((each.text for each in kept.turns if each.id == turn), "")
        if not said:
            raise Http404
    if request.method == "POST" and request.POST.get("do") != "propose":
        return _decide(request, study, focus)
    form = QuoteForm(
        request.POST or None,
        codes=codes.used,
        initial={"once": new_id(), "words": said[:2000]},
    )
    if request.method == "POST":
        if not said:
            raise Http404
        if form.is_valid():
            given = form.cleaned_data
            code = next(each for each in codes.used if each.key == given["code"])
            try:
                actions.propose_quote(
                    focus,
                    turn=turn,
                    said=said,
                    words=given["words"],
                    code=code,
                    once=given["once"],
                    by=viewer,
                    at=viewer.at,
                )
            except NoSuchGroup:
                raise Http404 from None
            except SurveyError as refused:
                form.add_error("words", str(refused))
            else:
                messages.success(request, _("Proposed. Somebody else of the team decides."))
                return to("focus_quotes", study, focus)
    names = {each.key: each.name for each in codes.codes}
    places = [each.name for each in active_pack().towns]
    shown: dict[str, Any] = {
        "study": {"id": study, "title": found.study_title},
        "group": found,
        "said": said,
        "form": form,
        "hints": [each.text for each in pointers(said, places=places)],
        "quotes": [
            (
                each,
                names.get(each.code, each.code),
                *_stands(each.state),
                [one.text for one in pointers(each.words, places=places)],
            )
            for each in queries.quotes(focus, viewer=viewer)
        ],
        "checks": _checks(),
    }
    return render(request, "surveys/focus_quotes.html", shown, status=422 if form.errors else 200)


def _decide(request: HttpRequest, study: str, focus: str) -> HttpResponse:
    viewer = asker(request)
    do, _colon, quote = request.POST.get("do", "").partition(":")
    why = request.POST.get("why", "")[:400]
    who: dict[str, Any] = {"by": viewer, "at": viewer.at}
    try:
        if do == "clear":
            checked = all(each in request.POST for each in CHECKS)
            actions.clear_quote(quote, checked=checked, **who)
            messages.success(request, _("Cleared. It may be printed."))
        elif do == "refuse":
            actions.refuse_quote(quote, why=why, **who)
            messages.success(request, _("Refused. It stays with the team."))
        else:
            actions.withdraw_quote(quote, why=why, **who)
            messages.success(request, _("Taken back. It is not printed from now on."))
    except NoSuchGroup:
        raise Http404 from None
    except (SurveyError, MoveNotAllowed) as refused:
        messages.error(request, str(refused))
    return to("focus_quotes", study, focus)


def _note(request: HttpRequest, focus: str) -> None:
    viewer = asker(request)
    try:
        note_opening(focus, what="quotes", by=viewer, at=viewer.at)
    except NoSuchGroup:
        raise Http404 from None


def _checks() -> list[tuple[str, str]]:
    return [
        ("name", _("There is no name in it, nor a nickname")),
        ("place", _("There is no place, office or day that tells who it was")),
        ("rare", _("There is no rare combination that somebody would know")),
    ]


def _stands(state: QuoteState) -> tuple[str, str]:
    said = {
        QuoteState.PROPOSED: (_("waits for somebody else"), "caution"),
        QuoteState.CLEARED: (_("cleared"), "good"),
        QuoteState.REFUSED: (_("refused"), "stop"),
        QuoteState.WITHDRAWN: (_("taken back"), "quiet"),
    }
    return said[state]

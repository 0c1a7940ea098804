"""What was said in a focus group, for its team: brought, corrected, read, taken along; memos."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.surveys.actions import focus_texts as actions
from fourfold.apps.surveys.forms.focus import MemoForm, TranscriptForm
from fourfold.apps.surveys.queries import focus_texts as queries
from fourfold.apps.surveys.queries.focus import GroupLine, guide
from fourfold.apps.surveys.queries.focus_codes import book
from fourfold.apps.surveys.rules import SurveyError
from fourfold.apps.surveys.rules.focus import ChangedMeanwhile, NoSuchGroup
from fourfold.apps.surveys.rules.focus_pointing import Hint, pointers_of
from fourfold.apps.surveys.rules.focus_texts import as_typed
from fourfold.apps.surveys.states import FocusState, MoveNotAllowed
from fourfold.apps.surveys.views.focus_frame import RUN, group_or_404, in_a_fresh_hour, to
from fourfold.reference import active_pack
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import stream_file


@needs(RUN, why="the team keeps what was said; nothing kept before is shown")
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, study: str, focus: str) -> HttpResponse:
    """Keep a first transcript, or the correction that was typed on the page for it."""
    viewer, found = asker(request), group_or_404(request, study, focus, team=True)
    if request.method != "POST" and queries.newest_version(focus, viewer=viewer):
        return to("focus_correct", study, focus)
    typed = request.POST or None
    corrects = request.POST.get("based_on", "0") != "0"
    initial = {"based_on": 0}
    form = TranscriptForm(typed, request.FILES or None, corrects=corrects, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            nth = actions.keep_transcript(
                focus,
                said=form.said,
                based_on=given["based_on"],
                why=given.get("why", ""),
                by=viewer,
                at=viewer.at,
            )
        except NoSuchGroup:
            raise Http404 from None
        except (SurveyError, MoveNotAllowed) as refused:
            form.add_error(None, str(refused))
        else:
            said = _("Version {} is kept, sealed. Now look through it for names.").format(nth)
            messages.success(request, said)
            return to("focus_transcript", study, focus)
    return _typing(request, form, found, corrects=corrects)


@needs(RUN, why="a correction shows what was said", step_up=True)
@require_safe
def correct(request: HttpRequest, study: str, focus: str) -> HttpResponse:
    """Show the newest version to be corrected."""
    found = group_or_404(request, study, focus, team=True)
    kept = _opened(request, found, what="correction")
    if not kept.nth:
        return to("focus_bring", study, focus)
    initial = {"based_on": kept.nth, "text": as_typed(kept.turns)}
    form = TranscriptForm(corrects=True, initial=initial)
    return _typing(request, form, found, corrects=True)


@needs(RUN, why="what was said is opened by the team, each time with fresh proof", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def transcript(request: HttpRequest, study: str, focus: str) -> HttpResponse:
    """Show a transcript with what may be a name; say that it is whole."""
    viewer, found = asker(request), group_or_404(request, study, focus, team=True)
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            if "names" not in request.POST:
                raise ChangedMeanwhile(_("Check first that the names are out."))
            nth = int(version) if version.isdecimal() and len(version) < 6 else 0
            actions.finish_transcript(focus, version=nth, by=viewer, at=viewer.at)
        except NoSuchGroup:
            raise Http404 from None
        except (SurveyError, MoveNotAllowed) as refused:
            messages.error(request, str(refused))
            return to("focus_transcript", study, focus)
        messages.success(request, _("The transcript is whole. The two coders can begin."))
        return to("focus", study, focus)
    kept = _opened(request, found, what="transcript")
    places = [each.name for each in active_pack().towns]
    hints = pointers_of(kept.turns, places=places)
    shown = {
        "study": {"id": study, "title": found.study_title},
        "group": found,
        "kept": kept,
        "hints": [(each, _hint(each.hint)) for each in hints],
        "marked": {each.turn for each in hints},
        "can_finish": found.state is FocusState.HELD and kept.nth,
        "can_correct": found.state is not FocusState.CLOSED and kept.nth,
        "can_quote": found.state in (FocusState.TRANSCRIBED, FocusState.CODED),
    }
    return render(request, "surveys/focus_transcript.html", shown)


@needs(RUN, why="a transcript leaves with its team alone, and the log says so", step_up=True)
@require_safe
def taken(request: HttpRequest, study: str, focus: str) -> HttpResponseBase:
    """Give the newest version as text."""
    found = group_or_404(request, study, focus, team=True)
    kept = _opened(request, found, what="file")
    if not kept.nth:
        raise Http404
    kind = "text/plain; charset=utf-8"
    pieces = [as_typed(kept.turns) + "\n"]
    return stream_file(pieces, kind=kind, name=f"focus-group-{found.id}.txt", at=asker(request).at)


@needs(RUN, why="memos are the team's")
@require_http_methods(["GET", "HEAD", "POST"])
@in_a_fresh_hour
def memos(request: HttpRequest, study: str, focus: str) -> HttpResponse:
    """Show a group's memos and keep one."""
    viewer, found = asker(request), group_or_404(request, study, focus, team=True)
    codes = book(study, viewer=viewer)
    form = MemoForm(
        request.POST or None,
        codes=[(each.key, each.name) for each in codes.codes],
        initial={"once": new_id()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_memo(focus, **form.cleaned_data, by=viewer, at=viewer.at)
        except NoSuchGroup:
            raise Http404 from None
        except SurveyError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The memo is kept, sealed."))
            return to("focus_memos", study, focus)
    _note(request, found, what="memos")
    names = {each.key: each.name for each in codes.codes}
    shown: dict[str, Any] = {
        "study": {"id": study, "title": found.study_title},
        "group": found,
        "form": form,
        "memos": [
            (each, names.get(each.code, each.code)) for each in queries.memos(focus, viewer=viewer)
        ],
    }
    return render(request, "surveys/focus_memos.html", shown, status=422 if form.errors else 200)


def _typing(
    request: HttpRequest, form: TranscriptForm, found: GroupLine, *, corrects: bool
) -> HttpResponse:
    title, asks = guide(viewer=asker(request))
    shown = {
        "study": {"id": found.study, "title": found.study_title},
        "group": found,
        "form": form,
        "corrects": corrects,
        "title": title,
        "guide": asks,
    }
    return render(request, "surveys/focus_bring.html", shown, status=422 if form.errors else 200)


def _opened(request: HttpRequest, found: GroupLine, *, what: str) -> queries.Transcript:
    """Note in the log that the words are opened, then open them."""
    _note(request, found, what=what)
    return queries.transcript(found.id, viewer=asker(request), with_changes=what == "transcript")


def _note(request: HttpRequest, found: GroupLine, *, what: str) -> None:
    viewer = asker(request)
    try:
        actions.note_opening(found.id, what=what, by=viewer, at=viewer.at)
    except NoSuchGroup:
        raise Http404 from None


def _hint(hint: Hint) -> str:
    said = {
        Hint.MAIL: _("an e-mail address"),
        Hint.PHONE: _("a telephone number"),
        Hint.NUMBER: _("a long number"),
        Hint.ADDRESS: _("an address"),
        Hint.PLACE: _("a place"),
        Hint.NAME: _("perhaps a name"),
    }
    return said[hint]

"""The codebook, coding alone, differences settled together, counts of codes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.surveys.actions import focus_codes as actions
from fourfold.apps.surveys.actions.focus_texts import note_opening
from fourfold.apps.surveys.forms.focus_codes import CodeForm
from fourfold.apps.surveys.queries import focus_codes as queries
from fourfold.apps.surveys.queries.focus import GroupLine, study_title
from fourfold.apps.surveys.queries.focus_quotes import cleared_quotes
from fourfold.apps.surveys.queries.focus_texts import Transcript, transcript
from fourfold.apps.surveys.rules import SurveyError
from fourfold.apps.surveys.rules.focus import NoSuchGroup
from fourfold.apps.surveys.states import FocusPart, FocusState, MoveNotAllowed
from fourfold.apps.surveys.views.focus_frame import RUN, group_or_404, in_a_fresh_hour, to
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker, page_of
from fourfold.security.pages.downloads import csv_file

PER_PAGE = 60
HIDDEN = "hidden"


@needs(RUN, why="a codebook holds definitions, and nothing that was said")
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, study: str) -> HttpResponse:
    """Show a survey's codebook; add a code, change, merge or retire one."""
    viewer, title = asker(request), _title(request, study)
    found = queries.book(study, viewer=viewer)
    do = request.POST.get("do", "")
    by_key = {each.key: each for each in found.codes}
    changed = by_key.get(request.GET.get("code", ""))
    initial: dict[str, Any] = changed.as_kept() if changed else {}
    form = CodeForm(
        request.POST if do == "keep" else None,
        codes=found.used,
        initial=initial | {"based_on": found.nth},
    )
    if request.method == "POST":
        key, based = request.POST.get("key", "")[:20], request.POST.get("based_on", "")
        nth = int(based) if based.isdecimal() and len(based) < 6 else 0
        who: dict[str, Any] = {"based_on": nth, "by": viewer, "at": viewer.at}
        try:
            if do == "merge":
                into = request.POST.get("into", "")[:20]
                actions.merge_codes(study, key=key, into=into, **who)
            elif do == "retire":
                actions.retire_code(study, key=key, **who)
            elif form.is_valid():
                actions.keep_code(study, code=form.code(), **who)
            if not form.errors:
                messages.success(request, _("The codebook has a new version."))
                return to("focus_book", study)
        except SurveyError as refused:
            if do != "keep":
                messages.error(request, str(refused))
                return to("focus_book", study)
            form.add_error(None, str(refused))
    names = {each.key: each.name for each in found.codes}
    shown = {
        "study": {"id": study, "title": title},
        "book": found,
        "codes": [
            (each, names.get(each.parent, ""), names.get(each.into, "")) for each in found.codes
        ],
        "form": form,
        "changed": changed,
    }
    return render(request, "surveys/focus_book.html", shown, status=422 if form.errors else 200)


@needs(RUN, why="each coder codes alone what their team may read")
@require_http_methods(["GET", "HEAD", "POST"])
@in_a_fresh_hour
def coding(request: HttpRequest, study: str, focus: str) -> HttpResponse:
    """Show the turns with one's own codes; code some, or finish."""
    viewer, found = asker(request), group_or_404(request, study, focus, team=True)
    if FocusPart.CODER not in found.parts or found.state is FocusState.PLANNED:
        raise Http404
    kept = _opened(request, found, what="coding")
    own = queries.own_coding(focus, viewer=viewer)
    page, pages = page_of(request), range(1, -(-len(kept.turns) // PER_PAGE) + 1)
    if request.method == "POST":
        do, _colon, turn = request.POST.get("do", "").partition(":")
        who: dict[str, Any] = {"known": kept.ids, "by": viewer, "at": viewer.at}
        chosen = [turn] if turn else request.POST.getlist("turn")
        try:
            if do == "finish":
                actions.finish_coding(focus, **who)
                messages.success(request, _("You have finished. Thank you."))
                return to("focus", study, focus)
            given = request.POST.getlist("code") if do == "give" else []
            if do == "keep":
                was = {each.id: each.was for each in kept.turns}
                given = list(own.get(was.get(turn, ""), ()))
            actions.code_turns(focus, turns=chosen, codes=given, **who)
        except NoSuchGroup:
            raise Http404 from None
        except (SurveyError, MoveNotAllowed) as refused:
            messages.error(request, str(refused))
        return to("focus_coding", study, focus, at=f"?page={page}#{_next(kept, own, chosen)}")
    codes = queries.book(study, viewer=viewer)
    start = (page - 1) * PER_PAGE
    turns = [
        (
            each,
            each.id in own,
            codes.names(own.get(each.id, ())),
            codes.names(own[each.was]) if each.was in own and each.id not in own else None,
        )
        for each in kept.turns[start : start + PER_PAGE]
    ]
    done = sum(each.id in own for each in kept.turns)
    mine = next(
        each
        for each in found.team
        if each.account == viewer.account and each.part is FocusPart.CODER
    )
    shown = {
        "study": {"id": study, "title": found.study_title},
        "group": found,
        "turns": turns,
        "codes": codes.used,
        "done": done,
        "total": len(kept.turns),
        "left": len(kept.turns) - done,
        "page": page,
        "before": f"?page={page - 1}" if page > 1 else "",
        "after": f"?page={page + 1}" if page < len(pages) else "",
        "finished": mine.finished_at,
        "begins": found.state is FocusState.TRANSCRIBED,
    }
    return render(request, "surveys/focus_coding.html", shown)


@needs(RUN, why="the team sees how two coders agree, once both have finished")
@require_http_methods(["GET", "HEAD", "POST"])
@in_a_fresh_hour
def differences(request: HttpRequest, study: str, focus: str) -> HttpResponse:
    """Show agreement by code and what is left to settle; settle one turn."""
    viewer, found = asker(request), group_or_404(request, study, focus, team=True)
    kept = _opened(request, found, what="differences")
    if request.method == "POST":
        try:
            actions.settle(
                focus,
                turn=request.POST.get("turn", "")[:12],
                codes=request.POST.getlist("code"),
                why=request.POST.get("why", "")[:400],
                known=kept.ids,
                by=viewer,
                at=viewer.at,
            )
        except NoSuchGroup:
            raise Http404 from None
        except (SurveyError, MoveNotAllowed) as refused:
            messages.error(request, str(refused))
        return to("focus_differences", study, focus, at="#left")
    codes = queries.book(study, viewer=viewer)
    both = queries.compared(focus, codes=codes.codes, turns=kept.ids, viewer=viewer)
    names = {each.key: each.name for each in codes.codes}
    texts = {each.id: each for each in kept.turns}
    left = both.left if both else ()
    shown = {
        "study": {"id": study, "title": found.study_title},
        "group": found,
        "both": both,
        "agreed": [(names.get(each.code, ""), each) for each in both.agreed] if both else [],
        "left": [
            (
                each,
                texts[each.turn],
                codes.names(each.first),
                codes.names(each.second),
                [
                    (one, one.key in each.common, one.key in {*each.first, *each.second})
                    for one in codes.used
                ],
            )
            for each in left[:25]
        ],
        "more": max(len(left) - 25, 0),
        "settles": found.state is FocusState.TRANSCRIBED,
    }
    return render(request, "surveys/focus_differences.html", shown)


@needs(RUN, why="counts of codes, small groups hidden")
@require_safe
def counts(request: HttpRequest, study: str) -> HttpResponse:
    """Show how often each code was given, by group and by kind of people."""
    shown = {
        "study": {"id": study, "title": _title(request, study)},
        "found": queries.overview(study, viewer=asker(request)),
    }
    return render(request, "surveys/focus_counts.html", shown)


@needs(RUN, why="counts of codes leave without a word of what was said")
@require_safe
def counts_file(request: HttpRequest, study: str) -> HttpResponseBase:
    """Give the counts as a CSV file."""
    viewer = asker(request)
    _title(request, study)
    found = queries.overview(study, viewer=viewer)
    rows: list[tuple[str, ...]] = [("code", "name", "four_p", "count_of", "what", "count")]
    for each in found.counts:
        start = (each.code.key, each.code.name, each.code.four_p)
        for (_id, name), count in zip(found.groups, each.by_group, strict=True):
            rows.append((*start, "turns", name, HIDDEN if count is None else str(count)))
        for kind, count in zip(found.kinds, each.by_kind, strict=True):
            rows.append((*start, "groups", kind.name, HIDDEN if count is None else str(count)))
    return csv_file(rows, name="focus-groups-codes", at=viewer.at)


@needs(RUN, why="a code with its cleared quotes; others stay with their team")
@require_safe
def code(request: HttpRequest, study: str, focus_code: str) -> HttpResponse:
    """Show a code with the quotes that were cleared."""
    viewer, title = asker(request), _title(request, study)
    found = next(
        (each for each in queries.book(study, viewer=viewer).codes if each.key == focus_code), None
    )
    if found is None:
        raise Http404
    shown = {
        "study": {"id": study, "title": title},
        "code": found,
        "quotes": cleared_quotes(viewer=viewer, study=study, code=focus_code),
    }
    return render(request, "surveys/focus_code.html", shown)


def _title(request: HttpRequest, study: str) -> str:
    try:
        return study_title(study, viewer=asker(request))
    except NoSuchGroup:
        raise Http404 from None


def _opened(request: HttpRequest, found: GroupLine, *, what: str) -> Transcript:
    viewer = asker(request)
    try:
        note_opening(found.id, what=what, by=viewer, at=viewer.at)
        return transcript(found.id, viewer=viewer)
    except NoSuchGroup:
        raise Http404 from None


def _next(kept: Transcript, own: dict[str, tuple[str, ...]], chosen: list[str]) -> str:
    """Return the place of the first turn after those just coded."""
    ids = kept.ids
    last = max((ids.index(each) for each in chosen if each in ids), default=-1)
    left = [each for each in ids[last + 1 :] if each not in own]
    return left[0] if left else "finish"

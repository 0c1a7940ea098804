"""One consult: its question, the answers side by side, and what this viewer may do with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.cases.actions import consult_answers, consults
from fourfold.apps.cases.actions.consult_answers import Answer
from fourfold.apps.cases.actions.consulting import AnsweredBefore, ConsultError, TakenBefore
from fourfold.apps.cases.forms import consults as forms
from fourfold.apps.cases.queries import consults as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.queries.consults import Asked, Given
from fourfold.apps.cases.rules import concern
from fourfold.apps.cases.states.cases import Concern
from fourfold.apps.cases.states.consults import HandOn, Withdraw
from fourfold.apps.cases.states.drafts import DraftKind
from fourfold.apps.cases.views import drafting
from fourfold.apps.cases.views.case import heading, opened_for
from fourfold.apps.cases.views.consult_words import concern as concern_words
from fourfold.apps.cases.views.consult_words import said_line, who_did
from fourfold.reference import active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import names_of


@needs(Permission.RECORD_READ, why="shows a consult of a case that is yours to know")
@require_http_methods(["GET", "HEAD"])
def consult(request: HttpRequest, case: str, consult: str) -> HttpResponse:
    """Show one consult."""
    opened, asked = _found(request, case, consult)
    return _page(request, opened, asked)


@needs(Permission.RECORD_WRITE, why="answers a consult one took")
@require_POST
def answer_consult(request: HttpRequest, case: str, consult: str) -> HttpResponse:
    """Keep what was written as a draft, and give it as the answer if it is whole."""
    viewer = asker(request)
    form = _form(request.POST)
    if not form.is_valid():
        return _page(request, *_found(request, case, consult), form=form)
    said = _said(form, chosen="offered" in request.POST)
    gives = request.POST.get("do") == "give"
    try:
        if gives:
            beside = form.cleaned_data["beside"] or 0
            consult_answers.answer(consult, case=case, said=said, by=viewer, beside=beside)
        else:
            consult_answers.keep(consult, case=case, said=said, by=viewer)
    except NotKnown:
        raise Http404 from None
    except AnsweredBefore as first:
        words = _("{who} answered this {when}. What you wrote is kept, below their answer.")
        messages.warning(request, who_did(first.by, first.at, words))
    except TakenBefore as taken:
        words = _("{who} took this over {when}. What you wrote is kept.")
        messages.warning(request, who_did(taken.by, taken.at, words))
    except (ConsultError, concern.ConcernError) as refused:
        messages.error(request, str(refused))
    else:
        drafting.saved(request)
        if gives:
            messages.success(request, _("Your answer is kept, and who asked is told."))
        elif request.POST.get("do") == "keep":
            messages.success(request, _("Your draft is kept. Only you see it."))
    anchor = "" if gives else "#answer"
    return HttpResponseRedirect(reverse("cases:consult", args=[case, consult]) + anchor)


Deed = Callable[[HttpRequest, str, str, Viewer, Asked], str]


@needs(Permission.RECORD_WRITE, why="takes, hands on or takes back a consult")
@require_POST
def consult_deed(request: HttpRequest, case: str, consult: str, deed: str) -> HttpResponse:
    """Take a consult, hand it on, take it back, ask again, or leave its case."""
    viewer = asker(request)
    if deed not in DEEDS:
        raise Http404
    _opened, asked = _found(request, case, consult)
    try:
        messages.success(request, DEEDS[deed](request, case, consult, viewer, asked))
    except NotKnown:
        raise Http404 from None
    except TakenBefore as taken:
        words = _("{who} took this {when}.")
        messages.warning(request, who_did(taken.by, taken.at, words))
    except ConsultError as refused:
        messages.error(request, str(refused))
    if deed in ("hand-on", "leave"):  # the case may be theirs no longer
        return HttpResponseRedirect(reverse("cases:consults"))
    return HttpResponseRedirect(reverse("cases:consult", args=[case, consult]))


def _take(request: HttpRequest, case: str, consult: str, by: Viewer, asked: Asked) -> str:
    over = request.POST.get("over", "")
    consults.take(consult, case=case, by=by, over=over)
    return _("It is yours. Who asked waits for your answer.")


def _hand_on(request: HttpRequest, case: str, consult: str, by: Viewer, asked: Asked) -> str:
    form = _hand_on_form(asked, by, request.POST)
    if not form.is_valid():
        raise ConsultError(_("Choose why, and where it goes."))
    typed = form.cleaned_data
    consults.hand_on(
        consult,
        case=case,
        why=HandOn(typed["reason"]),
        region=typed["region"],
        to=typed["to"],
        words=typed["words"],
        by=by,
    )
    return _("It waits there now, and its team is told.")


def _take_back(request: HttpRequest, case: str, consult: str, by: Viewer, asked: Asked) -> str:
    form = forms.TakeBack(request.POST)
    if not form.is_valid():
        raise ConsultError(_("Choose why you take it back."))
    consults.withdraw(consult, case=case, why=Withdraw(form.cleaned_data["reason"]), by=by)
    return _("It is taken back. The region no longer sees the case.")


def _ask_again(request: HttpRequest, case: str, consult: str, by: Viewer, asked: Asked) -> str:
    form = forms.AskAgain(request.POST, regions=_regions())
    if not form.is_valid():
        raise ConsultError(_("Choose a region of the list."))
    consult_answers.ask_again(consult, case=case, by=by, **form.cleaned_data)
    return _("Somebody else is asked. The first answer stays.")


def _leave(request: HttpRequest, case: str, consult: str, by: Viewer, asked: Asked) -> str:
    consults.leave(consult, case=case, by=by)
    return _("You left the case. It is no longer among yours.")


DEEDS: dict[str, Deed] = {
    "take": _take,
    "hand-on": _hand_on,
    "take-back": _take_back,
    "ask-again": _ask_again,
    "leave": _leave,
}


# ------------------------------------------------------------------ the page
def _found(request: HttpRequest, case: str, consult: str) -> tuple[OpenCase, Asked]:
    viewer = asker(request)
    opened = opened_for(viewer, case)
    try:
        return opened, queries.one(opened, consult=consult, viewer=viewer)
    except NotKnown:
        raise Http404 from None


def _page(
    request: HttpRequest, opened: OpenCase, asked: Asked, *, form: forms.Answer | None = None
) -> HttpResponse:
    viewer = opened.viewer
    one = asked.one
    writes = form is not None or asked.may & {"answer", "beside"}
    form = (form or _form_of(asked)) if writes else None
    values = heading(opened) | {
        "asked": asked,
        "line": said_line(one, asked),
        "given": [_said_given(each) for each in asked.given],
        "names": names_of({one.asked_by, one.taken_by, one.meant_for} - {""}),
        "withdrawn": forms.WITHDRAWS.get(asked.withdrawn_why, ""),  # type: ignore[call-overload]
        "form": form,
        "typing": drafting.put_back(form, DraftKind.OPINION, of=opened, about=one.id)
        if form
        else None,
        "offered": asked.draft is not None and bool(asked.draft.concern),
        "example": concern.is_example(active_pack()),
        "hand_on": _hand_on_form(asked, viewer) if "hand_on" in asked.may else None,
        "ask_again": forms.AskAgain(regions=_regions()) if "ask_again" in asked.may else None,
        "take_back": forms.TakeBack() if "withdraw" in asked.may else None,
    }
    return render(request, "cases/consult.html", values)


def _said_given(one: Given) -> dict[str, Any]:
    words, tone = concern_words(one.concern)
    return {"one": one, "by": names_of({one.by})[one.by], "concern": words, "tone": tone}


def _form(data: Any = None, initial: dict[str, Any] | None = None) -> forms.Answer:
    pack = active_pack()
    return forms.Answer(
        data, initial=initial, reasons=concern.reasons_of(pack), table=concern.table_of(pack)
    )


def _form_of(asked: Asked) -> forms.Answer:
    """Return the form with this viewer's draft; its second half once a level was chosen."""
    draft = asked.draft
    if draft is None:
        form = _form(initial={"beside": len(asked.given)})
        form.offer(())
        return form
    fits = (
        concern.recommended(Concern(draft.concern), reasons=draft.reasons or (), pack=active_pack())
        if draft.concern
        else ()
    )
    chosen = [each.code for each in fits] if draft.actions is None else draft.actions
    form = _form(
        initial={
            "concern": draft.concern,
            "reasons": draft.reasons or [],
            "words": draft.words or "",
            "actions": chosen,
            "advice": draft.advice or "",
            "beside": len(asked.given),
        }
    )
    form.offer(fits)
    return form


def _said(form: forms.Answer, *, chosen: bool) -> Answer:
    typed = form.cleaned_data
    return Answer(
        concern=typed["concern"],
        reasons=tuple(typed["reasons"]),
        words=typed["words"],
        actions=tuple(typed["actions"]) if chosen else None,
        advice=typed["advice"],
    )


def _hand_on_form(asked: Asked, viewer: Viewer, data: Any = None) -> forms.HandOnTo:
    here = queries.colleagues(asked.one.region, viewer=viewer)
    return forms.HandOnTo(data, regions=_regions(), liaisons=names_of(set(here)))


def _regions() -> list[tuple[str, str]]:
    return [(each.code, each.name) for each in active_pack().regions]

"""Answers that came to the Council: look at one, accept it, or give it back with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.submissions.access import Act
from fourfold.apps.submissions.actions import batches as actions
from fourfold.apps.submissions.actions.batches import SubmissionError
from fourfold.apps.submissions.forms.bringing import GiveBack
from fourfold.apps.submissions.queries import batches, calls, kept
from fourfold.apps.submissions.queries.batches import BatchCard
from fourfold.apps.submissions.states import BatchState, MoveNotAllowed
from fourfold.apps.submissions.views import bring_words as words
from fourfold.apps.submissions.views.bring import contract_for, period
from fourfold.apps.submissions.views.call_words import title_of, title_of_code
from fourfold.apps.submissions.views.versions import version
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker, page_of

WHY = "the Council's staff take what offices send"
AT_ONCE = 50


@needs(Permission.BATCH_ACCEPT, why=WHY)
@require_http_methods(["GET", "HEAD"])
def answers(request: HttpRequest) -> HttpResponse:
    """List the answers that wait for the Council, the longest waiting first."""
    viewer = asker(request)
    offices = {each.code: each.name for each in calls.offices(viewer=viewer)}
    waiting = batches.waiting(viewer=viewer)
    titles = {code: title_of_code(code, viewer=viewer) for code in {each.call for each in waiting}}
    found = [
        {
            "one": each,
            "office": offices.get(each.organization, each.organization),
            "title": titles[each.call],
            "warned": sum(each.warnings.values()),
            "own": each.sent_by == viewer.account,
        }
        for each in waiting
    ]
    return render(request, "submissions/answers.html", {"found": found})


@needs(Permission.BATCH_ACCEPT, why=WHY)
@require_http_methods(["GET", "HEAD"])
def answer(request: HttpRequest, batch: str) -> HttpResponse:
    """Show one answer."""
    return _page(request, batch)


@needs(Permission.BATCH_ACCEPT, why=WHY)
@require_http_methods(["GET", "HEAD"])
def answer_rows(request: HttpRequest, batch: str) -> HttpResponse:
    """Show the rows of one answer, each with where it comes from."""
    viewer = asker(request)
    card = _sent(batch, viewer)
    page = page_of(request)
    start = (page - 1) * AT_ONCE
    found = kept.rows_of(batch, start=start, count=AT_ONCE + 1, viewer=viewer) or []
    contract = contract_for(card.dataset)
    titles = {each.name: each.title for each in contract.fields}
    names = [name for name in (found[0] if found else {}) if name in titles]
    shown = _about(card, viewer) | {
        "card": card,
        "heads": [titles[name] for name in names],
        "rows": [
            {"row": each["row"], "cells": [each[name] for name in names]}
            for each in found[:AT_ONCE]
        ],
        "page": page,
        "more": len(found) > AT_ONCE,
    }
    return render(request, "submissions/answer_rows.html", shown)


@needs(Permission.BATCH_ACCEPT, why=WHY)
@require_POST
def accept_answer(request: HttpRequest, batch: str) -> HttpResponse:
    """Accept one answer; it is locked from then on."""
    viewer = asker(request)
    _sent(batch, viewer)
    try:
        actions.accept(batch, by=viewer, at=viewer.at)
    except (SubmissionError, MoveNotAllowed) as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("submissions:answer", args=[batch]))
    messages.success(request, _("It is accepted and locked. A correction is a new version."))
    return HttpResponseRedirect(reverse("submissions:answers"))


@needs(Permission.BATCH_ACCEPT, why=WHY)
@require_POST
def give_back_answer(request: HttpRequest, batch: str) -> HttpResponse:
    """Give one answer back to its office, with a reason."""
    viewer = asker(request)
    _sent(batch, viewer)
    form = GiveBack(request.POST)
    if not form.is_valid():
        return _page(request, batch, form=form)
    try:
        actions.give_back(batch, why=form.cleaned_data["why"], by=viewer, at=viewer.at)
    except (SubmissionError, MoveNotAllowed) as refused:
        messages.error(request, str(refused))
        return _page(request, batch, form=form)
    messages.success(request, _("It is with the office again, with your words."))
    return HttpResponseRedirect(reverse("submissions:answers"))


def _page(request: HttpRequest, batch: str, *, form: GiveBack | None = None) -> HttpResponse:
    viewer = asker(request)
    card = _sent(batch, viewer)
    waits = card.state is BatchState.SENT
    own = card.sent_by == viewer.account
    shown = _about(card, viewer) | version(card, viewer)
    shown |= {
        "waits": waits,
        "own": own,
        "may_accept": Act.ACCEPT in card.may,
        "warnings": words.warned(card.warnings, contract_for(card.dataset)),
        "form": form or GiveBack(),
        "is_wrong": form is not None,
    }
    return render(request, "submissions/answer.html", shown)


def _about(card: BatchCard, viewer: Viewer) -> dict[str, Any]:
    office = calls.office_of(card.organization, viewer=viewer)
    call = calls.call_of(card.call, viewer=viewer)
    return {
        "office": office.name if office else card.organization,
        "title": title_of(call) if call else card.call,
        "period": period(call.from_on, call.until_on) if call else None,
    }


def _sent(batch: str, viewer: Viewer) -> BatchCard:
    """Return an answer that came to the Council; one that was not sent is not shown."""
    found = batches.batch_of(batch, viewer=viewer)
    if found is None or found.sent_at is None:
        raise Http404
    return found

"""The data call on trainings: look at what our records answer, then send it with one click."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.submissions.queries.counted import ChangedRow
from fourfold.apps.training.actions.answering import answer as send
from fourfold.apps.training.queries import answering as queries
from fourfold.apps.training.queries.answering import DATASET, Ready
from fourfold.apps.training.rules.courses import courses, town_names
from fourfold.apps.training.rules.sessions import TrainingError
from fourfold.apps.training.views.words import LEADS
from fourfold.reference import Contract, active_pack
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

SHOWN = (*("held_on", "course", "town", "audience", "attended", "hours", "evaluated"),)


@needs(LEADS, why="the training office answers the data call on trainings")
@require_http_methods(["GET", "HEAD"])
def data_calls(request: HttpRequest) -> HttpResponse:
    """List the open data calls on trainings that ask this office."""
    found = queries.calls(viewer=asker(request))
    return render(request, "training/data_calls.html", {"found": found})


@needs(LEADS, why="the training office answers the data call on trainings")
@require_http_methods(["GET", "HEAD", "POST"])
def data_call(request: HttpRequest, call: str, office: str) -> HttpResponse:
    """Show what our records answer, what the check says and what changed; send it."""
    viewer = asker(request)
    if queries.ready(call, office=office, viewer=viewer) is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        digest = request.POST.get("digest", "")
        try:
            send(call, office=office, digest=digest, by=viewer)
        except TrainingError as problem:
            refused = str(problem)
        else:
            messages.success(request, _("It is with the Council. Somebody there accepts it."))
            return HttpResponseRedirect(reverse("training:data_call", args=[call, office]))
    found = queries.ready(call, office=office, viewer=viewer)
    if found is None:  # closed a moment ago
        raise Http404
    values = _page(found) | {"refused": refused}
    return render(request, "training/data_call.html", values, status=422 if refused else 200)


def _page(found: Ready) -> dict[str, Any]:
    contract = active_pack().contract(DATASET)
    words = _Words(contract)
    differs = found.looked.differs
    return {
        "found": found,
        "heads": [contract.field(name).title for name in SHOWN],
        "rows": [
            [(contract.field(name).title, words.said(name, row[name])) for name in SHOWN]
            for row in found.rows
        ],
        "changed": [words.line(each) for each in differs.rows] if differs else [],
    }


class _Words:
    """What the codes of a row are called."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._lists = {
            "course": {each.code: each.title for each in courses().values()},
            "town": town_names(),
        }

    def said(self, name: str, value: Any) -> str:
        """Return a cell in words."""
        if name == "evaluated":
            return {"yes": _("yes"), "no": _("no")}.get(value, "–")
        text = str(value or "")
        if name == "held_on":
            return text.replace("-", "\N{NON-BREAKING HYPHEN}")
        choices = self._lists.get(name) or self._contract.field(name).choices
        return choices.get(text, text) or "–"

    def line(self, row: ChangedRow) -> dict[str, Any]:
        """Return a row that differs: what it is, what became of it, cells before and now."""
        key = [self.said(name, row.key[name]) for name in ("held_on", "course", "town")]
        cells = [
            {
                "head": self._contract.field(name).title,
                "before": self.said(name, old),
                "now": self.said(name, new),
            }
            for name, (old, new) in row.fields.items()
            if name in SHOWN
        ]
        return {"key": ", ".join(key), "change": row.change.value, "cells": cells}

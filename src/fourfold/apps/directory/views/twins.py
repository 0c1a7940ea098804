"""Listings that may be one: shown with reasons, made one, and parted again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from fourfold.apps.directory.actions import listings as actions
from fourfold.apps.directory.queries import twins as queries
from fourfold.apps.directory.rules import DirectoryError, NoSuchListing
from fourfold.apps.directory.views.listings import CURATES, WHY
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

REASONS: dict[str, Any] = {
    "NAME": gettext_lazy("the names are alike"),
    "PHONE": gettext_lazy("the same telephone"),
}


@needs(CURATES, why=WHY)
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Show which listings may be one, and which were made one."""
    viewer = asker(request)
    shown = {
        "pairs": [
            (each, [REASONS[why] for why in each.why]) for each in queries.pairs(viewer=viewer)
        ],
        "merges": queries.merges(viewer=viewer),
    }
    return render(request, "directory/duplicates.html", shown)


@needs(CURATES, why=WHY)
@require_POST
def merge(request: HttpRequest) -> HttpResponse:
    """Make two listings one: the first stays."""
    viewer = asker(request)
    kept, _mark, version = request.POST.get("kept", "").partition(":")
    gone, _mark, gone_version = request.POST.get("gone", "").partition(":")
    return _done(
        request,
        lambda: actions.merge(
            kept,
            gone=gone,
            version=_number(version),
            gone_version=_number(gone_version),
            by=viewer,
            at=viewer.at,
        ),
        _("They are one now. You can undo it below."),
    )


@needs(CURATES, why=WHY)
@require_POST
def part(request: HttpRequest) -> HttpResponse:
    """Undo a merge."""
    viewer = asker(request)
    number = request.POST.get("merge", "")
    return _done(
        request,
        lambda: actions.part(number, by=viewer, at=viewer.at),
        _("They are two again, as before."),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _done(request: HttpRequest, step: Any, said: str) -> HttpResponse:
    try:
        step()
    except NoSuchListing:
        raise Http404 from None
    except DirectoryError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("directory:duplicates"))

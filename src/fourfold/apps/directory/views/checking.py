"""
The page behind the link of a mail: an organization says if its listing holds.

No account, no cookie, no script. Opening it changes nothing, since programs open links of mails.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.directory.actions import checking
from fourfold.apps.directory.queries import checking as queries
from fourfold.apps.directory.queries.said import said
from fourfold.apps.directory.rules import DirectoryError, NoSuchListing
from fourfold.apps.directory.states import Answer
from fourfold.apps.directory.views.listings import CURATES, WHY
from fourfold.security.doors import needs, open_to_all
from fourfold.security.edges import limits
from fourfold.security.pages.asking import asker

MOST_TOKEN = 100


@needs(CURATES, why=WHY)
@require_POST
def ask(request: HttpRequest, listing: str) -> HttpResponse:
    """Ask the organization by mail."""
    viewer = asker(request)
    site = request.build_absolute_uri("/")
    try:
        checking.ask(listing, site=site, by=viewer, at=viewer.at)
    except NoSuchListing:
        raise Http404 from None
    except DirectoryError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The question goes by mail."))
    return HttpResponseRedirect(reverse("directory:listing", args=[listing]))


# No account and no cookie stands behind this form, so no other site could use one.
@csrf_exempt
@open_to_all("an organization answers a mail; the link is signed, works once and ends")
@require_http_methods(["GET", "HEAD", "POST"])
@limits.at_most(120, per=timedelta(hours=1), of="listing-check")
def check(request: HttpRequest, check: str, language: str = "en") -> HttpResponse:
    """Show what is listed, and take the answer."""
    with override(language):
        return _check(request, check[:MOST_TOKEN], "check" if language == "es" else "check_es")


def _check(request: HttpRequest, token: str, other: str) -> HttpResponse:
    at = timezone.now()
    spanish = other == "check"
    shown: dict[str, Any] = {
        "other": {
            "href": reverse(f"listing_checks:{other}", args=[token]),
            "code": "en" if spanish else "es",
            "words": "In English" if spanish else "En español",
        },
    }
    try:
        asked = queries.question(token, viewer=checking.ORGANIZATION, at=at)
    except NoSuchListing:
        return render(request, "directory/check.html", shown | {"closed": True}, status=404)
    held = asked.listing
    shown |= {
        "listing": held,
        "said": said(held.id, viewer=checking.ORGANIZATION),
        "typed": request.POST.get("words", "")[:2000],
    }
    if request.method != "POST":
        return render(request, "directory/check.html", shown)
    version = request.POST.get("version", "")
    try:
        checking.answer(
            token,
            said=Answer.CHANGED if request.POST.get("said") == "CHANGED" else Answer.HOLDS,
            words=shown["typed"],
            version=int(version[:9]) if version.isascii() and version.isdecimal() else 0,
            by=checking.ORGANIZATION,
            at=at,
        )
    except NoSuchListing:
        return render(request, "directory/check.html", shown | {"closed": True}, status=404)
    except DirectoryError as refused:
        return render(
            request, "directory/check.html", shown | {"wrong": _(str(refused))}, status=422
        )
    return render(request, "directory/check.html", shown | {"done": True})

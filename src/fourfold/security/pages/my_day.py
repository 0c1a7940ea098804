"""My day: what waits for me; the way to any page; help."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fourfold.components.shell import Link
from fourfold.security import notices
from fourfold.security.access.roles import Permission
from fourfold.security.doors import signed_in
from fourfold.security.ids import LENGTH, LETTERS
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import frame
from fourfold.security.pages.log import SUBJECT
from fourfold.security.pages.waits import news, page_of_record, waits

NUMBER = re.compile(f"[{LETTERS}]{{{LENGTH}}}")
ALSO = (("my_account", "My account and devices"), ("desk:help", "Help"))


@signed_in("the first page of everybody's work; it shows only what waits for this account")
@require_GET
def my_day(request: HttpRequest) -> HttpResponse:
    """Show what waits."""
    viewer = asker(request)
    found = [{"wait": each, "late": each.is_late(viewer.at)} for each in waits(viewer=viewer)]
    return render(request, "desk/my_day.html", {"waits": found, "news": news(viewer=viewer)})


@signed_in("one's own list only")
@require_POST
def seen_notice(request: HttpRequest, notice: str) -> HttpResponse:
    """Take a notice off one's own list."""
    viewer = asker(request)
    notices.seen(viewer.account, notice, at=viewer.at)
    return HttpResponseRedirect(reverse("desk:my_day"))


@signed_in("finds pages by name, among those this account may open")
@require_POST
def jump(request: HttpRequest) -> HttpResponse:
    """Go to the record of a number, or to the page whose name holds the words; or show several."""
    words = request.POST.get("to", "").strip()[:80]
    if SUBJECT.fullmatch(words) and asker(request).may(Permission.AUDIT_SEARCH):
        return HttpResponseRedirect(f"{reverse('desk:seen')}?{urlencode({'subject': words})}")
    number = "".join(words.split()).upper()
    if NUMBER.fullmatch(number):
        kinds = (page_of_record(kind, number, viewer=asker(request)) for kind in settings.LEADS)
        if page := next(filter(None, kinds), ""):
            return HttpResponseRedirect(page)
    found = [link for link in _pages(request) if words.lower() in str(link.label).lower()]
    if words and len(found) == 1:
        return HttpResponseRedirect(found[0].href)
    return render(request, "desk/jump.html", {"words": words, "found": found if words else []})


@signed_in("explains the desk; holds no record")
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """Show how to use the desk and whom to ask."""
    return render(request, "desk/help.html")


def _pages(request: HttpRequest) -> list[Link]:
    """Return every page this viewer may open by name."""
    rail = [link for group in frame(request).rail for link in group.links]
    return [*rail, *(Link(_(label), reverse(name)) for name, label in ALSO)]

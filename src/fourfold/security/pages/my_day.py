"""My day: what waits for me; the way to any page; help."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fourfold.components.shell import Link
from fourfold.security.doors import signed_in
from fourfold.security.pages.frame import frame

ALSO = (("my_account", "My account and devices"), ("desk:help", "Help"))


@signed_in("the first page of everybody's work; it shows only what waits for this account")
@require_GET
def my_day(request: HttpRequest) -> HttpResponse:
    """Show what waits."""
    return render(request, "desk/my_day.html")


@signed_in("finds pages by name, among those this account may open")
@require_POST
def jump(request: HttpRequest) -> HttpResponse:
    """Go to the page whose name holds the words typed; with several, show them."""
    words = request.POST.get("to", "").strip()[:80]
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

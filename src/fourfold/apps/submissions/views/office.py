"""
The pages of an office without an account: a key opens one call, and nothing else.

No cookie, no session: the key leaves the address at the first click and is carried by the pages'
own forms. A mail program that looks at links opens nothing, because looking does nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.apps.submissions.actions import links
from fourfold.apps.submissions.actions.answering import AnswerError
from fourfold.apps.submissions.queries.links import WayIn, way_in
from fourfold.apps.submissions.views import answering, office_file
from fourfold.apps.submissions.views.answering import Shown, Who
from fourfold.apps.submissions.views.sheets import sheet
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import open_to_all
from fourfold.security.edges import limits

KEY = "key"
MOST_KEY = 200
HOUR = timedelta(hours=1)
SPANISH = "es"
NAMES = {"en": "English", SPANISH: "Español"}
STAYS = {
    "form": "change",
    "look": "check",
    "nothing": "nothing",
    "receipt": "receipt",
    "file": "",
    "bring": "bring",
    "taken": "look-file",
    "problems": "look-file",
}
"""By the part of the page: the step that shows it again in the other language, as it is."""
View = Callable[..., HttpResponseBase]


def in_language(view: View) -> View:
    """Answer in the language of the address, whatever the browser asks for."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, language: str = "en", **named: Any) -> Any:
        with override(language):
            return view(request, *args, **named)

    return answer


def here(name: str) -> str:
    """Return an address of these pages in the language of this one."""
    return reverse(f"calling:{name}_es" if get_language() == SPANISH else f"calling:{name}")


@open_to_all("the way in of an office without an account; nothing shows before its button")
@require_safe
@in_language
def call_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that opens the call; whether the key is right is not said here."""
    return _enter(request, token=token[:MOST_KEY])


# No account and no cookie stands behind these forms, so no other site could use one: what they do,
# they do by the key that they carry.
@csrf_exempt
@open_to_all("an office without an account answers one call by its key")
@require_http_methods(["GET", "HEAD", "POST"])
@limits.at_most(600, per=HOUR, of="call-answer")
@in_language
def call(request: HttpRequest) -> HttpResponseBase:
    """Take a key, then each step of the answer."""
    if request.method != "POST":
        return _enter(request)
    key, at = request.POST.get(KEY, "")[:MOST_KEY], timezone.now()
    try:
        found = links.enter(key, by=nobody(at))
    except links.LinkUseless:
        return _enter(request, useless=True)
    who = _who(found)
    is_file = request.POST.get("do", "") in office_file.STEPS
    shown = office_file.step(request, who) if is_file else answering.step(request.POST, who)
    if shown is None:
        return _enter(request, useless=True)
    if isinstance(shown, HttpResponseBase):
        return shown
    if shown.part == "sheet":
        return sheet(shown.values["q"].contract)
    return _page(request, shown, key=key)


@csrf_exempt
@open_to_all("what an office types is kept before it is sent")
@require_POST
@limits.at_most(2_000, per=HOUR, of="call-keep")
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed; answers with the time, for the page to say so."""
    found = way_in(request.POST.get(KEY, "")[:MOST_KEY], viewer=nobody(timezone.now()))
    if found is None:
        return HttpResponse(status=404)
    try:
        said = answering.keep(request.POST, _who(found))
    except AnswerError:
        return HttpResponse(status=409)
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


@csrf_exempt
@open_to_all("an office that lost its link asks for a new one, sent to its own mailbox")
@require_http_methods(["GET", "HEAD", "POST"])
@limits.at_most(10, per=HOUR, of="call-ask")
@in_language
def ask(request: HttpRequest) -> HttpResponse:
    """Take a mailbox; whether a link went to it is never said here."""
    asked, at = request.method == "POST", timezone.now()
    mailbox = request.POST.get("mailbox", "").strip()[:254].lower()
    if asked and "@" in mailbox:
        with suppress(limits.TooMany):
            limits.take(f"call-mailbox:{mailbox}", limit=3, per=timedelta(days=1), at=at)
            links.ask_again(mailbox, site=site_of(request), by=nobody(at))
    shown = {"asked": asked, **_languages("ask")}
    return render(request, "submissions/office_ask.html", shown)


def site_of(request: HttpRequest) -> str:
    """Return the root address of this site, as whoever asks sees it."""
    return request.build_absolute_uri("/")


def leads_of(request: HttpRequest) -> links.Leads:
    """Return what gives the address of a key on this site."""
    return lambda key: request.build_absolute_uri(reverse("calling:call_link", args=[key]))


def _who(found: WayIn) -> Who:
    return Who(found.call, found.office, found.name, timezone.now())


def _enter(request: HttpRequest, *, token: str = "", useless: bool = False) -> HttpResponse:
    name, args = ("call_link", [token]) if token else ("call", [])
    values = {"token": token, "useless": useless, **_languages(name, *args)}
    values |= {"action": here("call"), "ask": here("ask")}
    status = 404 if useless else 200
    return render(request, "submissions/office_enter.html", values, status=status)


def _page(request: HttpRequest, shown: Shown, *, key: str) -> HttpResponse:
    values = shown.values | {
        "key": key,
        "part": shown.part,
        "body": f"submissions/_answer_{shown.part}.html",
        "action": here("call"),
        "keep": reverse("calling:keep") if shown.part == "form" else "",
        "stay": STAYS[shown.part],
        **_languages("call"),
    }
    return render(request, "submissions/office_page.html", values, status=shown.status)


def _languages(name: str, *args: str) -> dict[str, Any]:
    """Return which language a page is in, and where it stands in the other one."""
    in_spanish = get_language() == SPANISH
    other = reverse(f"calling:{name}" if in_spanish else f"calling:{name}_es", args=args)
    code = "en" if in_spanish else SPANISH
    return {
        "in_spanish": in_spanish,
        "other": other,
        "other_code": code,
        "other_name": NAMES[code],
    }

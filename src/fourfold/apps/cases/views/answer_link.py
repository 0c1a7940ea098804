"""
The page of a one-time link: nothing before the code, then what a consent tells, then one answer.

No cookie, no session: what lets a page answer stands in its own form, and lives half an hour.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fourfold.apps.cases.actions import answers, links
from fourfold.apps.cases.actions.records import DoneBefore
from fourfold.apps.cases.forms.link import LANGUAGES, LinkCode, LinkReply
from fourfold.apps.cases.forms.services import ANSWERS
from fourfold.apps.cases.forms.telling import words_in
from fourfold.apps.cases.queries import received as queries
from fourfold.apps.cases.queries.received import Received
from fourfold.apps.cases.rules.referring import ReferringError
from fourfold.apps.cases.states.services import MoveNotAllowed
from fourfold.apps.cases.views.received import facts_in_words, said_of
from fourfold.apps.cases.views.saying import code_in_words
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer, nobody
from fourfold.security.doors import open_to_all
from fourfold.security.edges import limits
from fourfold.security.pages.frame import agency_name


# No account and no cookie stands behind this form, so no other site could use one: what it does,
# it does by the code or the pass that is typed into it.
@csrf_exempt
@open_to_all("a service without an account answers by a link and a code; before it nothing shows")
@require_http_methods(["GET", "HEAD", "POST"])
@limits.at_most(30, per=timedelta(hours=1), of="answer-link")
def answer_link(request: HttpRequest, token: str, language: str = "en") -> HttpResponse:
    """Ask for the code; show what may be told once; take one answer. Language: of the address."""
    asks, words = nobody(timezone.now()), LANGUAGES[language]
    if request.method != "POST":
        return _ask(request, language, LinkCode(words=words))
    if "given" in request.POST:
        return _answer(request, token, asks, language)
    form = LinkCode(request.POST, words=words)
    if not form.is_valid():
        return _ask(request, language, form, status=422)
    try:
        entered = links.enter(token, code=form.cleaned_data["code"], by=asks)
        found = queries.by_link(entered.link, viewer=asks)
    except links.LinkError as refused:
        form.refuse(_why(refused, language))
        return _ask(request, language, form, status=422)
    except NotKnown:
        return _page(request, language, {"state": "over"}, status=410)
    return _show(request, language, found, given=entered.given)


def _answer(request: HttpRequest, token: str, asks: Viewer, language: str) -> HttpResponse:
    form = LinkReply(request.POST, words=LANGUAGES[language], answers=ANSWERS)
    given = request.POST.get("given", "")
    if form.is_valid():
        try:
            said = said_of(form.cleaned_data)
            answers.answer_by_link(token, given=given, said=said, by=asks)
        except NotKnown:
            return _page(request, language, {"state": "over"}, status=410)
        except DoneBefore:  # sent twice: the same thanks
            return _page(request, language, {"state": "thanks"})
        except (ReferringError, MoveNotAllowed) as refused:
            form.add_error(None, _why(refused, language))
        else:
            return _page(request, language, {"state": "thanks"})
    return _page(request, language, {"state": "again", "form": form, "given": given}, status=422)


def _ask(request: HttpRequest, language: str, form: LinkCode, *, status: int = 200) -> HttpResponse:
    return _page(request, language, {"state": "code", "form": form}, status=status)


def _show(request: HttpRequest, language: str, found: Received, *, given: str) -> HttpResponse:
    words = LANGUAGES[language]
    facts = facts_in_words(found.facts)
    for each in facts:
        each["label"] = words.facts.get(each["fact"].name.replace(":", "."), each["label"])
    values: dict[str, Any] = {
        "state": "told",
        "found": found,
        "kind": code_in_words(found.line.kind),
        "asks": words.asks.format(agency_name(found.line.from_agency)),
        "facts": [each for each in facts if not each["fact"].is_sud],
        "sud": [each for each in facts if each["fact"].is_sud],
        "form": LinkReply(words=words, answers=found.answers),
        "given": given,
    }
    return _page(request, language, values)


def _why(refused: Exception, language: str) -> str:
    """Return why it was refused, in the reader's language."""
    return LANGUAGES[language].refused.get(type(refused).__name__, str(refused))


def _page(
    request: HttpRequest, language: str, values: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer in a language, whatever the browser asks for."""
    both = {"w": words_in(language), "a": LANGUAGES[language], "in_spanish": language == "es"}
    with translation.override(language):
        return render(request, "cases/answer_link.html", values | both, status=status)

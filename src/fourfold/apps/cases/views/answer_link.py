"""
The page of a one-time link: nothing before the code, then what a consent tells, then one answer.

No cookie, no session: what lets a page answer stands in its own form, and lives half an hour.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fourfold.apps.cases.actions import answers, links
from fourfold.apps.cases.actions.records import DoneBefore
from fourfold.apps.cases.forms import services as forms
from fourfold.apps.cases.queries import received as queries
from fourfold.apps.cases.queries.received import Received
from fourfold.apps.cases.rules.referring import ReferringError
from fourfold.apps.cases.states.services import ANSWERS, MoveNotAllowed
from fourfold.apps.cases.views.received import facts_in_words, said_of
from fourfold.apps.cases.views.saying import code_in_words
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer, nobody
from fourfold.security.doors import open_to_all
from fourfold.security.edges import limits
from fourfold.security.pages.frame import agency_name

PAGE = "cases/answer_link.html"


# No account and no cookie stands behind this form, so no other site could use one: what it does,
# it does by the code or the pass that is typed into it.
@csrf_exempt
@open_to_all("a service without an account answers by a link and a code; before it nothing shows")
@require_http_methods(["GET", "HEAD", "POST"])
@limits.at_most(30, per=timedelta(hours=1), of="answer-link")
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code; show what may be told once; take one answer."""
    asks = nobody(timezone.now())
    if request.method != "POST":
        return _ask(request, forms.Code())
    if "given" in request.POST:
        return _answer(request, token, asks)
    form = forms.Code(request.POST)
    if not form.is_valid():
        return _ask(request, form, status=422)
    try:
        entered = links.enter(token, code=form.cleaned_data["code"], by=asks)
        found = queries.by_link(entered.link, viewer=asks)
    except links.LinkError as refused:
        blank = forms.Code({"code": ""})
        blank.is_valid()
        blank.errors["code"] = blank.error_class([str(refused)])
        return _ask(request, blank, status=422)
    except NotKnown:
        return _over(request)
    return _show(request, found, given=entered.given)


def _answer(request: HttpRequest, token: str, asks: Viewer) -> HttpResponse:
    form = forms.Reply(request.POST, answers=ANSWERS)
    given = request.POST.get("given", "")
    if form.is_valid():
        try:
            said = said_of(form.cleaned_data)
            answers.answer_by_link(token, given=given, said=said, by=asks)
        except NotKnown:
            return _over(request)
        except DoneBefore:  # sent twice: the same thanks
            return render(request, PAGE, {"state": "thanks"})
        except (ReferringError, MoveNotAllowed) as refused:
            form.add_error(None, str(refused))
        else:
            return render(request, PAGE, {"state": "thanks"})
    return render(request, PAGE, {"state": "again", "form": form, "given": given}, status=422)


def _ask(request: HttpRequest, form: forms.Code, *, status: int = 200) -> HttpResponse:
    return render(request, PAGE, {"state": "code", "form": form}, status=status)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, PAGE, {"state": "over"}, status=410)


def _show(request: HttpRequest, found: Received, *, given: str) -> HttpResponse:
    facts = facts_in_words(found.facts)
    values: dict[str, Any] = {
        "state": "told",
        "found": found,
        "kind": code_in_words(found.line.kind),
        "from_agency": agency_name(found.line.from_agency),
        "facts": [each for each in facts if not each["fact"].is_sud],
        "sud": [each for each in facts if each["fact"].is_sud],
        "form": forms.Reply(answers=found.answers),
        "given": given,
        "title": _("Answer"),
    }
    return render(request, PAGE, values)

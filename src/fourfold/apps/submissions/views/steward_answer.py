"""A data steward answers a call on a page, for an office of their agency."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.submissions.actions.answering import AnswerError, NotAsked
from fourfold.apps.submissions.views import answering
from fourfold.apps.submissions.views.answering import Who
from fourfold.apps.submissions.views.sheets import sheet
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker


@needs(Permission.BATCH_SEND, why="a steward answers a call for an office of their agency")
@require_http_methods(["GET", "HEAD", "POST"])
def answer_form(request: HttpRequest, call: str, office: str) -> HttpResponse:
    """Show the form of a call, and take each step of its answer."""
    viewer = asker(request)
    shown = answering.step(request.POST, Who(call, office, viewer, viewer.at))
    if shown is None:
        raise Http404
    if shown.part == "sheet":
        return sheet(shown.values["q"].contract)
    where = [call, office]
    values = shown.values | {
        "part": shown.part,
        "body": f"submissions/_answer_{shown.part}.html",
        "action": reverse("submissions:answer_form", args=where),
        "keep": reverse("submissions:keep_form", args=where) if shown.part == "form" else "",
    }
    return render(request, "submissions/answer_page.html", values, status=shown.status)


@needs(Permission.BATCH_SEND, why="what a steward types is kept before it is sent")
@require_POST
def keep_form(request: HttpRequest, call: str, office: str) -> HttpResponse:
    """Keep what is being typed; answers with the time, for the page to say so."""
    viewer = asker(request)
    try:
        said = answering.keep(request.POST, Who(call, office, viewer, viewer.at))
    except NotAsked:
        raise Http404 from None
    except AnswerError:
        return HttpResponse(status=409)
    return HttpResponse(said, content_type="text/plain; charset=utf-8")

"""On which legal ground offices send rows about people: brought, agreed to, ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.submissions.actions import grounds as actions
from fourfold.apps.submissions.forms.grounds import NewGround
from fourfold.apps.submissions.queries import grounds as queries
from fourfold.apps.submissions.rules.calls import SubmissionError
from fourfold.apps.submissions.rules.grounds import datasets_about_people, laws_of
from fourfold.reference.packs import active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import names_of


@needs(Permission.GROUND_VIEW, why="shows whom calls may ask for rows about people")
@require_http_methods(["GET", "HEAD"])
def grounds(request: HttpRequest) -> HttpResponse:
    """List on which grounds offices send records."""
    viewer = asker(request)
    found = queries.grounds(viewer=viewer)
    shown = {
        "grounds": found,
        "names": names_of({each.proposed_by for each in found}),
        "brings": viewer.may(Permission.CALL_OPEN),
        "decides": viewer.may(Permission.GROUND_AGREE),
        "account": viewer.account,
    }
    return render(request, "submissions/grounds.html", shown)


@needs(Permission.CALL_OPEN, why="Council staff say whom a call may ask for records")
@require_http_methods(["GET", "HEAD", "POST"])
def new_ground(request: HttpRequest) -> HttpResponse:
    """Name a ground; somebody else agrees to it."""
    viewer = asker(request)
    offices = queries.offices_that_may(viewer=viewer)
    form = NewGround(
        request.POST or None,
        offices=offices,
        datasets=datasets_about_people(active_pack()),
        laws=laws_of(active_pack()),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.propose(given.pop("office"), **given, by=viewer)
        except SubmissionError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("A privacy officer decides about it now."))
            return HttpResponseRedirect(reverse("submissions:grounds"))
    shown = {"form": form, "has_office": bool(offices)}
    return render(request, "submissions/ground_new.html", shown)


@needs(Permission.GROUND_AGREE, why="a second person agrees before records may come", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_ground(request: HttpRequest, ground: str) -> HttpResponse:
    """Look at a ground somebody brought; agree to it, or refuse it."""
    viewer = asker(request)
    found = next((each for each in queries.grounds(viewer=viewer) if each.id == ground), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        agrees = request.POST.get("agrees") == "yes"
        try:
            actions.decide(ground, agrees=agrees, by=viewer)
        except SubmissionError as refused:
            messages.error(request, str(refused))
        else:
            said = _("The office may send these rows now.") if agrees else _("It was refused.")
            messages.success(request, said)
        return HttpResponseRedirect(reverse("submissions:grounds"))
    shown = {"ground": found, "names": names_of({found.proposed_by})}
    return render(request, "submissions/ground_decide.html", shown)


@needs(Permission.GROUND_VIEW, why="one person is enough to narrow", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def end_ground(request: HttpRequest, ground: str) -> HttpResponse:
    """Ask once more, then end a ground."""
    viewer = asker(request)
    found = next((each for each in queries.grounds(viewer=viewer) if each.id == ground), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.end(ground, by=viewer)
        except SubmissionError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The ground has ended. What was accepted stays."))
        return HttpResponseRedirect(reverse("submissions:grounds"))
    return render(request, "submissions/ground_end.html", {"ground": found})

"""The case page: what the person wants, facts, the story, what comes next, each room's panel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.apps.cases.access.services import works_on
from fourfold.apps.cases.queries import cases as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.states.steps import GROUPS
from fourfold.apps.cases.views import saying
from fourfold.apps.cases.views.panels import panels
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NeedsProof, NoPurpose, NotKnown, Purpose
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import agency_name, name_of

NEWEST, MOST = 15, 1_000
"""Steps of the story on the page at first, and at most."""


@needs(Permission.RECORD_READ, why="shows a case that is yours to know")
@require_GET
def case(request: HttpRequest, case: str) -> HttpResponse:
    """Show one case."""
    viewer = asker(request)
    return shown(request, opened_for(viewer, case))


@needs(Permission.RECORD_READ, why="shows one masked value, for a purpose", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def show_value(request: HttpRequest, case: str) -> HttpResponse:
    """Show one masked value of a case on its page; after a fresh proof it is asked for again."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("cases:case", args=[case]))
    viewer = asker(request)
    opened = opened_for(viewer, case)
    asked = {"value": request.POST.get("value", ""), "purpose": request.POST.get("purpose", "")}
    try:
        opened = queries.show(opened, viewer=viewer, **asked)
    except NotKnown:
        raise Http404 from None
    except (NoPurpose, NeedsProof) as problem:
        messages.error(request, str(problem))
    return shown(request, opened)


def opened_for(viewer: Viewer, number: str) -> OpenCase:
    """
    Open a case for a page; what one may not know of is not found.

    To whom a case was referred, or who holds a privileged note, has the referral's own page: there
    each look at what a consent names is written down as told.
    """
    try:
        opened = queries.open_case(number, viewer=viewer)
    except NotKnown:
        raise Http404 from None
    if not works_on(opened.seen.rights):
        raise Http404
    return opened


def shown(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Return the page of an opened case."""
    values = heading(opened) | {
        "wishes": saying.facts_of(opened, opened.seen, names=["wishes"]),
        "summary": saying.facts_of(opened, opened.seen, names=["summary"]),
        "panels": panels(opened),
        "show": reverse("cases:show_value", args=[opened.case.id]),
        "purposes": [(each.value, _(each.label)) for each in Purpose],
    }
    return render(request, "cases/case.html", values | _story(request, opened))


def heading(opened: OpenCase) -> dict[str, Any]:
    """Return what every page of a case says at its top."""
    record = opened.case
    return {
        "case": record,
        "opened": opened,
        "name": called(opened),
        "number": " ".join(record.id[at : at + 4] for at in range(0, 16, 4)),
        "worker": name_of(record.worker) if record.worker else "",
        "region": saying.region_name(record.region),
        "agency": agency_name(record.agency),
        "state_words": saying.code_in_words(record.state),
        "concern_words": saying.code_in_words(record.concern) if record.concern else "",
        "outcome_words": saying.code_in_words(record.outcome),
        "glass": opened.seen.rights.by_glass_alone,
    }


def called(opened: OpenCase) -> str:
    """Return the person's name if this viewer reads it at once, and else ""."""
    if opened.person is None:
        return ""
    names = opened.person.fields(["given_name", "family_name"])
    return " ".join(str(each.value) for each in names if each.value)


def _story(request: HttpRequest, opened: OpenCase) -> dict[str, Any]:
    group = request.GET.get("story", "")
    group = group if group in GROUPS else ""
    first, every = request.GET.get("order") == "first", request.GET.get("steps") == "all"
    most = MOST if every else NEWEST
    told = queries.story(opened, viewer=opened.viewer, group=group, first=first, most=most + 1)
    there = queries.groups_of(opened, viewer=opened.viewer)
    return {
        "days": saying.by_day(saying.sentences(told[:most]), now=opened.viewer.at),
        "more": len(told) > most,
        "group": group,
        "groups": [(code, _(GROUPS.get(code, code))) for code in there],
        "first": first,
    }

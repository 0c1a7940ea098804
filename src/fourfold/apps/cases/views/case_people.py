"""Who works on a case: seen and decided by its supervisor; anyone who keeps it calls one in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.cases.actions import working
from fourfold.apps.cases.forms.casefile import Colleague
from fourfold.apps.cases.queries import working as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.views import saying
from fourfold.apps.cases.views.case import heading
from fourfold.apps.cases.views.case_deeds import REFUSED, bound, deed, kept
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import agency_name, names_of

KINDS = {
    "ASSIGNED": _("Works on it"),
    "SUPERVISOR": _("Supervises it"),
    "TEAM": _("Team or queue"),
    "RECIPIENT": _("Was asked to help, by consent"),
    "BREAK_GLASS": _("Opened it in an emergency"),
    "HOLDER": _("Keeps privileged notes"),
    "CONFLICT": _("Must not see it"),
}


@needs(Permission.RECORD_WRITE, why="says who may see a case that one keeps")
@require_http_methods(["GET", "HEAD"])
def case_people(request: HttpRequest, case: str) -> HttpResponse:
    """Show who has which part in the case."""
    opened = kept(request, case)
    parts = []
    decides = queries.supervises(opened, viewer=opened.viewer)
    if decides:
        parts = queries.parts(opened, viewer=opened.viewer)
    names = names_of({each.account for each in parts} | {each.given_by for each in parts})
    shown = [
        {
            "part": each,
            "who": names.get(each.account, "")
            or (agency_name(each.agency) if each.agency else saying.code_in_words(each.team)),
            "what": KINDS.get(each.kind, each.kind),
            "by": names.get(each.given_by, each.given_by),
        }
        for each in parts
    ]
    values = heading(opened) | {"parts": shown, "decides": decides}
    return render(request, "cases/case_people.html", values)


@needs(Permission.RECORD_ASSIGN, why="a supervisor chooses who works on a case")
@require_http_methods(["GET", "HEAD", "POST"])
def assign_worker(request: HttpRequest, case: str) -> HttpResponse:
    """Assign a worker."""
    opened = kept(request, case)
    if not queries.supervises(opened, viewer=opened.viewer):
        raise Http404
    said = {"title": _("Assign a worker"), "button": _("Assign the case")}

    def act(typed: dict[str, Any], by: Viewer) -> None:
        working.assign(case, account=typed["account"], by=by)

    done = _("The case is assigned.")
    return _chosen(request, opened, Permission.RECORD_CREATE, act, done=done, said=said)


@needs(Permission.RECORD_WRITE, why="who keeps a case asks somebody to answer for it")
@require_http_methods(["GET", "HEAD", "POST"])
def call_supervisor(request: HttpRequest, case: str) -> HttpResponse:
    """Ask somebody to supervise."""
    opened = kept(request, case)
    said = {"title": _("Ask somebody to supervise"), "button": _("Ask them")}

    def act(typed: dict[str, Any], by: Viewer) -> None:
        working.call_supervisor(case, account=typed["account"], by=by)

    done = _("They supervise the case from now on.")
    return _chosen(request, opened, Permission.RECORD_ASSIGN, act, done=done, said=said)


@needs(Permission.RECORD_ASSIGN, why="a supervisor ends a part in a case")
@require_POST
def end_part(request: HttpRequest, case: str, relation: str) -> HttpResponse:
    """End somebody's part now."""
    try:
        working.end_part(case, relation=relation, by=asker(request))
        messages.success(request, _("That part has ended."))
    except NotKnown:
        raise Http404 from None
    except REFUSED as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("cases:case_people", args=[case]))


def _chosen(
    request: HttpRequest,
    opened: OpenCase,
    permission: Permission,
    act: Any,
    *,
    done: str,
    said: dict[str, Any],
) -> HttpResponse:
    form = bound(request, Colleague, opened)
    names = names_of(set(queries.colleagues(permission, viewer=opened.viewer)))
    form.choose("account", dict(sorted(names.items(), key=lambda each: each[1])))
    back = reverse("cases:case_people", args=[opened.case.id])
    return deed(request, opened, form, act, done=done, said=said, back=back)

"""The case page: who it is about, the story, and the panels of every room."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fourfold.apps.cases.queries import cases as queries
from fourfold.apps.cases.views.panels import panels
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import names_of


@needs(Permission.RECORD_READ, why="shows a case that is yours to know")
@require_GET
def case(request: HttpRequest, case: str) -> HttpResponse:
    """Show one case."""
    viewer = asker(request)
    try:
        opened = queries.open_case(case, viewer=viewer)
    except NotKnown:
        raise Http404 from None
    told = queries.story(opened, viewer=viewer)
    values = {
        "case": opened.case,
        "opened": opened,
        "wishes": [each for each in opened.seen.fields(["wishes"]) if each.value],
        "facts": list(opened.person.fields()) if opened.person else [],
        "story": told,
        "names": names_of({each.by for each in told} | {opened.case.worker}),
        "panels": panels(opened),
    }
    return render(request, "cases/case.html", values)

"""
Pages as an app with people's records writes them: the policy is asked, then something is shown.

They are plain on purpose. What they prove is who gets which bytes.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_GET, require_POST

from fourfold.security.access import glass, relations, sight
from fourfold.security.access.need_to_know import visible_to
from fourfold.security.access.policy import Action
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs, viewer_at
from fourfold.security.edges import sheets
from fourfold.security.keys import digest_to_find, new_person
from tests.desk.models import Folder

PAGE = 20


def _viewer(request: HttpRequest) -> Viewer:
    viewer = viewer_at(request)
    assert viewer is not None
    return viewer


def _opened(request: HttpRequest, number: str) -> sight.Sight[Folder]:
    try:
        return sight.open_record(Folder, number, viewer=_viewer(request))
    except sight.NotKnown:
        raise Http404 from None


def _table(seen: sight.Sight[Folder]) -> Any:
    return format_html_join(
        "",
        "<dt>{}</dt><dd>{}</dd>",
        ((each.label, "•••• Show" if each.masked else each.value) for each in seen.fields()),
    )


@require_GET
@needs(Permission.RECORD_READ, why="lists the records that are yours to know")
def folders(request: HttpRequest) -> HttpResponse:
    """List a page of records, with the names that may be read."""
    shown = sight.list_records(Folder, viewer=_viewer(request), page=slice(0, PAGE))
    lines = format_html_join(
        "",
        '<li><a href="/desk/folders/{}/">{}</a> {}</li>',
        (
            (
                each.record.pk,
                each.record.pk,
                each.record.given_name if each.may(Action.READ, "given_name") else "",
            )
            for each in shown
        ),
    )
    return HttpResponse(format_html("<h1>Folders</h1><ul>{}</ul>", lines))


@require_GET
@needs(Permission.RECORD_READ, why="counts the records that are yours to know")
def count(request: HttpRequest) -> HttpResponse:
    """Say how many records there are, for this viewer."""
    return HttpResponse(str(visible_to(_viewer(request), Folder).count()))


@require_GET
@needs(Permission.RECORD_READ, why="shows a record that is yours to know")
def folder(request: HttpRequest, number: str) -> HttpResponse:
    """Show one record."""
    return HttpResponse(format_html("<h1>Folder</h1><dl>{}</dl>", _table(_opened(request, number))))


@require_GET
@needs(Permission.RECORD_READ, why="prints a record that is yours to know")
def printed(request: HttpRequest, number: str) -> HttpResponse:
    """Show one record for paper."""
    return HttpResponse(format_html("<dl>{}</dl>", _table(_opened(request, number))))


@require_POST
@needs(Permission.RECORD_READ, why="shows a masked value for a purpose", step_up=True)
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show one masked value."""
    seen = _opened(request, number)
    try:
        value = seen.show(request.POST.get("field", ""), purpose=request.POST.get("purpose", ""))
    except sight.NotKnown:
        raise Http404 from None
    except sight.NoPurpose as problem:
        return HttpResponse(str(problem), status=422)
    return HttpResponse(format_html("<p>{}</p>", value))


@require_POST
@needs(Permission.RECORD_WRITE, why="changes a record that is yours to keep")
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Change one field."""
    seen, field = _opened(request, number), request.POST.get("field", "")
    try:
        seen.check(Action.WRITE, field)
    except sight.NotKnown:
        raise Http404 from None
    with transaction.atomic():
        found = sight.to_change(Folder, viewer=_viewer(request)).get(pk=number)
        setattr(found, field, request.POST.get("value", ""))
        sight.changed(found, [field], by=_viewer(request))
        found.save(update_fields=[field])
    return HttpResponse("Kept.")


@require_GET
@needs(Permission.RECORD_EXPORT, why="takes a record out, for a purpose", step_up=True)
def export(request: HttpRequest, number: str) -> HttpResponse:
    """Take one record out as a spreadsheet."""
    seen = _opened(request, number)
    try:
        values = seen.taken_out(purpose=request.GET.get("purpose", ""))
    except sight.NotKnown:
        raise Http404 from None
    except sight.NoPurpose as problem:
        return HttpResponse(str(problem), status=422)
    rows = [[name, str(value)] for name, value in values.items()]
    return HttpResponse(sheets.write_csv([["Field", "Value"], *rows]), content_type="text/csv")


@require_GET
@needs(Permission.RECORD_READ, why="gives programs what the page gives people")
def as_json(request: HttpRequest, number: str) -> JsonResponse:
    """Show one record to a program."""
    return JsonResponse(
        {
            each.name: None if each.masked else str(each.value)
            for each in _opened(request, number).fields()
        }
    )


@require_POST
@needs(Permission.RECORD_LOOKUP, why="looks up whether a person is known")
def look_up(request: HttpRequest) -> HttpResponse:
    """Find records by a family name, among those the viewer may know of."""
    viewer = _viewer(request)
    sought = digest_to_find(
        Folder, "family_name_index", request.POST.get("family_name", ""), agency=viewer.agency
    )
    found = sight.look_up(Folder, {"family_name_index": sought}, viewer=viewer)
    return HttpResponse(json.dumps([each.record.pk for each in found]))


@require_POST
@needs(Permission.RECORD_CREATE, why="begins a record")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a record of the viewer's agency."""
    viewer = _viewer(request)
    person = new_person(agency=viewer.agency)
    with transaction.atomic():
        made = Folder(agency=viewer.agency, person=person)
        made.given_name = request.POST.get("given_name", "")
        made.save(force_insert=True)
        relations.begin(made, by=viewer)
    return HttpResponse(made.pk)


@require_POST
@needs(Permission.RECORD_ASSIGN, why="decides who works on a record")
def assign(request: HttpRequest, number: str) -> HttpResponse:
    """Assign a colleague."""
    seen = _opened(request, number)
    try:
        seen.check(Action.ASSIGN, "agency")
        relations.assign(seen.record, request.POST.get("account", ""), by=_viewer(request))
    except (sight.NotKnown, relations.MayNotGive):
        raise Http404 from None
    except relations.RelationError as problem:
        return HttpResponse(str(problem), status=422)
    return HttpResponse("Assigned.")


@require_POST
@needs(Permission.GLASS_BREAK, why="opens a record in an emergency", step_up=True)
def emergency(request: HttpRequest, number: str) -> HttpResponse:
    """Open a record in an emergency."""
    try:
        glass.break_glass(
            Folder,
            number,
            reason=request.POST.get("reason", ""),
            words=request.POST.get("words", ""),
            by=_viewer(request),
        )
    except glass.GlassError as problem:
        return HttpResponse(str(problem), status=422)
    return HttpResponse("Open for two hours.")

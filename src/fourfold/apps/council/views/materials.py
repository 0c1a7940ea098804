"""Materials of a meeting: brought, changed, brought again, withdrawn, and given out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.council.actions import materials as actions
from fourfold.apps.council.forms.materials import MaterialForm, NewFileForm
from fourfold.apps.council.queries import materials as queries
from fourfold.apps.council.queries import meetings as meeting_queries
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.states.meetings import MoveNotAllowed
from fourfold.apps.council.views.meeting_words import title_of
from fourfold.apps.council.views.needs import READS, WORKS
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import needs, open_to_all
from fourfold.security.edges import uploads
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker

WHY = "what is read at a meeting of the Council; no person served"
OPEN = "materials of a posted meeting that are open to everybody"


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def materials(request: HttpRequest, council_meeting: str) -> HttpResponse:
    """List a meeting's materials; staff bring one."""
    viewer = asker(request)
    meeting = _meeting(request, council_meeting)
    topics = _topics(request, meeting.id)
    form = MaterialForm(
        request.POST or None, request.FILES or None, topics=topics, initial={"once": new_id()}
    )
    if request.method == "POST":
        if not viewer.may(WORKS):
            raise Http404
        if form.is_valid():
            once = form.cleaned_data["once"] or new_id()
            told, file = form.told(), form.cleaned_data["file"]
            try:
                actions.bring(meeting.id, told=told, file=file, once=once, by=viewer, at=viewer.at)
            except NoSuchPaper:
                raise Http404 from None
            except CouncilError as refused:
                form.add_error("file", str(refused))
            else:
                messages.success(request, _("The material is kept."))
                return HttpResponseRedirect(reverse("council:materials", args=[meeting.id]))
    shown = {
        "meeting": meeting,
        "title": title_of(meeting),
        "rows": queries.materials(meeting.id, viewer=viewer),
        "form": form,
        "works": viewer.may(WORKS) and meeting.state.value != "OFF",
    }
    return render(request, "council/materials.html", shown, status=422 if form.errors else 200)


@needs(WORKS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def material(request: HttpRequest, council_meeting: str, council_material: str) -> HttpResponse:
    """Show a material with its versions; staff change, replace or withdraw it."""
    meeting = _meeting(request, council_meeting)
    found = _or_404(request, meeting.id, council_material)
    do = request.POST.get("do", "")
    stands = {
        "title": found.title,
        "brought_by": found.brought_by,
        "item": found.item,
        "is_open": "yes" if found.is_open else "no",
        "version": found.version,
    }
    form = MaterialForm(
        request.POST if do == "change" else None,
        topics=_topics(request, meeting.id, held=(found.item, found.topic)),
        is_new=False,
        initial=stands,
    )
    again = NewFileForm(
        request.POST if do == "again" else None,
        request.FILES if do == "again" else None,
        initial={"version": found.version},
    )
    if request.method == "POST" and _done(request, found, do=do, form=form, again=again):
        here = reverse("council:material", args=[meeting.id, found.id])
        return HttpResponseRedirect(here)
    shown = {
        "meeting": meeting,
        "title": title_of(meeting),
        "held": found,
        "form": form,
        "again": again,
    }
    bad = form.errors or again.errors
    return render(request, "council/material.html", shown, status=422 if bad else 200)


@needs(READS, why=WHY)
@require_safe
def material_file(
    request: HttpRequest, council_meeting: str, council_material: str, material_version: int
) -> HttpResponseBase:
    """Give a version of a material to those who read the Council's papers."""
    meeting = _meeting(request, council_meeting)
    try:
        found = queries.given(
            council_material, meeting=meeting.id, nth=material_version, viewer=asker(request)
        )
    except NoSuchPaper:
        raise Http404 from None
    return uploads.answer([found.content], name=found.id, kind=found.kind)


@open_to_all(OPEN)
@require_safe
def public_material_file(
    request: HttpRequest, council_meeting: str, council_material: str
) -> HttpResponseBase:
    """Give everyone a material that is open, in the version that holds."""
    del request
    viewer = nobody(timezone.now())
    try:
        found = queries.given(council_material, meeting=council_meeting, nth=None, viewer=viewer)
    except NoSuchPaper:
        raise Http404 from None
    return uploads.answer([found.content], name=found.id, kind=found.kind)


def _done(
    request: HttpRequest,
    found: queries.MaterialLine,
    *,
    do: str,
    form: MaterialForm,
    again: NewFileForm,
) -> bool:
    """Do what was asked; False leaves what was typed on the page with its errors."""
    viewer, post = asker(request), request.POST
    who: dict[str, Any] = {"by": viewer, "at": viewer.at}
    told = post.get("version", "")
    version = int(told) if told.isascii() and told.isdecimal() and len(told) < 8 else 0
    asked: Any = {"change": form, "again": again}.get(do)
    if asked is not None and not asked.is_valid():
        return False
    try:
        if do == "change":
            actions.change(found.id, told=form.told(), version=version, **who)
        elif do == "again":
            file = again.cleaned_data["file"]
            actions.bring_again(found.id, file=file, version=version, **who)
        elif do == "withdraw":
            actions.withdraw(found.id, why=post.get("why", ""), version=version, **who)
        elif do == "show":
            actions.show_again(found.id, version=version, **who)
        else:
            raise Http404
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        if asked is not None:
            asked.add_error(None, str(refused))
            return False
        messages.error(request, str(refused))
    return True


def _topics(
    request: HttpRequest, meeting: str, *, held: tuple[str, str] = ("", "")
) -> list[tuple[str, str]]:
    items = meeting_queries.items(meeting, viewer=asker(request))
    found = [(each.id, each.title) for each in items]
    return found if not held[0] or held[0] in dict(found) else [*found, held]


def _or_404(request: HttpRequest, meeting: str, material: str) -> queries.MaterialLine:
    try:
        found = queries.material(material, viewer=asker(request))
    except NoSuchPaper:
        raise Http404 from None
    if found.meeting != meeting:
        raise Http404
    return found


def _meeting(request: HttpRequest, meeting: str) -> meeting_queries.MeetingLine:
    viewer = asker(request)
    try:
        return meeting_queries.meeting(meeting, viewer=viewer, now=viewer.at)
    except NoSuchPaper:
        raise Http404 from None

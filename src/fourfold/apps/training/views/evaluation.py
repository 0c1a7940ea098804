"""What a session, a course or a year changed: on a page, as PDF and as a Word file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.surveys.actions import evaluating
from fourfold.apps.surveys.actions.evaluating import NotEvaluable
from fourfold.apps.training.queries import evaluation as queries
from fourfold.apps.training.queries.evaluation import Asked
from fourfold.apps.training.rules.courses import courses
from fourfold.apps.training.views.reports import WRITERS
from fourfold.apps.training.views.sessions import session_or_404
from fourfold.apps.training.views.words import GIVES, LEADS
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands. at: the address's name; of: what fills it; query: what it asks."""

    at: str
    of: tuple[str, ...]
    query: str
    back: tuple[str, str]

    def address(self, form: str = "") -> str:
        """Return the address of the page, or of a file of it."""
        name = f"{self.at}_{form}" if form else self.at
        return reverse(name, args=self.of) + (f"?{self.query}" if self.query else "")


@needs(GIVES, why="who gives a session sees what its answers add up to, small groups hidden")
@require_http_methods(["GET", "HEAD", "POST"])
def session_evaluation(request: HttpRequest, training: str) -> HttpResponse:
    """Show what a session changed; work it out when asked to."""
    viewer = asker(request)
    place, asked = _of_session(training, viewer)
    return _page(request, place, asked, viewer=viewer)


@needs(GIVES, why="who gives a session takes its evaluation along")
@require_safe
def session_evaluation_file(request: HttpRequest, training: str, form: str) -> HttpResponse:
    """Give the evaluation of a session as PDF or Word file; that is recorded."""
    viewer = asker(request)
    place, asked = _of_session(training, viewer)
    return _file(place, asked, form, viewer=viewer)


@needs(LEADS, why="the training office evaluates a course or a year")
@require_http_methods(["GET", "HEAD", "POST"])
def reached_evaluation(request: HttpRequest) -> HttpResponse:
    """Show what a course or a year changed; let one choose where several surveys were asked."""
    viewer = asker(request)
    place, offered, asked = _of_many(request, viewer)
    if asked is None and offered:
        values = {
            "offered": [(each, _chosen(place, each)) for each in offered],
            "back": place.back,
            "title": offered[0].events.title,
        }
        return render(request, "training/evaluation.html", values)
    return _page(request, place, asked, viewer=viewer)


@needs(LEADS, why="the training office takes the evaluation of a course or a year along")
@require_safe
def reached_evaluation_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the evaluation of a course or a year as PDF or Word file; that is recorded."""
    viewer = asker(request)
    place, _offered, asked = _of_many(request, viewer)
    return _file(place, asked, form, viewer=viewer)


def _of_session(training: str, viewer: Viewer) -> tuple[Place, Asked | None]:
    line = session_or_404(training, viewer)
    back = (line.title, reverse("training:session", args=[training]))
    place = Place("training:session_evaluation", (training,), "", back)
    return place, queries.at_session(line, viewer=viewer)


def _of_many(request: HttpRequest, viewer: Viewer) -> tuple[Place, list[Asked], Asked | None]:
    on = timezone.localdate(viewer.at)
    told = {name: request.GET.get(name, "") for name in ("year", "course", "study")}
    year, course = told["year"], told["course"]
    if year and not (year.isdecimal() and len(year) == 4 and int(year) <= on.year):
        raise Http404
    if course and course not in courses():
        raise Http404
    offered = queries.at_sessions(
        viewer=viewer, on=on, year=int(year) if year else None, course=course
    )
    chosen = [each for each in offered if told["study"] in ("", each.study)]
    if told["study"] and not chosen:
        raise Http404
    query = urlencode({name: said for name, said in told.items() if said})
    back = (_("Training in numbers"), reverse("training:numbers"))
    place = Place("training:reached_evaluation", (), query, back)
    return place, offered, chosen[0] if len(chosen) == 1 else None


def _chosen(place: Place, asked: Asked) -> str:
    more = urlencode({"study": asked.study})
    return f"{place.address()}{'&' if place.query else '?'}{more}"


def _page(
    request: HttpRequest, place: Place, asked: Asked | None, *, viewer: Viewer
) -> HttpResponse:
    values: dict[str, Any] = {"back": place.back, "title": place.back[0], "here": place.address()}
    if asked is None:
        values["refused"] = _("No survey before and after goes with a session that is over.")
        return render(request, "training/evaluation.html", values)
    values["title"] = f"{asked.events.title}. {asked.title}"
    try:
        if request.method == "POST":
            evaluating.work_out(asked.study, by=viewer, at=viewer.at, events=asked.events)
            return HttpResponseRedirect(place.address())
        values |= _shown(place, asked, viewer)
    except NotEvaluable as refused:
        values["refused"] = str(refused)
    status = 422 if "refused" in values and request.method == "POST" else 200
    return render(request, "training/evaluation.html", values, status=status)


def _shown(place: Place, asked: Asked, viewer: Viewer) -> dict[str, Any]:
    of = queries.evaluable(asked.study, viewer=viewer, events=asked.events)
    found = queries.kept(of, viewer=viewer)
    if found is None:
        was = queries.was_evaluated(asked.study, viewer=viewer, events=asked.events)
        return {"counts": of.counts, "was": was}
    return {
        # Written by our own documents, which escape every word of it.
        "body": mark_safe(found.page),  # noqa: S308
        "made_at": found.made_at,
        "is_held": found.is_held,
        "files": [
            {"name": _("Report (PDF)"), "href": place.address("pdf")},
            {"name": _("Report (Word)"), "href": place.address("docx")},
        ],
    }


def _file(place: Place, asked: Asked | None, form: str, *, viewer: Viewer) -> HttpResponse:
    if asked is None:
        raise Http404
    try:
        of = queries.evaluable(asked.study, viewer=viewer, events=asked.events)
        found = queries.kept(of, viewer=viewer)
    except NotEvaluable:
        found = None
    if found is None:  # nothing is taken along that the page does not show
        return HttpResponseRedirect(place.address())
    evaluating.note_taken(of, what=f"report.{form}", by=viewer, at=viewer.at)
    document = queries.report(of, found=found.found, viewer=viewer, at=found.made_at)
    write, kind = WRITERS[form]
    headers = {"Content-Disposition": f'attachment; filename="evaluation.{form}"'}
    return HttpResponse(write(document), content_type=kind, headers=headers)

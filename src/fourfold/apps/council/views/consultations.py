"""The consultation log: the list, who was never asked, and one entry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.council.actions import consultations as actions
from fourfold.apps.council.forms.consultations import ASKED, WAYS, ConsultationForm, LogFilters
from fourfold.apps.council.queries import consultations as queries
from fourfold.apps.council.queries.consultations import ConsultationLine
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.states.consultations import Asked, Way
from fourfold.apps.council.states.reports import FourP
from fourfold.apps.council.views import words
from fourfold.apps.council.views.needs import READS, WORKS
from fourfold.reference import active_pack
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

WHY = "whom the Council consulted; it names no person served"
HEADS = (
    *("on", "who", "kind", "sector", "p", "topic", "about", "how", "survey", "said", "document"),
    *("changed", "changed in"),
)
SAID = {**dict(ASKED), **dict(WAYS)}


@needs(READS, why=WHY)
@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """List whom the Council consulted; filters narrow the list; and who was never asked."""
    viewer = asker(request)
    form, lines, every = _listed(request)
    shown = {
        "filters": form,
        "rows": [(e, words.FOUR_PS[e.four_p], _who(e), SAID[e.way.value]) for e in lines],
        "all": len(every),
        "gaps": [
            (words.FOUR_PS[each.four_p], each) for each in queries.never_asked(every, viewer=viewer)
        ],
        "works": viewer.may(WORKS),
    }
    return render(request, "council/consultations.html", shown)


@needs(READS, why=WHY)
@require_safe
def consultations_file(request: HttpRequest) -> HttpResponseBase:
    """Give the log as CSV, with the same filters."""
    _form, lines, _every = _listed(request)
    rows = [
        (
            *(each.on.isoformat(), str(_who(each)), each.asked.value, each.sector),
            *(each.four_p.value, each.topic, each.about_words, each.way.value),
            *(each.study_title, each.said, each.document, each.changed, each.changed_words),
        )
        for each in lines
    ]
    return csv_file([HEADS, *rows], name="consultations", at=asker(request).at)


@needs(WORKS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def consultation_new(request: HttpRequest) -> HttpResponse:
    """Enter a consultation."""
    form = _form(request, None)
    if request.method == "POST" and form.is_valid():
        answer = _kept(request, form, None)
        if answer is not None:
            return answer
    status = 422 if form.errors else 200
    return render(
        request, "council/consultation.html", {"form": form, "works": True}, status=status
    )


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request: HttpRequest, consultation: str) -> HttpResponse:
    """Show an entry with its story; staff correct it, or add what changed."""
    viewer = asker(request)
    try:
        line = queries.consultation(consultation, viewer=viewer)
    except NoSuchPaper:
        raise Http404 from None
    form = _form(request, line)
    if request.method == "POST":
        if not viewer.may(WORKS):
            raise Http404
        if form.is_valid():
            answer = _kept(request, form, line)
            if answer is not None:
                return answer
    names = set(form.fields)
    shown = {
        "line": line,
        "who": _who(line),
        "four_p": words.FOUR_PS[line.four_p],
        "way": SAID[line.way.value],
        "form": form,
        "works": viewer.may(WORKS),
        "changes": [
            (each, [(form[name].label, old, new) for name, old, new in each.told if name in names])
            for each in queries.changes(consultation, viewer=viewer)
        ],
    }
    return render(request, "council/consultation.html", shown, status=422 if form.errors else 200)


def _who(line: ConsultationLine) -> Any:
    return line.who or _("Survivors")


def _listed(
    request: HttpRequest,
) -> tuple[LogFilters, list[ConsultationLine], list[ConsultationLine]]:
    every = queries.consultations(viewer=asker(request))
    form = LogFilters(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    return form, [each for each in every if _fits(each, given)], every


def _fits(line: ConsultationLine, given: dict[str, str]) -> bool:
    told = f"{line.who} {line.topic} {line.said} {line.changed}".casefold()
    return (
        given.get("q", "").casefold() in told
        and given.get("p", "") in ("", line.four_p.value)
        and given.get("asked", "") in ("", line.asked.value)
        and given.get("way", "") in ("", line.way.value)
        and given.get("changed", "") in ("", "yes" if line.changed else "no")
    )


def _form(request: HttpRequest, line: ConsultationLine | None) -> ConsultationForm:
    viewer = asker(request)
    studies = queries.studies(viewer=viewer, today=timezone.localdate(viewer.at))
    if line and line.study and line.study not in dict(studies):
        studies.append((line.study, line.study_title))
    told: dict[str, Any] = {"once": new_id()}
    if line:
        names = [name for name in ConsultationForm.base_fields if name != "once"]
        told = {name: getattr(line, name) for name in names}
        told["who"] = line.who if line.asked is Asked.GROUP else ""
    return ConsultationForm(
        request.POST if request.method == "POST" else None,
        organizations=[(e.code, e.name) for e in active_pack().organizations],
        things=queries.things(viewer=viewer),
        studies=studies,
        initial=told,
    )


def _kept(
    request: HttpRequest, form: ConsultationForm, line: ConsultationLine | None
) -> HttpResponse | None:
    viewer, given = asker(request), dict(form.cleaned_data)
    once, version = given.pop("once"), given.pop("version")
    given |= {"asked": Asked(given["asked"]), "way": Way(given["way"])}
    given["four_p"] = FourP(given["four_p"])
    titles = dict(queries.studies(viewer=viewer, today=timezone.localdate(viewer.at)))
    if line:
        titles.setdefault(line.study, line.study_title)
    given["study_title"] = titles.get(given["study"], "") if given["study"] else ""
    told = actions.Consulted(**given)
    try:
        if line is None:
            made = actions.log(told, once=once or new_id(), by=viewer, at=viewer.at)
        else:
            made = line.id
            actions.change(made, told=told, version=version or 0, by=viewer, at=viewer.at)
    except NoSuchPaper:
        raise Http404 from None
    except CouncilError as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, _("It is kept in the log."))
    return HttpResponseRedirect(reverse("council:consultation", args=[made]))

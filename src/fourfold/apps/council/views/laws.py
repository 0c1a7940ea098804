"""Laws at the desk: the inventory, one law with its versions, and its assessment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.council.actions import laws as actions
from fourfold.apps.council.forms.laws import AssessForm, LawFilters
from fourfold.apps.council.queries import laws as queries
from fourfold.apps.council.queries.bills import bills
from fourfold.apps.council.queries.laws import AssessmentLine, LawLine
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.states.laws import AssessmentState, MoveNotAllowed
from fourfold.apps.council.states.reports import FourP
from fourfold.apps.council.views import law_words, words
from fourfold.apps.council.views.bills import STANDS
from fourfold.apps.council.views.law_pages import chosen_diff, page_of
from fourfold.apps.council.views.needs import READS, WORKS
from fourfold.documents import docx, pdf
from fourfold.documents.laws import LawEntry, inventory
from fourfold.documents.words import day
from fourfold.reference import active_pack
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

WHY = "the Council's inventory of laws; it names no person served"
ASKED_FOR = "inventory of Connecticut statutes"
HEADS = (
    *("code", "citation", "title", "kind", "p", "class", "status", "effective", "amended by"),
    *("effect", "assessed on", "effect measured by", "figure", "gap", "recommendations", "source"),
)
WRITERS: dict[str, tuple[Callable[..., bytes], str]] = {
    "pdf": (pdf.render, "application/pdf"),
    "docx": (
        docx.render,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


@needs(READS, why=WHY)
@require_safe
def laws(request: HttpRequest) -> HttpResponse:
    """List the laws with their status and effect; filters narrow the list."""
    form, lines = listed(request)
    shown = {
        "filters": form,
        "rows": [(each, law_words.KINDS[each.law.statute.kind], _stands(each)) for each in lines],
        "all": len(active_pack().statutes),
        "assessed": sum(each.assessment is not None for each in lines),
        "waits": sum(each.waits for each in lines),
    }
    return render(request, "council/laws.html", shown)


@needs(READS, why=WHY)
@require_safe
def laws_file(request: HttpRequest) -> HttpResponseBase:
    """Give the inventory as CSV, with the same filters."""
    _form, lines = listed(request)
    return csv_file([HEADS, *map(_row, lines)], name="inventory-of-laws", at=asker(request).at)


@needs(READS, why=WHY)
@require_safe
def inventory_file(request: HttpRequest, council_file: str) -> HttpResponse:
    """Give the inventory as PDF or DOCX, with the same filters."""
    if council_file not in WRITERS:
        raise Http404
    on = timezone.localdate(asker(request).at)
    write, kind = WRITERS[council_file]
    asked = [e.text for e in active_pack().recommendations if ASKED_FOR in e.text]
    author = str(active_pack().settings["council"]["name"])
    _form, lines = listed(request)
    made = inventory(map(_entry, lines), on=on, author=author, asked_by=asked[0] if asked else "")
    headers = {"Content-Disposition": f'attachment; filename="laws-{on}.{council_file}"'}
    return HttpResponse(write(made), content_type=kind, headers=headers)


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def law(request: HttpRequest, law: str) -> HttpResponse:
    """Show a law; staff assess it, and a second person reviews what was written."""
    viewer = asker(request)
    on = timezone.localdate(viewer.at)
    try:
        line = queries.law(law, viewer=viewer, on=on)
    except NoSuchPaper:
        raise Http404 from None
    held = queries.assessments(law, viewer=viewer)
    draft = next((each for each in held if each.state is AssessmentState.DRAFT), None)
    form = _form(None, draft)
    if request.method == "POST":
        form, answer = _posted(request, law, draft)
        if answer is not None:
            return answer
    shown = page_of(line, viewer=viewer) | {
        "diff": chosen_diff(request, line.law),
        "held": [(e, *_said(e)) for e in held if e is not draft],
        "draft": draft,
        "draft_said": _said(draft) if draft else None,
        "form": form,
        "bills": [(each, *STANDS[each.state]) for each in bills(viewer=viewer, law=law)],
        "works": viewer.may(WORKS),
        "opened": bool(form.errors),
    }
    return render(request, "council/law.html", shown, status=422 if form.errors else 200)


def listed(request: HttpRequest) -> tuple[LawFilters, list[LawLine]]:
    """Return the filters and the laws they leave; nonsense leaves all."""
    viewer = asker(request)
    lines = queries.laws(viewer=viewer, on=timezone.localdate(viewer.at))
    form = LawFilters(
        request.GET or None,
        kinds=list(law_words.KINDS.items()),
        stands=[(each.value, said) for each, (said, _tone) in law_words.ADEQUACY.items()],
    )
    given = form.cleaned_data if form.is_valid() else {}
    return form, [each for each in lines if _fits(each, given)]


def _fits(line: LawLine, given: dict[str, str]) -> bool:
    statute, stands = line.law.statute, given.get("stands", "")
    told = f"{statute.citation} {line.law.name} {statute.what_it_does} {statute.title}".lower()
    if given.get("q", "").lower() not in told:
        return False
    if given.get("p") and given["p"] not in statute.four_p:
        return False
    if given.get("kind") and given["kind"] != statute.kind:
        return False
    if stands == "GAP":
        return bool(line.gap)
    if stands == "NONE":
        return line.assessment is None
    return not stands or (line.assessment is not None and line.assessment.adequacy == stands)


def _stands(line: LawLine) -> tuple[Any, str] | None:
    return law_words.ADEQUACY[line.assessment.adequacy] if line.assessment else None


def _said(held: AssessmentLine) -> tuple[Any, Any]:
    return law_words.ADEQUACY[held.adequacy], law_words.ASSESSMENTS[held.state]


def _row(line: LawLine) -> tuple[str, ...]:
    statute, held = line.law.statute, line.assessment
    closed = timezone.localdate(held.closed_at).isoformat() if held and held.closed_at else ""
    return (
        *(statute.code, statute.citation, line.law.name, statute.kind),
        *("; ".join(statute.four_p), line.law.offense_class, statute.status),
        *(statute.effective, statute.amended_by),
        *(held.adequacy.value if held else "", closed, _measure(line)),
        *(line.figure, line.gap, "; ".join(each.code for each in line.law.recommendations)),
        "; ".join(statute.source),
    )


def _measure(line: LawLine) -> str:
    if line.assessment and line.assessment.measure:
        return line.assessment.measure
    names = (str(law_words.MEASURES[each.measure]) for each in line.law.indicators)
    return "; ".join(dict.fromkeys(names))


def _entry(line: LawLine) -> LawEntry:
    statute, held, stands = line.law.statute, line.assessment, _stands(line)
    on = f", {day(timezone.localdate(held.closed_at))}" if held and held.closed_at else ""
    four_p = words.FOUR_PS[FourP(statute.four_p[0])] if statute.four_p else None
    return LawEntry(
        group=str(four_p) if four_p else _("Other laws"),
        citation=statute.citation,
        name=line.law.name if line.law.name != statute.citation else "",
        status=statute.status,
        offense_class=line.law.offense_class,
        effect=f"{capfirst(stands[0])}{on}" if stands else "",
        measure=_measure(line),
        figure=line.figure,
        gap=line.gap,
        recommended=tuple((each.code, each.text) for each in line.law.recommendations),
    )


def _form(given: Any, draft: AssessmentLine | None) -> AssessForm:
    choices = [(each.value, said) for each, (said, _tone) in law_words.ADEQUACY.items()]
    told: dict[str, Any] = {"once": new_id()}
    if draft:
        told = {n: getattr(draft, n) for n in ("adequacy", "measure", "gap", "reasons", "version")}
    return AssessForm(given, choices=choices, initial=told)


def _posted(
    request: HttpRequest, law: str, draft: AssessmentLine | None
) -> tuple[AssessForm, HttpResponse | None]:
    viewer, do = asker(request), request.POST.get("do", "")
    form, here = (
        _form(request.POST, draft),
        HttpResponseRedirect(reverse("council:law", args=[law])),
    )
    step: Callable[[], object]
    if do == "write":
        if not form.is_valid():
            return form, None
        told = actions.Assessed(**form.told())
        given = form.cleaned_data
        if given["version"] is None:
            done = _("The draft is kept. A colleague or a member reviews it next.")
            once = given["once"] or new_id()

            def step() -> object:
                return actions.assess(law, told=told, once=once, by=viewer, at=viewer.at)
        else:
            done = _("The draft is changed.")

            def step() -> object:
                which, version = draft.id if draft else "", given["version"]
                return actions.change(which, told=told, version=version, by=viewer, at=viewer.at)
    elif do in ("review", "withdraw"):
        version = request.POST.get("version", "")
        if not version.isdecimal() or draft is None:
            messages.error(request, _("This draft was closed meanwhile."))
            return form, here
        done = _("It is reviewed. Everyone can read it now.")
        if do == "withdraw":
            done = _("The draft is taken back.")
        how = {"version": int(version[:9]), "by": viewer, "at": viewer.at}

        def step() -> object:
            taken = actions.review if do == "review" else actions.withdraw
            return taken(draft.id, **how)  # type: ignore[arg-type]
    else:
        raise Http404
    try:
        step()
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        if do == "write":
            form.add_error(None, str(refused))
            return form, None
        messages.error(request, str(refused))
        return form, here
    messages.success(request, done)
    return form, here

"""The Council's duties: a board by year, a page a duty, files, and what everyone may read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.council.actions import mandates as actions
from fourfold.apps.council.forms.mandates import AssessForm, ProofForm
from fourfold.apps.council.queries import mandates as queries
from fourfold.apps.council.queries.mandates import YEARS, DutyLine, YearLine
from fourfold.apps.council.queries.shown import choices
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.states.mandates import DutyState, MoveNotAllowed, ProofKind, Said
from fourfold.apps.council.states.reports import FourP
from fourfold.apps.council.views import words
from fourfold.apps.council.views.needs import FILES, READS, WHY, WORKS
from fourfold.documents import mandates as paper
from fourfold.reference import active_pack
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import needs, open_to_all
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

HEADS = (
    *("duty", "citation", "holder", "text", "p", "recurs", "deadline", "day confirmed", "year"),
    *("due", "state", "shown by Fourfold", "assessed", "reasons", "evidence"),
)


@needs(READS, why=WHY)
@require_safe
def mandates(request: HttpRequest) -> HttpResponse:
    """Show every duty with its years, where each stands, and filters."""
    viewer = asker(request)
    today, until = timezone.localdate(viewer.at), _until(request)
    found = queries.duties(viewer=viewer, today=today, until=until)
    rows = _chosen(request, found)
    last = until or today.year
    counted = [(state, *words.DUTY_STATES[state]) for state in DutyState]
    shown = {
        "rows": [(each, *_seen(each)) for each in rows],
        "years": list(range(last - YEARS + 1, last + 1)),
        "before": last - YEARS,
        "after": last + YEARS if last < today.year else 0,
        "counts": [
            (state, said, tone, sum(each.now.state is state for each in found))
            for state, said, tone in counted
        ],
        "four_ps": [(each.value, said) for each, said in words.FOUR_PS.items()],
        "holders": sorted({each.holder for each in found}),
        "states": [(state.value, said) for state, said, _tone in counted],
        "asked": {name: request.GET.get(name, "") for name in ("p", "holder", "state")},
        "all": len(found),
        "query": request.GET.urlencode(),
    }
    return render(request, "council/mandates.html", shown)


@needs(READS, why=WHY)
@require_safe
def mandates_file(request: HttpRequest) -> HttpResponseBase:
    """Give every duty and year of the board as CSV."""
    viewer = asker(request)
    today = timezone.localdate(viewer.at)
    found = queries.duties(viewer=viewer, today=today, until=_until(request))
    rows = [
        (
            *(each.code, each.duty, each.holder, each.text, "; ".join(each.four_p)),
            *(each.recurs.value, each.deadline, "yes" if each.confirmed else "no", line.year),
            line.due_on.isoformat() if line.due_on else "",
            *(line.state.value, line.automatic.words),
            *((line.said.said.value, line.said.words) if line.said else ("", "")),
            "; ".join(f"{one.words}, {one.place}".strip(", ") for one in line.proofs),
        )
        for each in _chosen(request, found)
        for line in _lines(each)
    ]
    return csv_file([HEADS, *rows], name="mandates", at=viewer.at)


@needs(READS, why=WHY)
@require_safe
def mandates_print(request: HttpRequest, council_file: str) -> HttpResponse:
    """Give the board as HTML, PDF or Word file."""
    viewer = asker(request)
    if council_file not in FILES:
        raise Http404
    write, kind = FILES[council_file]
    today = timezone.localdate(viewer.at)
    found = _chosen(request, queries.duties(viewer=viewer, today=today, until=_until(request)))
    made = paper.compose(
        [_printed(each) for each in found],
        on=today,
        author=str(active_pack().settings["council"]["name"]),
    )
    headers = {"Content-Disposition": f'attachment; filename="mandates.{council_file}"'}
    return HttpResponse(write(made), content_type=kind, headers=headers)


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: HttpRequest, mandate: str) -> HttpResponse:
    """Show a duty in a year with its evidence and history; staff write, a second person reads."""
    viewer = asker(request)
    today, year = timezone.localdate(viewer.at), _year(request)
    try:
        found = queries.duty(mandate, viewer=viewer, today=today, until=year)
        year = year or found.now.year
        line = queries.year_of(mandate, year=year, viewer=viewer, today=today)
    except NoSuchPaper:
        raise Http404 from None
    offered = choices(viewer=viewer, today=today) if viewer.may(WORKS) else []
    groups = [
        (str(words.PROOFS[kind]), [(f"{kind.value}|{ref}", said[:110]) for ref, said in held])
        for kind, held in offered
        if held
    ]
    said = [(each.value, label) for each, label in words.SAID.items()]
    form = AssessForm(initial={"once": new_id()}, said=said)
    proof = ProofForm(offered=groups, auto_id="proof_%s")
    here = f"{reverse('council:mandate', args=[mandate])}?year={year}"
    if request.method == "POST":
        form, proof, done = _posted(request, mandate, line, said, groups)
        if done:
            return HttpResponseRedirect(here)
    shown = {
        "duty": found,
        "line": line,
        "stands": words.DUTY_STATES[line.state],
        "four_ps": [words.FOUR_PS[each] for each in found.four_p],
        "recurs": words.RECURS[found.recurs],
        "said": words.SAID[line.said.said] if line.said else "",
        "draft": words.SAID[line.draft.said] if line.draft else "",
        "proofs": [(each, words.PROOFS[each.kind]) for each in line.proofs],
        "history": [(each, words.SAID[each.said]) for each in line.history],
        "years": [(each, *words.DUTY_STATES[each.state]) for each in reversed(_lines(found))],
        "form": form,
        "proof": proof,
        "works": viewer.may(WORKS),
    }
    status = 422 if form.errors or proof.errors else 200
    return render(request, "council/mandate.html", shown, status=status)


@open_to_all("what the law asks of the Council, and where it stands, is public")
@require_safe
def public_mandates(request: HttpRequest, language: str = "") -> HttpResponse:
    """List what the law asks and where it stands: words that two people read, and evidence."""
    viewer = nobody(timezone.now())
    today = timezone.localdate(viewer.at)
    found = queries.duties(viewer=viewer, today=today)
    shown = {
        "rows": [(each, *_seen(each)) for each in found],
        "years": list(range(today.year - YEARS + 1, today.year + 1)),
        "on": today,
        "said": words.SAID,
    }
    here = language or "en"
    other = ("en", "mandates", "In English") if language else ("es", "mandates_es", "En español")
    shown["other"] = {
        "href": reverse(f"council_public:{other[1]}"),
        "code": other[0],
        "words": other[2],
    }
    with override(here):
        return render(request, "council/public_mandates.html", shown)


def _posted(
    request: HttpRequest, mandate: str, line: YearLine, said: Any, groups: Any
) -> tuple[AssessForm, ProofForm, bool]:
    """Do what was asked; False: show the page again with what was typed."""
    viewer, do = asker(request), request.POST.get("do", "")
    form = AssessForm(initial={"once": new_id()}, said=said)
    proof = ProofForm(offered=groups, auto_id="proof_%s")
    how: dict[str, Any] = {"by": viewer, "at": viewer.at}
    at_year: dict[str, Any] = {"year": line.year, **how}
    try:
        if do == "assess":
            form = AssessForm(request.POST, said=said)
            if not form.is_valid():
                return form, proof, False
            told = form.cleaned_data | {"said": Said(form.cleaned_data["said"])}
            actions.assess(mandate, **told, **at_year)
            messages.success(request, _("It is written. A second person reads it now."))
        elif do == "prove":
            proof = ProofForm(request.POST, offered=groups, auto_id="proof_%s")
            if not proof.is_valid():
                return form, proof, False
            told = dict(proof.cleaned_data)
            kind, _bar, ref = told.pop("ref").partition("|")
            actions.prove(
                mandate, kind=ProofKind(kind or ProofKind.TYPED), ref=ref, **told, **at_year
            )
        elif do == "take_out":
            proofs = {each.id for each in line.proofs}
            if (chosen := request.POST.get("proof", "")) not in proofs:
                raise Http404
            actions.take_out(chosen, why=request.POST.get("why", ""), **how)
        elif do in ("agree", "give_back") and line.draft is not None:
            why = request.POST.get("why", "")
            actions.read(line.draft.id, agree=do == "agree", why=why, **how)
        else:
            raise Http404
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        if do in ("assess", "prove"):
            (form if do == "assess" else proof).add_error(None, str(refused))
            return form, proof, False
        messages.error(request, str(refused))
    return form, proof, True


def _chosen(request: HttpRequest, found: list[DutyLine]) -> list[DutyLine]:
    p, holder, state = (request.GET.get(name, "") for name in ("p", "holder", "state"))
    return [
        each
        for each in found
        if (not p or p not in set(FourP) or FourP(p) in each.four_p)
        and (not holder or each.holder == holder)
        and (not state or state not in set(DutyState) or each.now.state is DutyState(state))
    ]


def _lines(each: DutyLine) -> list[YearLine]:
    """Return the years of the board in order, with the one that counts now."""
    held = {line.year: line for line in (each.now, *each.years) if line is not None}
    return [held[year] for year in sorted(held)]


def _seen(each: DutyLine) -> tuple[Any, Any, list[Any], Any]:
    """Return words and tone of now, a cell for each year, and the Ps in words."""
    cells = [(line, *words.DUTY_STATES[line.state]) if line else None for line in each.years]
    return (*words.DUTY_STATES[each.now.state], cells, [words.FOUR_PS[one] for one in each.four_p])


def _printed(each: DutyLine) -> paper.Duty:
    return paper.Duty(
        duty=each.duty,
        holder=each.holder,
        text=each.text,
        deadline=each.deadline,
        confirmed=each.confirmed,
        state=str(words.DUTY_STATES[each.now.state][0]),
        year=each.now.year,
        due_on=each.now.due_on,
        shown=each.now.automatic.words,
        reasons=each.now.said.words if each.now.said else "",
        proofs=tuple(f"{one.words}, {one.place}".strip(", ") for one in each.now.proofs),
        years=tuple((line.year, str(words.DUTY_STATES[line.state][0])) for line in _lines(each)),
    )


def _until(request: HttpRequest) -> int:
    return _number(request, "until")


def _year(request: HttpRequest) -> int:
    return _number(request, "year")


def _number(request: HttpRequest, name: str) -> int:
    told = request.GET.get(name, "")
    plain = told.isascii() and told.isdecimal() and len(told) == 4
    return int(told) if plain and 1990 <= int(told) <= 2150 else 0

"""Bills the Council follows: the list, one bill with its story, and lists of steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.council.actions import bill_fates as fating
from fourfold.apps.council.actions import bills as actions
from fourfold.apps.council.forms.bills import (
    BillFilters,
    BillForm,
    BillList,
    NewBill,
    OfferForm,
    StepForm,
)
from fourfold.apps.council.forms.recommendations import FATES
from fourfold.apps.council.queries import bill_fates
from fourfold.apps.council.queries import bills as queries
from fourfold.apps.council.queries.bills import BillLine
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.rules.bills import BILLS, BillsRead, as_text, read_bills
from fourfold.apps.council.states.bills import MOVES, BillState
from fourfold.apps.council.states.votes import Fate
from fourfold.apps.council.views.needs import READS, WORKS
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

WHY = "bills are public; the Council's staff follow them"
STANDS: dict[BillState, tuple[Any, str]] = {
    BillState.FILED: (gettext_lazy("filed"), "plain"),
    BillState.HEARING: (gettext_lazy("public hearing"), "plain"),
    BillState.COMMITTEE: (gettext_lazy("favored by a committee"), "plain"),
    BillState.PASSED_HOUSE: (gettext_lazy("passed the House"), "caution"),
    BillState.PASSED_SENATE: (gettext_lazy("passed the Senate"), "caution"),
    BillState.SIGNED: (gettext_lazy("signed"), "good"),
    BillState.FAILED: (gettext_lazy("failed"), "quiet"),
}
HEADS = (
    *("session", "bill", "title", "state", "on", "evidence", "link", "laws", "recommendations"),
    *("filed", "public hearing", "committee", "House", "Senate", "signed", "failed"),
)


@needs(READS, why=WHY)
@require_safe
def bills(request: HttpRequest) -> HttpResponse:
    """List the bills; filters narrow the list."""
    form, lines, every = _listed(request)
    shown = {
        "filters": form,
        "rows": [(each, *STANDS[each.state]) for each in lines],
        "all": every,
        "works": asker(request).may(WORKS),
    }
    return render(request, "council/bills.html", shown)


@needs(READS, why=WHY)
@require_safe
def bills_file(request: HttpRequest) -> HttpResponseBase:
    """Give the bills as CSV, with the same filters; each step's day in a column of its own."""
    _form, lines, _every = _listed(request)
    rows = map(_row, lines)
    return csv_file([HEADS, *rows], name="bills", at=asker(request).at)


@needs(WORKS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def new_bill(request: HttpRequest) -> HttpResponse:
    """Begin to follow a bill."""
    viewer = asker(request)
    form = NewBill(_given(request), **_choices(asker(request)))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.follow(
                given["session"],
                number=given["number"],
                told=actions.BillTold(**form.told()),
                filed=form.step(),
                today=timezone.localdate(viewer.at),
                by=viewer,
                at=viewer.at,
            )
        except CouncilError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The bill is followed. Note each step when it happens."))
            return HttpResponseRedirect(reverse("council:bill", args=[made]))
    return render(request, "council/bill_new.html", {"form": form}, status=_status(form))


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def bill(request: HttpRequest, bill: str) -> HttpResponse:
    """Show a bill with its story; staff note steps, change its words, take a step back."""
    viewer = asker(request)
    try:
        line = queries.bill(bill, viewer=viewer)
    except NoSuchPaper:
        raise Http404 from None
    do = request.POST.get("do", "")
    told = {name: getattr(line, name) for name in ("title", "summary", "version")}
    told |= {n: [c for c, _said in getattr(line, n)] for n in ("laws", "recommendations")}
    given = request.POST if do == "change" else None
    changing = BillForm(given, initial=told, **_choices(asker(request)))
    steps = [(each.value, STANDS[each][0]) for each in MOVES[line.state]]
    version = {"version": line.version}
    stepping = StepForm(request.POST if do == "step" else None, steps=steps, initial=version)
    if do == "fate":
        return _fated(request, line)
    if request.method == "POST" and _posted(request, line, do, changing, stepping):
        return HttpResponseRedirect(reverse("council:bill", args=[bill]))
    shown = {
        "bill": line,
        "stands": STANDS[line.state],
        "path": _path(line),
        "notes": [
            (each, STANDS[each.state][0] if each.state else None)
            for each in queries.story(bill, viewer=viewer)
        ],
        "changing": changing,
        "stepping": stepping,
        "is_over": not steps,
        "offers": _offers(line, viewer),
        "works": viewer.may(WORKS),
    }
    wrong = bool(changing.errors or stepping.errors)
    return render(request, "council/bill.html", shown, status=422 if wrong else 200)


@needs(WORKS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_bills(request: HttpRequest) -> HttpResponse:
    """Read a list of steps, tell every problem, show what would be taken, and take it."""
    viewer = asker(request)
    form = BillList(_given(request), request.FILES or None)
    values: dict[str, Any] = {"form": form, "contract": BILLS}
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        name, content = form.content()
        today = timezone.localdate(viewer.at)
        laws, recommendations = queries.known_codes(viewer=viewer)
        kept = queries.steps_kept(viewer=viewer)
        how = {"laws": laws, "recommendations": recommendations, "kept": kept, "today": today}
        read = read_bills(name, content, **how)  # type: ignore[arg-type]
        if read.problems:
            values |= {"problems": read.problems}
        elif "take" in request.POST:
            try:
                answer = actions.take_list(
                    name, content=content, today=today, by=viewer, at=viewer.at
                )
            except CouncilError as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _taken(*answer))
                return HttpResponseRedirect(reverse("council:bills"))
        else:
            values |= {"read": read, "taken": queries.taken(read.rows, viewer=viewer)}
            values |= {"text": as_text(read.rows), "rows": _preview(read)}
    status = 422 if form.errors or values.get("problems") else 200
    return render(request, "council/bills_bring.html", values, status=status)


def _listed(request: HttpRequest) -> tuple[BillFilters, list[BillLine], int]:
    every = queries.bills(viewer=asker(request))
    sessions = sorted({each.session for each in every}, reverse=True)
    laws = {code: said for each in every for code, said in each.laws}
    choices = {
        "session": [(str(each), str(each)) for each in sessions],
        "state": [(each.value, said) for each, (said, _tone) in STANDS.items()],
        "law": sorted(laws.items(), key=lambda one: one[1]),
    }
    form = BillFilters(request.GET or None, choices=choices)
    given = form.cleaned_data if form.is_valid() else {}
    return form, [each for each in every if _fits(each, given)], len(every)


def _row(line: BillLine) -> tuple[str, ...]:
    days = {step.state: step.on.isoformat() for step in line.steps}
    laws, answers = (
        "; ".join(code for code, _said in e) for e in (line.laws, line.recommendations)
    )
    return (
        *(str(line.session), line.number, line.title, line.state.value, line.on.isoformat()),
        *(line.evidence, line.link, laws, answers),
        *(days.get(state, "") for state in BillState),
    )


def _fits(line: BillLine, given: dict[str, str]) -> bool:
    told = f"{line.number} {line.title} {line.summary}".lower()
    return (
        given.get("q", "").lower() in told
        and given.get("session", "") in ("", str(line.session))
        and given.get("state", "") in ("", line.state.value)
        and (not given.get("law") or given["law"] in {code for code, _said in line.laws})
    )


def _posted(
    request: HttpRequest, line: BillLine, do: str, changing: BillForm, stepping: StepForm
) -> bool:
    """Take a step and return True; what is refused stands on its form."""
    viewer = asker(request)
    how: dict[str, Any] = {"by": viewer, "at": viewer.at}
    form: Any = None
    take: Callable[[], object]
    if do == "change":
        form = changing
        if not form.is_valid() or form.cleaned_data["version"] is None:
            return False
        told, version = actions.BillTold(**form.told()), form.cleaned_data["version"]
        done = _("The change is kept.")

        def take() -> object:
            return actions.change(line.id, told=told, version=version, **how)
    elif do == "step":
        form = stepping
        if not form.is_valid():
            return False
        step, version = form.step(), form.cleaned_data["version"]
        today = timezone.localdate(viewer.at)
        done = _("The step is noted.")

        def take() -> object:
            return actions.step(line.id, told=step, version=version, today=today, **how)
    elif do == "back":
        text, why = request.POST.get("version", ""), request.POST.get("why", "")
        if not text.isdecimal():
            raise Http404
        done = _("The step is taken back. It stays in the story, with your reason.")

        def take() -> object:
            return actions.take_back(line.id, why=why, version=int(text[:9]), **how)
    else:
        raise Http404
    try:
        take()
    except NoSuchPaper:
        raise Http404 from None
    except CouncilError as refused:
        if form is not None:
            form.add_error(None, str(refused))
            return False
        messages.error(request, str(refused))
        return True
    messages.success(request, done)
    return True


def _offers(line: BillLine, viewer: Viewer) -> list[tuple[Any, ...]]:
    """Return what a bill that is over offers: each with what was said, or a form for staff."""
    found = []
    words = _("{number} of {session}: {state}.").format(
        number=line.number, session=line.session, state=STANDS[line.state][0]
    )
    for each in bill_fates.fate_offers(line, viewer=viewer):
        form = None
        if each.kept is None and viewer.may(WORKS):
            told = {"version": line.version, "recommendation": each.code}
            told |= {"kind": each.kind.value, "words": words}
            form = OfferForm(initial=told, auto_id=f"id_%s_{each.code}")
        last, kept = (dict(FATES).get(one or "", "") for one in (each.last, each.kept))
        found.append((each, last, kept, form))
    return found


def _fated(request: HttpRequest, line: BillLine) -> HttpResponseRedirect:
    """Keep what somebody confirmed that a bill brought to a recommendation."""
    viewer, form = asker(request), OfferForm(request.POST)
    if not viewer.may(WORKS):
        raise Http404
    if not form.is_valid():
        messages.error(request, _("Choose what became of it, and say it in words."))
        return HttpResponseRedirect(request.path)
    given = dict(form.cleaned_data)
    kind = Fate(given.pop("kind"))
    try:
        fating.confirm(line.id, kind=kind, **given, by=viewer, at=viewer.at)
    except NoSuchPaper:
        raise Http404 from None
    except CouncilError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Kept with the recommendation."))
    return HttpResponseRedirect(request.path)


def _path(line: BillLine) -> list[tuple[Any, Any]]:
    """Return each stage with the day it was reached, None where it was not, for the picture."""
    days = {step.state: step.on for step in line.steps}
    return [
        (STANDS[each][0], days.get(each))
        for each in BillState
        if each is not BillState.FAILED or each in days
    ]


def _preview(read: BillsRead) -> list[tuple[Any, Any, bool, bool]]:
    known, new = set(read.known), set(read.new)
    return [(e, STANDS[e.step.state][0], e.line in known, e.key in new) for e in read.rows]


def _taken(bills: int, steps: int) -> str:
    if not steps:
        return _("Everything in the list is kept already.")
    said = ngettext("{} step is taken", "{} steps are taken", steps).format(steps)
    return f"{said}, " + ngettext("{} bill is new.", "{} bills are new.", bills).format(bills)


def _choices(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    laws = active_pack().statutes
    said = queries.recommended(viewer=viewer)
    return {
        "laws": [(e.code, f"{e.citation} {e.title}".strip() or e.code) for e in laws],
        "recommendations": [(code, f"{code}: {text[:90]}") for code, text in said.items()],
    }


def _given(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _status(form: Any) -> int:
    return 422 if form.errors else 200

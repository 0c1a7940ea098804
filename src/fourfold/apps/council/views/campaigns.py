"""Campaigns: the register with its form, the same as CSV, and one campaign's page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.council.actions import campaigns as actions
from fourfold.apps.council.forms.campaigns import CampaignForm, MeasureForm, ReachForm
from fourfold.apps.council.queries import campaigns as queries
from fourfold.apps.council.queries.campaigns import CampaignLine, MeasureLine
from fourfold.apps.council.queries.communication import changes
from fourfold.apps.council.queries.communication import steps as plan_steps
from fourfold.apps.council.queries.studio_figures import indicators
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.rules.budget import money
from fourfold.apps.council.rules.communication import Reached
from fourfold.apps.council.states.campaigns import MOVES, CampaignState, MoveNotAllowed, Says
from fourfold.apps.council.views.communication_words import SAID
from fourfold.apps.council.views.needs import READS, WORKS
from fourfold.apps.council.views.words import FOUR_PS
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

WHY = "campaigns of the Council, with their reach; they name no person served"
STATES = {
    CampaignState.PLANNED: (gettext_lazy("planned"), "plain"),
    CampaignState.RUNNING: (gettext_lazy("running"), "good"),
    CampaignState.ENDED: (gettext_lazy("ended"), "quiet"),
    CampaignState.DROPPED: (gettext_lazy("dropped"), "quiet"),
}
STEPS = {
    CampaignState.PLANNED: gettext_lazy("Take it up again"),
    CampaignState.RUNNING: gettext_lazy("Note that it runs"),
    CampaignState.ENDED: gettext_lazy("Note that it ended"),
    CampaignState.DROPPED: gettext_lazy("Drop it"),
}
# Which of them is good depends on the question: no colour says so.
SAYS = {
    Says.HIGHER: (gettext_lazy("higher after"), "plain"),
    Says.LOWER: (gettext_lazy("lower after"), "plain"),
    Says.UNCLEAR: (gettext_lazy("no clear change"), "quiet"),
    Says.TOO_FEW: (gettext_lazy("too few answers to compare"), "quiet"),
}
HEADS = (
    *("campaign", "p", "audience", "owner", "from", "until", "state", "budget line", "indicator"),
    *("kind", "what", "day", "counts", "number", "before yes", "before answered", "before on"),
    *("after yes", "after answered", "change", "95% low", "95% high", "says", "source"),
)


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def campaigns(request: HttpRequest) -> HttpResponse:
    """List the campaigns; staff enter a new one."""
    viewer = asker(request)
    form = None
    if viewer.may(WORKS):
        told = {"once": new_id()}
        given = request.POST if request.method == "POST" else None
        form = CampaignForm(given, choices=_choices(viewer), is_new=True, initial=told)
    if request.method == "POST":
        if form is None:
            raise Http404
        made = _tried(
            form,
            lambda: actions.enter(
                form.told(), once=form.cleaned_data["once"] or new_id(), by=viewer, at=viewer.at
            ),
        )
        if made:
            return HttpResponseRedirect(reverse("council:campaign", args=[made]))
    shown = {
        "rows": [
            (each, *STATES[each.state], FOUR_PS[each.four_p], _reached(each.reached))
            for each in queries.campaigns(viewer=viewer)
        ],
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "council/campaigns.html", shown, status=status)


@needs(READS, why=WHY)
@require_safe
def campaigns_file(request: HttpRequest) -> HttpResponseBase:
    """Give the campaigns as CSV: a row for each count and each before and after."""
    viewer = asker(request)
    rows = [row for each in queries.campaigns(viewer=viewer) for row in _rows(each, viewer)]
    return csv_file([HEADS, *rows], name="campaigns", at=viewer.at)


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: HttpRequest, campaign: str) -> HttpResponse:
    """Show a campaign; staff change it, count, measure and move it."""
    viewer = asker(request)
    line = _found(campaign, viewer)
    forms = _forms(request, line, viewer) if viewer.may(WORKS) else {}
    if request.method == "POST":
        if not viewer.may(WORKS):
            raise Http404
        if _done(request, line, forms, viewer):
            return HttpResponseRedirect(reverse("council:campaign", args=[line.id]))
    bought = queries.money_of(line, viewer=viewer)
    labels = {name: each.label for name, each in CampaignForm.base_fields.items()}
    today = timezone.localdate(viewer.at)
    shown = {
        "line": line,
        "state": STATES[line.state],
        "four_p": FOUR_PS[line.four_p],
        "reached": _reached(line.reached),
        "counts": [
            (each, SAID[each.unit.value]) for each in queries.reach_of(line.id, viewer=viewer)
        ],
        "coverage": queries.coverage_of(line, viewer=viewer),
        "measures": [
            (each, *SAYS[each.compared.says], _shares(each))
            for each in queries.measures_of(line.id, viewer=viewer)
        ],
        "money": bought,
        "sums": (money(bought.sums.allocated), money(bought.sums.spent)) if bought else None,
        "published": queries.published(line, viewer=viewer),
        "steps": [e for e in plan_steps(viewer=viewer, today=today) if e.id in line.steps],
        "forms": forms,
        "moves": [(each.value, STEPS[each]) for each in MOVES[line.state]],
        "changes": [
            (each, [_story(name, labels, old, new) for name, old, new in each.told])
            for each in changes(line.id, viewer=viewer)
        ],
        "works": viewer.may(WORKS),
    }
    bad = any(each.errors for each in forms.values())
    return render(request, "council/campaign.html", shown, status=422 if bad else 200)


def _forms(request: HttpRequest, line: CampaignLine, viewer: Viewer) -> dict[str, Any]:
    do = request.POST.get("do", "")

    def sent(what: str) -> Any:
        return request.POST if do == what else None

    names = ("name", "aim", "audience", "owner", "from_on", "until_on", "line", "indicator")
    stands = {name: getattr(line, name) for name in names}
    stands |= {"four_p": line.four_p.value, "steps": list(line.steps), "version": line.version}
    return {
        "count": ReachForm(sent("count"), initial={"once": new_id()}, auto_id="id_count_%s"),
        "measure": MeasureForm(sent("measure"), initial={"once": new_id()}, auto_id="id_ask_%s"),
        "change": CampaignForm(
            sent("change"), choices=_choices(viewer), is_new=False, initial=stands
        ),
    }


def _done(request: HttpRequest, line: CampaignLine, forms: dict[str, Any], viewer: Viewer) -> bool:
    """Do what was asked; False leaves what was typed on the page with its errors."""
    do, posted = request.POST.get("do", ""), request.POST
    who: dict[str, Any] = {"by": viewer, "at": viewer.at}
    why = posted.get("why", "")
    if do in forms:
        form = forms[do]
        steps: dict[str, Callable[[], object]] = {
            "count": lambda: actions.count(
                line.id, told=form.told(), once=form.cleaned_data["once"], **who
            ),
            "measure": lambda: actions.measure(
                line.id, told=form.told(), once=form.cleaned_data["once"], **who
            ),
            "change": lambda: actions.change(
                line.id,
                told=form.told(),
                version=form.cleaned_data["version"] or 0,
                why=form.cleaned_data["why"],
                **who,
            ),
        }
        return bool(_tried(form, lambda: steps[do]() or True))
    version = posted.get("version", "0")
    number = int(version) if version.isascii() and version.isdecimal() and len(version) < 8 else 0
    presses: dict[str, Callable[[], object]] = {
        "strike": lambda: actions.strike(
            posted.get("entry", "")[:40], campaign=line.id, why=why, **who
        ),
        **{
            to.value: partial(actions.move, line.id, to=to, version=number, why=why, **who)
            for to in CampaignState
        },
    }
    if do not in presses:
        raise Http404
    try:
        presses[do]()
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        messages.error(request, str(refused))
    return True


def _tried(form: Form, step: Callable[[], Any]) -> Any:
    """Return what the step returns; None where the form or the step is refused, and it says so."""
    if not form.is_valid():
        return None
    try:
        return step()
    except NoSuchPaper:
        raise Http404 from None
    except CouncilError as refused:
        form.add_error(None, str(refused))
        return None


def _choices(viewer: Viewer) -> dict[str, list[tuple[str, Any]]]:
    today = timezone.localdate(viewer.at)
    return {
        "owner": [
            (each.code, each.seat or each.organization_name) for each in active_pack().council_seats
        ],
        "line": list(queries.budget_choices(viewer=viewer)),
        "indicator": list(indicators(viewer=viewer)),
        "steps": [(each.id, each.what) for each in plan_steps(viewer=viewer, today=today)],
    }


def _found(campaign: str, viewer: Viewer) -> CampaignLine:
    try:
        return queries.campaign(campaign, viewer=viewer)
    except NoSuchPaper:
        raise Http404 from None


def _story(name: str, labels: dict[str, Any], old: str, new: str) -> tuple[Any, Any, Any]:
    """Say a change in words: which field, from what to what."""
    if name == "state":
        return _("State"), STATES[CampaignState(old)][0], STATES[CampaignState(new)][0]
    return (labels.get(name, name), old, new)


def _reached(reached: tuple[Reached, ...]) -> list[tuple[Reached, Any]]:
    return [(each, SAID[each.unit.value]) for each in reached]


def _shares(line: MeasureLine) -> dict[str, str]:
    """Return percents with their interval, in words; nothing where too few answered."""
    found = line.compared.found
    if found is None:
        return {}
    return {
        "before": _percent(found.before.share),
        "after": _percent(found.after.share),
        "change": f"{100 * found.difference:+.1f}",
        "low": f"{100 * found.low:+.1f}",
        "high": f"{100 * found.high:+.1f}",
    }


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _rows(line: CampaignLine, viewer: Viewer) -> list[tuple[str, ...]]:
    start = (
        *(line.name, line.four_p.value, line.audience, line.owner_name, line.from_on.isoformat()),
        *(line.until_on.isoformat() if line.until_on else "", line.state.value),
        *(line.line_name, line.indicator),
    )
    rows: list[tuple[str, ...]] = []
    for each in queries.reach_of(line.id, viewer=viewer):
        if not each.struck_why:
            told = (each.what, each.on.isoformat(), each.unit.value, str(each.number))
            rows.append((*start, "REACH", *told, *[""] * 9, each.source))
    for piece in queries.coverage_of(line, viewer=viewer):
        unit, number = (piece.reach_unit or "", piece.reach)
        told = (piece.title, piece.on.isoformat(), str(unit), "" if number is None else str(number))
        rows.append((*start, "COVERAGE", *told, *[""] * 9, piece.reach_source))
    for one in queries.measures_of(line.id, viewer=viewer):
        if not one.struck_why:
            said = _shares(one)
            counts = (*map(str, one.before), one.before_on.isoformat(), *map(str, one.after))
            # Without the sign of a plus, which a spreadsheet would read as a formula.
            names = ("change", "low", "high")
            change = tuple(said.get(name, "").removeprefix("+") for name in names)
            told = (one.question, one.after_on.isoformat(), "", "")
            says = one.compared.says.value
            rows.append((*start, "BEFORE_AFTER", *told, *counts, *change, says, one.source))
    return rows or [(*start, *[""] * (len(HEADS) - len(start)))]

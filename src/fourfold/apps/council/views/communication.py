"""The communication plan: the year in a picture, the work plan, messages, and coverage gained."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fourfold.apps.council.forms.communication import PlanFilters
from fourfold.apps.council.queries import communication as queries
from fourfold.apps.council.queries.communication import CoverageLine, StepLine
from fourfold.apps.council.rules.communication import Month, Reached, months_of, reach_by_unit
from fourfold.apps.council.states.communication import MessageState, Tone
from fourfold.apps.council.views.communication_words import MESSAGES, SAID, STEPS
from fourfold.apps.council.views.needs import FILES, READS, WORKS
from fourfold.apps.council.views.words import FOUR_PS
from fourfold.documents import communication as paper
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

WHY = "what the Council says to whom; it names no person served"
HEADS = {
    "messages": ("p", "audience", "language", "words", "state", "approved by"),
    "steps": (
        *("due", "what", "channel", "owner", "state", "late", "why dropped", "message"),
        "action of the plan",
    ),
    "coverage": (
        *("on", "outlet", "channel", "title", "link", "tone", "reach", "reach counts"),
        *("reach source", "step", "taken out because"),
    ),
}
LATE = "LATE"
"""A filter of its own: a step is late whatever its state."""
UNIT, HIGH, FOOT = 72, 100, 16
"""The picture of the year, in its own unit: width of a month, height of bars, room for names."""


@needs(READS, why=WHY)
@require_safe
def communication(request: HttpRequest) -> HttpResponse:
    """Show a year of the communication plan; as a list, or month by month."""
    viewer = asker(request)
    today = timezone.localdate(viewer.at)
    shelf = _shelf(request, viewer)
    year, years, steps, gained = shelf.year, shelf.years, shelf.steps, shelf.gained
    counted = [each for each in gained if not each.struck_why]
    months = months_of(
        [(each.state, each.due_on) for each in steps],
        [each.on for each in counted],
        year=year,
        today=today,
    )
    is_calendar = request.GET.get("view") == "months"
    shown = {
        "year": year,
        "years": years,
        "filters": shelf.form,
        "kept": shelf.kept,
        "picture": _picture(months, year),
        "is_calendar": is_calendar,
        "months": _calendar(steps, gained) if is_calendar else [],
        "steps": [(each, SAID[each.channel.value], *STEPS[each.state]) for each in steps],
        "lines": [
            (each, FOUR_PS[each.four_p], SAID.get(each.language, each.language))
            + MESSAGES[each.state]
            for each in queries.messages(viewer=viewer)
        ],
        "coverage": [(each, SAID[each.channel.value], SAID[each.tone.value]) for each in gained],
        "counted": len(counted),
        "without_reach": sum(each.reach is None for each in counted),
        "blaming": sum(each.tone is Tone.BLAMES for each in counted),
        "reached": [(each, SAID[each.unit.value]) for each in _reached(counted)],
        "works": viewer.may(WORKS),
    }
    return render(request, "council/communication.html", shown)


@needs(READS, why=WHY)
@require_safe
def communication_print(request: HttpRequest, council_file: str) -> HttpResponse:
    """Give a year of the plan as HTML, PDF or Word file, with the same filters."""
    if council_file not in FILES:
        raise Http404
    viewer = asker(request)
    on, shelf = timezone.localdate(viewer.at), _shelf(request, viewer)
    counted = [each for each in shelf.gained if not each.struck_why]
    plan = paper.Plan(
        shelf.year,
        "; ".join(shelf.narrowed),
        [
            paper.Message(
                str(FOUR_PS[e.four_p]), e.audience, str(SAID.get(e.language, e.language)), e.words
            )
            for e in queries.messages(viewer=viewer)
            if e.state is MessageState.APPROVED
        ],
        [
            paper.Step(
                *(e.what, str(SAID[e.channel.value]), e.owner_name, e.due_on),
                str(_("late") if e.is_late else STEPS[e.state][0]),
            )
            for e in shelf.steps
        ],
        [paper.Piece(e.on, e.outlet, e.title, str(SAID[e.tone.value]), _reach(e)) for e in counted],
        [f"{each.sum:,} {SAID[each.unit.value]}" for each in _reached(counted)],
    )
    write, kind = FILES[council_file]
    made = paper.compose(plan, on=on, author=str(active_pack().settings["council"]["name"]))
    name = f"communication-plan-{shelf.year}.{council_file}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(made), content_type=kind, headers=headers)


@needs(READS, why=WHY)
@require_safe
def communication_file(request: HttpRequest, communication_list: str) -> HttpResponseBase:
    """Give messages, the work plan or coverage of all years as CSV."""
    rows = _rows(communication_list, asker(request))
    if rows is None:
        raise Http404
    name = f"communication-{communication_list}"
    return csv_file([HEADS[communication_list], *rows], name=name, at=asker(request).at)


def _rows(of: str, viewer: Viewer) -> list[tuple[Any, ...]] | None:
    if of == "messages":
        return [
            (each.four_p.value, each.audience, each.language, each.words, each.state.value)
            + ("; ".join(each.approved_by),)
            for each in queries.messages(viewer=viewer)
        ]
    if of == "steps":
        today = timezone.localdate(viewer.at)
        return [
            (
                *(each.due_on.isoformat(), each.what, each.channel.value, each.owner_name),
                *(each.state.value, "yes" if each.is_late else "no", each.why),
                *(each.message_words, each.action_words),
            )
            for each in queries.steps(viewer=viewer, today=today)
        ]
    if of == "coverage":
        return [
            (
                *(each.on.isoformat(), each.outlet, each.channel.value, each.title, each.link),
                *(each.tone.value, "" if each.reach is None else each.reach),
                *(each.reach_unit.value if each.reach_unit else "", each.reach_source),
                *(each.step_words, each.struck_why),
            )
            for each in queries.coverage(viewer=viewer)
        ]
    return None


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A year's steps and pieces as the filters narrow them. narrowed: the filters in words."""

    year: int
    years: list[int]
    form: PlanFilters
    narrowed: list[str]
    kept: str
    steps: list[StepLine]
    gained: list[CoverageLine]


def _shelf(request: HttpRequest, viewer: Viewer) -> _Shelf:
    today = timezone.localdate(viewer.at)
    years = queries.years(viewer=viewer, today=today)
    year = _year(request, years, today)
    every = queries.steps(viewer=viewer, today=today)
    steps = [each for each in every if each.due_on.year == year]
    gained = [each for each in queries.coverage(viewer=viewer) if each.on.year == year]
    owners = dict(sorted(((e.owner, e.owner_name) for e in every), key=lambda one: one[1]))
    states = {LATE: _("late")} | {each.value: said for each, (said, _tone) in STEPS.items()}
    form = PlanFilters(
        request.GET if set(request.GET) & {"channel", "owner", "stands"} else None,
        years=[(str(each), str(each)) for each in years],
        owners=list(owners.items()),
        states=list(states.items()),
        initial={"year": str(year)},
    )
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    channel, owner, stands = (given.get(each, "") for each in ("channel", "owner", "stands"))
    steps = [
        each
        for each in steps
        if channel in ("", each.channel.value)
        and owner in ("", each.owner)
        and (stands in ("", each.state.value) or (stands == LATE and each.is_late))
    ]
    if owner or stands:  # coverage has neither: only what came of these steps is shown
        ids = {each.id for each in steps}
        gained = [each for each in gained if each.step in ids]
    gained = [each for each in gained if channel in ("", each.channel.value)]
    narrowed = [
        str(said)
        for said in (SAID.get(channel, ""), owners.get(owner, ""), states.get(stands, ""))
        if said
    ]
    told = {"channel": channel, "owner": owner, "stands": stands}
    kept = urlencode({name: value for name, value in told.items() if value})
    return _Shelf(year, years, form, narrowed, kept, steps, gained)


def _reached(counted: list[CoverageLine]) -> tuple[Reached, ...]:
    return reach_by_unit(
        (each.reach_unit, each.reach)
        for each in counted
        if each.reach is not None and each.reach_unit is not None
    )


def _reach(each: CoverageLine) -> str:
    if each.reach is None or each.reach_unit is None:
        return ""
    return f"{each.reach:,} {SAID[each.reach_unit.value]}"


def _year(request: HttpRequest, years: list[int], today: date) -> int:
    given = request.GET.get("year", "")
    year = int(given[:4]) if given.isascii() and given.isdecimal() else today.year
    return year if year in years else today.year


def _picture(months: tuple[Month, ...], year: int) -> dict[str, Any]:
    """Stack each month's steps, and draw its coverage as a dot with its number."""
    most = max([1, *(each.done + each.open + each.late for each in months)])
    columns = []
    for nth, each in enumerate(months):
        bars, top = [], HIGH
        for look, count in (("done", each.done), ("open", each.open), ("late", each.late)):
            height = HIGH * count // most
            top -= height
            bars.append({"look": look, "y": top, "height": height})
        columns.append(
            {
                "month": each,
                "first": date(year, each.month, 1),
                "x": nth * UNIT + UNIT // 6,
                "middle": nth * UNIT + UNIT // 2,
                "bars": bars,
            }
        )
    return {
        "columns": columns,
        "width": UNIT * len(months),
        "height": HIGH + 3 * FOOT,
        "names": HIGH + FOOT,
        "dots": HIGH + 2 * FOOT,
        "bar": UNIT * 2 // 3,
        "is_empty": not any(e.done + e.open + e.late + e.coverage for e in months),
    }


def _calendar(steps: list[StepLine], gained: list[CoverageLine]) -> list[tuple[date, list[Any]]]:
    """Return (first of a month, its entries by day) for months that have any."""
    days: list[tuple[date, str, Any, Any]] = [
        (each.due_on, "step", each, STEPS[each.state]) for each in steps
    ]
    days += [(each.on, "coverage", each, (_("published"), "plain")) for each in gained]
    days.sort(key=lambda each: (each[0], each[1], each[2].id))
    return [
        (first, list(entries)) for first, entries in groupby(days, lambda e: e[0].replace(day=1))
    ]

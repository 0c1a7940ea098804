"""The action plan: progress by P, gaps without an answer, and one page an action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.apps.council.actions import plan as actions
from fourfold.apps.council.forms.plan import ActionForm, MoveForm, WaitForm
from fourfold.apps.council.queries import plan as queries
from fourfold.apps.council.queries.needs import open_gaps
from fourfold.apps.council.queries.plan import ActionLine
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.rules.waiting import picture
from fourfold.apps.council.states.plan import MOVES, ActionState, MoveNotAllowed
from fourfold.apps.council.views import words
from fourfold.apps.council.views.needs import FILES, READS, WHY, WORKS
from fourfold.documents import plan as paper
from fourfold.reference import active_pack
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

HEADS = ("p", "gap", "goal", "action", "owner", "due", "evidence", "state", "overdue", "waits for")


@needs(READS, why=WHY)
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Show how far each P is, every action, and the gaps that nothing answers yet."""
    viewer = asker(request)
    lines = queries.actions(viewer=viewer, today=timezone.localdate(viewer.at))
    shown = {
        "rows": [(each, words.FOUR_PS[each.four_p], *words.STATES[each.state]) for each in lines],
        "progress": [
            (words.FOUR_PS[each.four_p], each, 100 * each.done / each.all if each.all else 0)
            for each in queries.progress(lines, viewer=viewer)
        ],
        "gaps": [(each, words.FOUR_PS[each.four_p]) for each in open_gaps(viewer=viewer)],
        "waiting": _waiting(lines),
        "works": viewer.may(WORKS),
    }
    return render(request, "council/plan.html", shown)


@needs(READS, why=WHY)
@require_safe
def plan_print(request: HttpRequest, council_file: str) -> HttpResponse:
    """Give the progress of the plan as HTML, PDF or Word file."""
    if council_file not in FILES:
        raise Http404
    viewer = asker(request)
    on = timezone.localdate(viewer.at)
    lines = queries.actions(viewer=viewer, today=on)
    parts = [
        paper.PlanPart(
            each.four_p.value,
            str(words.FOUR_PS[each.four_p]),
            each.done,
            each.all,
            each.overdue,
            tuple(
                _printed(one)
                for one in lines
                if one.four_p is each.four_p and one.state is not ActionState.DROPPED
            ),
        )
        for each in queries.progress(lines, viewer=viewer)
    ]
    write, kind = FILES[council_file]
    made = paper.compose(parts, on=on, author=str(active_pack().settings["council"]["name"]))
    headers = {"Content-Disposition": f'attachment; filename="action-plan-{on}.{council_file}"'}
    return HttpResponse(write(made), content_type=kind, headers=headers)


@needs(READS, why=WHY)
@require_safe
def plan_file(request: HttpRequest) -> HttpResponseBase:
    """Give the plan as CSV."""
    viewer = asker(request)
    lines = queries.actions(viewer=viewer, today=timezone.localdate(viewer.at))
    rows = [
        (
            *(each.four_p.value, each.gap, each.goal, each.action, each.owner_name),
            each.due_on.isoformat() if each.due_on else "",
            *(each.evidence, each.state.value, "yes" if each.is_overdue else "no"),
            "; ".join(said for _id, said in each.waits_on),
        )
        for each in lines
    ]
    return csv_file([HEADS, *rows], name="action-plan", at=viewer.at)


@needs(WORKS, why=WHY)
@require_POST
def answer_gap(request: HttpRequest) -> HttpResponse:
    """Make a gap an action with one click."""
    viewer = asker(request)
    try:
        made = actions.answer_gap(request.POST.get("gap", ""), by=viewer, at=viewer.at)
    except NoSuchPaper:
        raise Http404 from None
    messages.success(request, _("The gap is an action now. Say who does what until when."))
    return HttpResponseRedirect(reverse("council:action", args=[made]))


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, plan_action: str) -> HttpResponse:
    """Show an action with its story; staff change it, move it, or let it wait for another."""
    viewer = asker(request)
    found = _action(request, plan_action)
    seats = [(each.code, each.seat) for each in active_pack().council_seats]
    others = queries.may_wait_for(plan_action, viewer=viewer)
    told = {name: getattr(found, name) for name in (*actions.WORDS, "version")}
    form = ActionForm(None, seats=seats, initial=told)
    if request.method == "POST":
        form, answer = _posted(request, found, seats, others, form)
        if answer is not None:
            return answer
    shown = {
        "action": found,
        "four_p": words.FOUR_PS[found.four_p],
        "stands": words.STATES[found.state],
        "form": form,
        "wait": WaitForm(None, others=others, initial={"version": found.version}),
        "steps": [(each.value, words.STEPS[each]) for each in MOVES[found.state]],
        "works": viewer.may(WORKS),
        "is_new": found.state is ActionState.DRAFT and found.version == 1,
        "changes": [
            (each, [(words.COLUMNS[name], old, new) for name, old, new in each.told])
            for each in queries.changes(plan_action, viewer=viewer)
        ],
    }
    return render(request, "council/action.html", shown, status=422 if form.errors else 200)


def _posted(
    request: HttpRequest, found: ActionLine, seats: Any, others: Any, form: ActionForm
) -> tuple[ActionForm, HttpResponse | None]:
    viewer, do = asker(request), request.POST.get("do", "")
    step: Callable[[], object]
    if do == "change":
        form = ActionForm(request.POST, seats=seats)
        if not form.is_valid():
            return form, None
        told = dict(form.cleaned_data)
        version, why = told.pop("version"), told.pop("why")

        def step() -> object:
            return actions.change(
                found.id, told=told, version=version, why=why, by=viewer, at=viewer.at
            )
    elif do == "move":
        moved = MoveForm(request.POST)
        if not moved.is_valid() or moved.cleaned_data["to"] not in set(ActionState):
            raise Http404
        given = moved.cleaned_data
        to = ActionState(given["to"])
        why = given["why"] or (_("Taken back at once.") if found.version == 1 else "")

        def step() -> object:
            return actions.move(
                found.id, to=to, version=given["version"], why=why, by=viewer, at=viewer.at
            )
    elif do in ("wait", "stop"):
        if do == "wait":
            waits = WaitForm(request.POST, others=others)
            if not waits.is_valid():
                messages.error(request, _("Choose an action to wait for."))
                return form, HttpResponseRedirect(reverse("council:action", args=[found.id]))
        on, version = request.POST.get("on", ""), request.POST.get("version", "")
        if not version.isdecimal():
            raise Http404

        def step() -> object:
            return actions.wait_for(
                found.id,
                on=on,
                version=int(version[:9]),
                stop=do == "stop",
                by=viewer,
                at=viewer.at,
            )
    else:
        raise Http404
    try:
        step()
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        if do == "change":
            form.add_error(None, str(refused))
            return form, None
        messages.error(request, str(refused))
    return form, HttpResponseRedirect(reverse("council:action", args=[found.id]))


def _action(request: HttpRequest, code: str) -> ActionLine:
    viewer = asker(request)
    try:
        return queries.action(code, viewer=viewer, today=timezone.localdate(viewer.at))
    except NoSuchPaper:
        raise Http404 from None


def _printed(each: ActionLine) -> tuple[str, str, date | None, str, str]:
    waits = "; ".join(said for _id, said in each.waits_on)
    stands = "overdue" if each.is_overdue else str(words.STATES[each.state][0])
    return each.action or each.gap, each.owner_name, each.due_on, stands, waits


def _waiting(lines: list[ActionLine]) -> dict[str, Any] | None:
    """Return what waits for what as a picture and its rows; None where nothing waits."""
    by_id = {each.id: each for each in lines}
    pairs = [(each.id, on) for each in lines for on, _said in each.waits_on if on in by_id]
    if not pairs:
        return None
    drawn = picture(list(by_id), pairs)
    numbers = {each.id: each.number for each in drawn.spots}
    behind: dict[str, list[int]] = {}
    for one, on in pairs:
        behind.setdefault(one, []).append(numbers[on])
    rows = [
        (each.number, by_id[each.id], ", ".join(map(str, sorted(behind.get(each.id, [])))))
        for each in drawn.spots
    ]
    return {"picture": drawn, "rows": rows}

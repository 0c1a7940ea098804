"""One message, one step, one piece of coverage: its page, and how it is written and moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages as notes
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.council.actions import communication as actions
from fourfold.apps.council.forms.communication import CoverageForm, MessageForm, StepForm
from fourfold.apps.council.queries import communication as queries
from fourfold.apps.council.queries.communication import CoverageLine, MessageLine, StepLine
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.states.communication import (
    STEP_MOVES,
    Channel,
    MessageState,
    MoveNotAllowed,
    ReachUnit,
    StepState,
    Tone,
)
from fourfold.apps.council.states.reports import FourP
from fourfold.apps.council.views.communication import WHY
from fourfold.apps.council.views.communication_words import MESSAGES, MOVES, NOTES, SAID, STEPS
from fourfold.apps.council.views.needs import READS, WORKS
from fourfold.apps.council.views.words import FOUR_PS
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker

EDITS = ["GET", "HEAD", "POST"]
Line = MessageLine | StepLine | CoverageLine


@needs(WORKS, why=WHY)
@require_http_methods(EDITS)
def new_message(request: HttpRequest) -> HttpResponse:
    """Write a message."""
    form = MessageForm(_data(request), is_new=True, initial={"once": new_id()})
    return _page(request, form, None, _message_told, "council/plan_message.html", "plan_message")


@needs(WORKS, why=WHY)
@require_http_methods(EDITS)
def new_step(request: HttpRequest) -> HttpResponse:
    """Plan a step."""
    form = _step_form(request, None)
    page = "council/communication_step.html"
    return _page(request, form, None, _step_told, page, "communication_step")


@needs(WORKS, why=WHY)
@require_http_methods(EDITS)
def new_coverage(request: HttpRequest) -> HttpResponse:
    """Log coverage gained."""
    form = _coverage_form(request, None)
    page = "council/coverage_entry.html"
    return _page(request, form, None, _coverage_told, page, "coverage_entry")


@needs(READS, why=WHY)
@require_http_methods(EDITS)
def message(request: HttpRequest, plan_message: str) -> HttpResponse:
    """Show a message with what the check notes; staff change it, two others approve it."""
    viewer = asker(request)
    line = _found(lambda: queries.message(plan_message, viewer=viewer))
    held = {name: getattr(line, name) for name in MessageForm.base_fields if name != "once"}
    held["four_p"] = line.four_p.value
    form = MessageForm(_data(request), is_new=False, initial=held)
    more = {
        "four_p": FOUR_PS[line.four_p],
        "language_words": SAID.get(line.language, line.language),
        "state": MESSAGES[line.state],
        "notes": [str(NOTES[e.kind]).format(words=e.words, instead=e.instead) for e in line.noted],
        "is_draft": line.state is MessageState.DRAFT,
        "may_retire": line.state is MessageState.APPROVED and viewer.may(WORKS),
        "wrote": line.state is MessageState.DRAFT and not line.may_approve,
    }
    page = "council/plan_message.html"
    return _page(request, form, line, _message_told, page, "plan_message", more)


@needs(READS, why=WHY)
@require_http_methods(EDITS)
def step(request: HttpRequest, communication_step: str) -> HttpResponse:
    """Show a step with its story; staff change and move it."""
    viewer = asker(request)
    today = timezone.localdate(viewer.at)
    line = _found(lambda: queries.step(communication_step, viewer=viewer, today=today))
    more = {
        "channel": SAID[line.channel.value],
        "state": STEPS[line.state],
        "moves": [(each.value, MOVES[each]) for each in STEP_MOVES[line.state]],
    }
    form = _step_form(request, line)
    page = "council/communication_step.html"
    return _page(request, form, line, _step_told, page, "communication_step", more)


@needs(READS, why=WHY)
@require_http_methods(EDITS)
def coverage(request: HttpRequest, coverage_entry: str) -> HttpResponse:
    """Show a piece of coverage; staff change it, or take it out."""
    viewer = asker(request)
    line = _found(lambda: queries.coverage_entry(coverage_entry, viewer=viewer))
    more = {
        "channel": SAID[line.channel.value],
        "tone": SAID[line.tone.value],
        "unit": SAID[line.reach_unit.value] if line.reach_unit else "",
    }
    form = _coverage_form(request, line)
    page = "council/coverage_entry.html"
    return _page(request, form, line, _coverage_told, page, "coverage_entry", more)


def _page(
    request: HttpRequest,
    form: Form,
    line: Line | None,
    told: Callable[[dict[str, Any]], actions.Told],
    template: str,
    name: str,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    viewer = asker(request)
    works = viewer.may(WORKS)
    if request.method == "POST":
        do = request.POST.get("do", "keep")
        if do != "approve" and not works:
            raise Http404
        if do != "keep" and line is not None:
            return _stepped(request, line, do)
        answer = _kept(request, form, line, told, name)
        if answer is not None:
            return answer
    labels = {one: form[one].label for one in form.fields}
    shown = {
        "line": line,
        "form": form,
        "works": works,
        "changes": [
            (each, [(labels.get(n, _("State")), old, new) for n, old, new in each.told])
            for each in (queries.changes(line.id, viewer=viewer) if line else ())
        ],
    }
    return render(request, template, shown | (more or {}), status=422 if form.errors else 200)


def _kept(
    request: HttpRequest,
    form: Form,
    line: Line | None,
    told: Callable[[dict[str, Any]], actions.Told],
    name: str,
) -> HttpResponse | None:
    if not form.is_valid():
        return None
    viewer, given = asker(request), dict(form.cleaned_data)
    once, version, why = given.pop("once"), given.pop("version"), given.pop("why", "")
    how: Any = {"by": viewer, "at": viewer.at}
    try:
        if line is None:
            made = actions.write(told(given), once=once or new_id(), **how)
        else:
            made = line.id
            actions.change(made, told=told(given), version=version or 0, why=why, **how)
    except NoSuchPaper:
        raise Http404 from None
    except CouncilError as refused:
        form.add_error(None, str(refused))
        return None
    notes.success(request, _("Kept."))
    return HttpResponseRedirect(reverse(f"council:{name}", args=[made]))


def _stepped(request: HttpRequest, line: Line, do: str) -> HttpResponse:
    viewer = asker(request)
    version, why = request.POST.get("version", ""), request.POST.get("why", "")
    if not (version.isascii() and version.isdecimal()):
        raise Http404
    how: Any = {"version": int(version[:9]), "by": viewer, "at": viewer.at}
    try:
        if do == "approve" and isinstance(line, MessageLine):
            actions.approve(line.id, **how)
        elif do == "retire" and isinstance(line, MessageLine):
            actions.retire(line.id, why=why, **how)
        elif do == "strike" and isinstance(line, CoverageLine):
            actions.strike(line.id, why=why, **how)
        elif do in set(StepState) and isinstance(line, StepLine):
            actions.move(line.id, to=StepState(do), why=why, **how)
        else:
            raise Http404
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        notes.error(request, str(refused))
    else:
        notes.success(request, _("Kept."))
    return HttpResponseRedirect(request.path)


def _data(request: HttpRequest) -> Any:
    """Return what was typed, for the form; a button beside it sends nothing for the form."""
    is_form = request.method == "POST" and request.POST.get("do", "keep") == "keep"
    return request.POST if is_form else None


def _found(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except NoSuchPaper:
        raise Http404 from None


def _step_form(request: HttpRequest, line: StepLine | None) -> StepForm:
    viewer: Viewer = asker(request)
    held: dict[str, Any] = {"once": new_id()}
    if line:
        held = {name: getattr(line, name) for name in StepForm.base_fields if name != "once"}
    usable = [
        each
        for each in queries.messages(viewer=viewer)
        if each.state is not MessageState.RETIRED or (line and line.message == each.id)
    ]
    return StepForm(
        _data(request),
        is_new=line is None,
        seats=[(each.code, each.seat) for each in active_pack().council_seats],
        said=[(each.id, f"{each.audience}: {each.words[:60]}") for each in usable],
        actions=queries.actions(viewer=viewer),
        initial=held,
    )


def _coverage_form(request: HttpRequest, line: CoverageLine | None) -> CoverageForm:
    viewer = asker(request)
    held: dict[str, Any] = {"once": new_id()}
    if line:
        held = {name: getattr(line, name) for name in CoverageForm.base_fields if name != "once"}
    rows = queries.steps(viewer=viewer, today=timezone.localdate(viewer.at))
    steps = [(each.id, f"{each.what} ({each.due_on})") for each in rows]
    return CoverageForm(_data(request), is_new=line is None, steps=steps, initial=held)


def _message_told(given: dict[str, Any]) -> actions.MessageTold:
    return actions.MessageTold(**given | {"four_p": FourP(given["four_p"])})


def _step_told(given: dict[str, Any]) -> actions.StepTold:
    return actions.StepTold(**given | {"channel": Channel(given["channel"])})


def _coverage_told(given: dict[str, Any]) -> actions.CoverageTold:
    unit = ReachUnit(given["reach_unit"]) if given["reach_unit"] else None
    more = {"channel": Channel(given["channel"]), "tone": Tone(given["tone"]), "reach_unit": unit}
    return actions.CoverageTold(**given | more)

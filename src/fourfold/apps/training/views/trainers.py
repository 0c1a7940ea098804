"""Trainers: the board of who stands where, one trainer, and faculty meetings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.apps.training.actions import trainers as actions
from fourfold.apps.training.forms.trainers import MeetingForm, MoveForm, TieForm, TrainerForm
from fourfold.apps.training.queries import trainers as queries
from fourfold.apps.training.rules.sessions import TrainingError
from fourfold.apps.training.states import MOVES, MoveNotAllowed, Stage
from fourfold.apps.training.views.words import LEADS, STAGES, posted
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker


@needs(LEADS, why="the training office follows trainers to their teach-backs")
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show how many stand at each stage, and who waits longest."""
    viewer = asker(request)
    found = queries.board(
        viewer=viewer, on=timezone.localdate(viewer.at), stuck_after=settings.TRAINER_STUCK_DAYS
    )
    chosen = request.GET.get("stage", "")
    lines = [each for each in found.lines if chosen in ("", each.stage.value)]
    if chosen == "STUCK":
        lines = [each for each in found.lines if each.stuck]
    most = max(found.counts.values(), default=0) or 1
    values = {
        "bars": [
            (
                stage.value,
                STAGES[stage],
                count,
                round(100 * count / most, 2),
                _stuck_at(found, stage),
            )
            for stage, count in found.counts.items()
        ],
        "rows": [(each, STAGES[each.stage]) for each in lines],
        "stuck": found.stuck,
        "after": settings.TRAINER_STUCK_DAYS,
        "chosen": chosen,
        "anybody": bool(found.lines),
    }
    return render(request, "training/trainers.html", values)


@needs(LEADS, why="the training office adds people to Training of Trainers")
@require_http_methods(["GET", "HEAD", "POST"])
def new_trainer(request: HttpRequest) -> HttpResponse:
    """Add somebody to Training of Trainers."""
    viewer = asker(request)
    form = TrainerForm(
        posted(request),
        initial={"joined_on": timezone.localdate(viewer.at)},
        accounts=queries.accounts(viewer=viewer),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.add(
                given["name"],
                workplace=given["workplace"],
                joined_on=given["joined_on"],
                account=given["account"],
                by=viewer,
            )
        except TrainingError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("They are on the way to teach."))
            return HttpResponseRedirect(reverse("training:trainer", args=[made]))
    return render(request, "training/trainer_new.html", {"form": form})


@needs(LEADS, why="shows where one trainer stands, with names of who noted each step")
@require_safe
def trainer(request: HttpRequest, trainer: str) -> HttpResponse:
    """Show one trainer's way."""
    return render(request, "training/trainer.html", _page(trainer, asker(request)))


@needs(LEADS, why="the training office notes a trainer's step")
@require_POST
def move(request: HttpRequest, trainer: str) -> HttpResponse:
    """Note a trainer's next step."""
    viewer = asker(request)
    values = _page(trainer, viewer)
    form = MoveForm(request.POST, steps=_steps(values["page"].line.stage))
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.move(
                trainer,
                to=Stage(given["to"]),
                seen=given["seen"],
                on=given["on"],
                score=given["score"],
                by=viewer,
            )
        except (TrainingError, MoveNotAllowed) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The step is noted. You can undo it below."))
            return HttpResponseRedirect(reverse("training:trainer", args=[trainer]))
    return render(request, "training/trainer.html", values | {"form": form}, status=422)


@needs(LEADS, why="the training office takes a step back that was noted wrongly")
@require_POST
def undo(request: HttpRequest, trainer: str) -> HttpResponse:
    """Undo a trainer's last step."""
    viewer = asker(request)
    _page(trainer, viewer)
    typed = request.POST.get("nth", "")
    nth = int(typed) if typed.isdecimal() and len(typed) < 5 else 0
    try:
        actions.undo(trainer, nth=nth, by=viewer)
    except TrainingError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The step is undone."))
    return HttpResponseRedirect(reverse("training:trainer", args=[trainer]))


@needs(LEADS, why="says which account keeps a trainer's lists")
@require_POST
def tie(request: HttpRequest, trainer: str) -> HttpResponse:
    """Say who signs in as a trainer."""
    viewer = asker(request)
    values = _page(trainer, viewer)
    form = TieForm(request.POST, accounts=queries.accounts(viewer=viewer))
    if form.is_valid():
        try:
            actions.tie(trainer, account=form.cleaned_data["account"], by=viewer)
        except TrainingError as refused:
            form.add_error("account", str(refused))
        else:
            messages.success(request, _("The change is kept."))
            return HttpResponseRedirect(reverse("training:trainer", args=[trainer]))
    return render(request, "training/trainer.html", values | {"tie_form": form}, status=422)


@needs(LEADS, why="the training office keeps the faculty's meetings")
@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request: HttpRequest) -> HttpResponse:
    """List faculty meetings, and note one."""
    viewer = asker(request)
    on = timezone.localdate(viewer.at)
    offered = queries.choices(viewer=viewer, on=on)
    form = MeetingForm(posted(request), initial={"held_on": on}, trainers=offered)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.hold_meeting(
                given["about"], held_on=given["held_on"], present=given["present"], by=viewer
            )
        except TrainingError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The meeting is noted."))
            return HttpResponseRedirect(reverse("training:meetings"))
    values = {"form": form, "rows": queries.meetings(viewer=viewer)}
    return render(request, "training/meetings.html", values)


def _page(number: str, viewer: Viewer) -> dict[str, Any]:
    on = timezone.localdate(viewer.at)
    page = queries.trainer(number, viewer=viewer, on=on, stuck_after=settings.TRAINER_STUCK_DAYS)
    if page is None:
        raise Http404
    stands = [each for each in page.steps if each.undone_at is None]
    noted = page.steps[0].nth if page.steps else 0
    return {
        "page": page,
        "stage": STAGES[page.line.stage],
        "after": settings.TRAINER_STUCK_DAYS,
        "steps": [(each, STAGES[each.stage]) for each in page.steps],
        "last": stands[0].nth if stands else 0,
        "form": MoveForm(initial={"seen": noted, "on": on}, steps=_steps(page.line.stage)),
        "tie_form": TieForm(
            initial={"account": page.account}, accounts=queries.accounts(viewer=viewer)
        ),
    }


def _steps(stage: Stage) -> list[tuple[str, Any]]:
    return [(each.value, STAGES[each]) for each in MOVES[stage]]


def _stuck_at(found: queries.Board, stage: Stage) -> int:
    return sum(each.stuck for each in found.lines if each.stage is stage)

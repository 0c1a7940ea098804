"""A missing person: writing it down, who was told, the return, what they told, the screening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.apps.cases.actions import missing as actions
from fourfold.apps.cases.actions.clocks import NotYet
from fourfold.apps.cases.actions.records import ChangedMeanwhile
from fourfold.apps.cases.forms import missing as fields
from fourfold.apps.cases.queries import clocks
from fourfold.apps.cases.queries import missing as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.queries.missing import SeenEpisode
from fourfold.apps.cases.rules.evidence import NoEvidence
from fourfold.apps.cases.states.drafts import DraftKind
from fourfold.apps.cases.states.missing import MissingState, Question
from fourfold.apps.cases.states.screenings import WhyNot
from fourfold.apps.cases.states.steps import Step
from fourfold.apps.cases.views import drafting
from fourfold.apps.cases.views.case import heading, opened_for
from fourfold.apps.cases.views.missing_panel import said_episode
from fourfold.security.access.policy import Action
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown, Purpose
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import name_of

WRITES = "whoever keeps a case writes down that the person is missing, and what followed"
Do = Callable[[str, str, dict[str, Any], Viewer], None]


@dataclass(frozen=True, slots=True)
class StepPage:
    """
    One thing written down about an episode: its form, its words, and the action that does it.

    way: what leads there says. verb: what its button says.
    """

    form: type[forms.Form]
    way: Any
    title: Any
    verb: Any
    lead: Any
    do: Do


def _police(one: str, case: str, typed: dict[str, Any], by: Viewer) -> None:
    actions.police_told(one, case=case, by=by, **typed)


def _ncmec(one: str, case: str, typed: dict[str, Any], by: Viewer) -> None:
    actions.ncmec_told(one, case=case, by=by, **typed)


def _back(one: str, case: str, typed: dict[str, Any], by: Viewer) -> None:
    actions.returned(one, case=case, by=by, **typed)


def _mistake(one: str, case: str, typed: dict[str, Any], by: Viewer) -> None:
    actions.mistaken(one, case=case, by=by, **typed)


def _talk(one: str, case: str, typed: dict[str, Any], by: Viewer) -> None:
    actions.hear(one, case=case, answers=typed["answers"], version=typed["version"], by=by)


def _screened(one: str, case: str, typed: dict[str, Any], by: Viewer) -> None:
    actions.screened(one, case=case, by=by, **typed)


def _not_screened(one: str, case: str, typed: dict[str, Any], by: Viewer) -> None:
    actions.not_screened(one, case=case, why=WhyNot(typed["why"]), words=typed["words"], by=by)


STEPS: dict[str, StepPage] = {
    "police": StepPage(
        fields.PoliceTold,
        _lazy("Write down that police were told"),
        _lazy("Police were told"),
        _lazy("Write it down"),
        _lazy("Police enter the person into the national file. Ask them for their number."),
        _police,
    ),
    "ncmec": StepPage(
        fields.Told,
        _lazy("Write down that NCMEC was told"),
        _lazy("NCMEC was told"),
        _lazy("Write it down"),
        _lazy("The National Center for Missing and Exploited Children helps to search."),
        _ncmec,
    ),
    "back": StepPage(
        fields.Returned,
        _lazy("Write down the return"),
        _lazy("They are back"),
        _lazy("Write it down"),
        _lazy("Be glad with them first. What happened can be told later."),
        _back,
    ),
    "mistake": StepPage(
        fields.Mistaken,
        _lazy("They were not missing"),
        _lazy("They were not missing"),
        _lazy("Write it down"),
        _lazy("The episode stays on the case, marked as a mistake. Nothing is deleted."),
        _mistake,
    ),
    "talk": StepPage(
        fields.ReturnTalk,
        _lazy("Write down what they told"),
        _lazy("What they told after they came back"),
        _lazy("Keep what they told"),
        _lazy("They choose what to tell, and may stop. Write their words, not yours."),
        _talk,
    ),
    "screened": StepPage(
        fields.Screened,
        _lazy("Tie a screening to the return"),
        _lazy("Screened after the return"),
        _lazy("Tie it to the return"),
        _lazy("Choose the screening that was made after they came back."),
        _screened,
    ),
    "not-screened": StepPage(
        fields.NotScreened,
        _lazy("Say why there was no screening"),
        _lazy("No screening after the return"),
        _lazy("Write down why"),
        _lazy("None of the reasons is a fault. It can be screened later all the same."),
        _not_screened,
    ),
}


@needs(Permission.RECORD_WRITE, why=WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
def missing_new(request: HttpRequest, case: str) -> HttpResponse:
    """Write down that the person of a case is missing."""
    viewer = asker(request)
    opened = _kept(viewer, case)
    form = fields.Missing(request.POST or None, initial={"known_at": viewer.at})
    other = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.report_missing(case, by=viewer, **form.cleaned_data)
        except NotKnown:
            raise Http404 from None
        except actions.MissingAlready as already:
            said = _before(already.by, already.at)
            if already.holds:
                messages.info(request, said)
                return _to(case, already.episode)
            other = already.episode
            form.add_error(None, f"{said} {_('What you typed is not in it, and still here.')}")
        except NotYet as problem:
            form.add_error("known_at", str(problem))
        except actions.WrongOrder as problem:
            form.add_error(problem.field, str(problem))
        else:
            drafting.saved(request)
            messages.success(request, _("It is written down. Now tell police and NCMEC."))
            return _to(case, made)
    typing = drafting.put_back(form, DraftKind.MISSING, of=opened)
    values = heading(opened) | {"form": form, "other": other, "typing": typing}
    return render(request, "cases/missing_new.html", values)


@needs(Permission.RECORD_READ, why="shows an episode of a case that is yours to know")
@require_GET
def missing(request: HttpRequest, case: str, missing: str) -> HttpResponse:
    """Show one episode: its duties, what is known, what was told, and what comes next."""
    viewer = asker(request)
    opened = opened_for(viewer, case)
    one = _episode(opened, missing)
    values = heading(opened) | {
        "episode": said_episode(one, opened),
        "next": _next(one) if one.may_write else [],
        "show": reverse("cases:show_value", args=[case]),
        "purposes": [(each.value, _(each.label)) for each in Purpose],
    }
    return render(request, "cases/missing.html", values)


@needs(Permission.RECORD_WRITE, why=WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
def missing_step(request: HttpRequest, case: str, missing: str, step: str) -> HttpResponse:
    """Write down one thing about an episode."""
    viewer = asker(request)
    opened = _kept(viewer, case)
    one = _episode(opened, missing)
    if step not in STEPS:
        raise Http404
    page = STEPS[step]
    form = page.form(request.POST or None, **_more(page, one, opened))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if isinstance(form, fields.ReturnTalk):
            typed = {"answers": form.answers(), "version": typed["version"]}
        try:
            page.do(missing, case, typed, viewer)
        except NotKnown:
            raise Http404 from None
        except actions.ToldAlready as already:
            messages.info(request, _before(already.by, already.at))
            return _to(case, missing)
        except ChangedMeanwhile as problem:
            form = page.form(request.POST.dict() | {"version": opened.case.version})
            form.add_error(None, f"{_before(problem.by, problem.at)} {problem}")
        except (NotYet, NoEvidence, actions.MissingError) as problem:
            form.add_error(_field_of(problem, form), str(problem))
        else:
            drafting.saved(request)
            _say_done(request, step, opened, missing)
            return _to(case, missing)
    values = heading(opened) | {"form": form, "page": page, "missing": missing}
    if isinstance(form, fields.ReturnTalk):
        values["typing"] = drafting.put_back(form, DraftKind.TALK, of=opened, about=missing)
    return render(request, "cases/missing_step.html", values)


# ------------------------------------------------------------------ what these are made of
def _kept(viewer: Viewer, case: str) -> OpenCase:
    opened = opened_for(viewer, case)
    if not opened.may_write():
        raise Http404
    return opened


def _episode(opened: OpenCase, number: str) -> SeenEpisode:
    try:
        return queries.episode(number, opened=opened, viewer=opened.viewer)
    except NotKnown:
        raise Http404 from None


def _more(page: StepPage, one: SeenEpisode, opened: OpenCase) -> dict[str, Any]:
    """Return what a form of a step begins with."""
    if page.form is fields.Screened:
        found = queries.screenings_since(one, viewer=opened.viewer)
        return {"choices": [(number, _when(at)) for number, at in found]}
    if page.form is fields.PoliceTold:
        found_out = {"trafficking": "YES"}
        met = clocks.met_if(
            Step.POLICE_TOLD, facts=found_out, seen=opened.seen, viewer=opened.viewer
        )
        return {"asks": any(each.about != one.record.id for each in met)}
    if page.form is not fields.ReturnTalk:
        return {}
    initial: dict[str, Any] = {"version": opened.case.version}
    for question in Question:
        if how := one.record.answers.get(question.value):
            initial[f"{question.column}_how"] = how
        if one.seen.may(Action.READ, question.column):
            initial[question.column] = getattr(one.record, question.column)
    return {"initial": initial}


def _next(one: SeenEpisode) -> list[tuple[str, Any]]:
    """Return what can be written down now, the most urgent first: steps with their words."""
    record = one.record
    back = record.state in actions.BACK
    can = {
        "police": record.police_at is None and record.state != MissingState.MISTAKEN,
        "ncmec": record.ncmec_at is None and record.state != MissingState.MISTAKEN,
        "back": record.state == MissingState.MISSING,
        "talk": back,
        "screened": back and not record.screening and not record.not_screened_why,
        "not-screened": back and not record.screening and not record.not_screened_why,
        "mistake": record.state == MissingState.MISSING,
    }
    order = sorted(can, key=lambda step: back and step in ("police", "ncmec"))
    return [(step, STEPS[step].way) for step in order if can[step]]


def _say_done(request: HttpRequest, step: str, opened: OpenCase, episode: str) -> None:
    """Say that it is kept, and whether it was in time."""
    one = _episode(opened, episode)
    rules = {"police": "POLICE_TOLD", "ncmec": "NCMEC_TOLD"}
    said = [
        each
        for each in said_episode(one, opened).clocks
        if each.clock.rule and rules.get(step) in {met.step for met in each.clock.rule.met_by}
    ]
    late = [each.late for each in said if each.clock.met_at and each.late]
    if late:
        messages.success(request, _("It is written down. It was {}.").format(late[0]))
    elif said:
        messages.success(request, _("It is written down. It was in time."))
    else:
        messages.success(request, _("It is written down."))


def _field_of(problem: Exception, form: forms.Form) -> str | None:
    if isinstance(problem, actions.WrongOrder):
        return problem.field
    if isinstance(problem, NoEvidence):
        return "number"
    if isinstance(problem, NotYet):
        return next((name for name in ("told_at", "returned_at") if name in form.fields), None)
    return None


def _before(by: str, at: datetime) -> str:
    return _("{who} wrote this down before you, {when}.").format(who=name_of(by), when=_when(at))


def _when(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "M j, g:i A")


def _to(case: str, episode: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cases:missing", args=[case, episode]))

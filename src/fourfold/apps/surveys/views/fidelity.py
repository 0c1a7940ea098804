"""How closely a study's waves followed its model: the checklist, one step, and files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.surveys.actions import fidelity as actions
from fourfold.apps.surveys.forms.fidelity import DID, AgreeForm, ModelForm, StepForm
from fourfold.apps.surveys.queries import fidelity as queries
from fourfold.apps.surveys.rules import NoSuchStudy, SurveyError
from fourfold.apps.surveys.rules.fidelity import Did
from fourfold.documents import docx, pdf
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

WHY = "says how a survey followed its model; no answer and no person who was asked"
DOCUMENTS = {
    "checklist.pdf": (pdf.render, "application/pdf"),
    "checklist.docx": (
        docx.render,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}
TONES = {
    Did.FOLLOWED: "good",
    Did.ADAPTED: "caution",
    Did.NOT_DONE: "caution",
    Did.NOT_YET: "plain",
}
HEADS = (
    "wave", "phase", "step", "words", "answer", "deviation", "reason", "evidence", "document",
    "version", "answered_by", "answered_at", "agreed", "reviewed_by", "source",
)  # fmt: skip


@needs(Permission.SURVEY_RUN, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def fidelity(request: HttpRequest, study: str) -> HttpResponse:
    """Show the checklist of a wave beside the counts of every wave; choose the model."""
    viewer = asker(request)
    found = _found(study, viewer)
    offered = [(each.code, each.name) for each in found.offered]
    form = ModelForm(request.POST if request.method == "POST" else None, offered=offered)
    if form.is_bound and form.is_valid():
        try:
            model = form.cleaned_data["model"]
            actions.follow_model(study, model=model, by=viewer, at=viewer.at)
        except SurveyError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The model is kept."))
            return HttpResponseRedirect(request.path)
    asked = found.wave(request.GET.get("wave", ""))
    shown = asked or (found.waves[-1] if found.waves else None)
    values = {
        "found": found,
        "shown": shown,
        "phases": [
            (phase, [(each, *_said(each.answer)) for each in lines])
            for phase, lines in (shown.phases if shown else ())
        ],
        "form": form,
        "may_choose": bool(offered) and not found.is_answered,
    }
    wrong = bool(form.errors)
    return render(request, "surveys/fidelity.html", values, status=422 if wrong else 200)


@needs(Permission.SURVEY_RUN, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def fidelity_step(request: HttpRequest, study: str, wave: str, fidelity_step: str) -> HttpResponse:
    """Answer a step of a wave, read its versions, and review the newest."""
    viewer = asker(request)
    try:
        found, checked, step, versions = queries.step_of(
            study, wave=wave, step=fidelity_step, viewer=viewer
        )
    except NoSuchStudy:
        raise Http404 from None
    newest = versions[0] if versions else None
    do = request.POST.get("do", "") if request.method == "POST" else ""
    forms: dict[str, Any] = {
        "answer": StepForm(
            request.POST if do == "answer" else None,
            offered=queries.evidence_of(study, viewer=viewer),
            initial=_initial(newest),
        ),
        "agree": AgreeForm(
            request.POST if do == "agree" else None,
            initial={"answer": newest.id if newest else ""},
        ),
    }
    form = forms.get(do)
    if form is not None and form.is_valid():
        try:
            said = _done(do, form.cleaned_data, wave, fidelity_step, by=viewer)
        except SurveyError as refused:
            form.add_error(None, str(refused))
            if do == "answer":  # what stands now was seen with the refusal
                form.data = form.data.copy()
                form.data["was"] = str(newest.version if newest else 0)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(request.path)
    mine = newest is not None and newest.answered_by == viewer.account
    values = {
        "found": found,
        "wave": checked,
        "step": step,
        "versions": [(each, *_said(each)) for each in versions],
        "may_review": newest is not None and newest.agrees is None and not mine,
        "waits": newest is not None and newest.agrees is None and mine,
        **{f"{name}_form": each for name, each in forms.items()},
    }
    wrong = form is not None and bool(form.errors)
    return render(request, "surveys/fidelity_step.html", values, status=422 if wrong else 200)


@needs(Permission.SURVEY_RUN, why="a checklist is taken to whoever shares the model")
@require_safe
def fidelity_file(request: HttpRequest, study: str, fidelity_file: str) -> HttpResponseBase:
    """Give the checklists of every wave as CSV, PDF or Word."""
    viewer = asker(request)
    found = _found(study, viewer)
    if found.model is None or fidelity_file not in {"checklist.csv", *DOCUMENTS}:
        raise Http404
    if fidelity_file == "checklist.csv":
        return csv_file(_rows(found), name="checklist", at=viewer.at)
    write, kind = DOCUMENTS[fidelity_file]
    answer = HttpResponse(write(queries.printed(study, viewer=viewer)), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{fidelity_file}"'
    return answer


def _found(study: str, viewer: Viewer) -> queries.Fidelity:
    try:
        return queries.fidelity_of(study, viewer=viewer)
    except NoSuchStudy:
        raise Http404 from None


def _initial(newest: queries.Answer | None) -> dict[str, Any]:
    if newest is None:
        return {"once": new_id(), "was": 0}
    return {
        "once": new_id(),
        "was": newest.version,
        "did": newest.did.value,
        "deviation": newest.deviation,
        "reason": newest.reason,
        "evidence": newest.chosen,
        "place": newest.place,
    }


def _done(do: str, given: dict[str, Any], wave: str, step: str, *, by: Viewer) -> str:
    if do == "agree":
        agrees = given["agrees"] == "yes"
        remark = given["remark"]
        actions.review_step(given["answer"], agrees=agrees, remark=remark, by=by, at=by.at)
        return _("Your review is kept.")
    told = actions.Told(
        Did(given["did"]), given["deviation"], given["reason"], given["evidence"], given["place"]
    )
    was, once = given["was"], given["once"]
    actions.answer_step(wave, step=step, told=told, was=was, once=once, by=by, at=by.at)
    return _("The answer is kept. Somebody else reviews it.")


def _said(answer: queries.Answer | None) -> tuple[Any, str]:
    if answer is None:
        return _("no answer"), "quiet"
    return DID[answer.did], TONES[answer.did]


def _rows(found: queries.Fidelity) -> Iterator[tuple[str | int | None, ...]]:
    yield HEADS
    for wave in found.waves:
        for step, told in ((each.step, each.answer) for each in wave.lines):
            head = (wave.name, step.phase, step.code, step.step)
            if told is None:
                yield (*head, *("",) * 10, step.source)
                continue
            agreed = "" if told.agrees is None else ("yes" if told.agrees else "no")
            yield (
                *head, told.did.value, told.deviation, told.reason, "; ".join(told.evidence),
                told.place, told.version, told.author, told.answered_at.isoformat(), agreed,
                told.reviewed_by, step.source,
            )  # fmt: skip

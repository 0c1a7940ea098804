"""Focus groups of a survey: planned with their guide, held with consent, closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.surveys.actions import focus as actions
from fourfold.apps.surveys.forms.focus import LANGUAGES, ONLINE, HeldForm, PlanForm
from fourfold.apps.surveys.queries import focus as queries
from fourfold.apps.surveys.queries.focus import GroupLine
from fourfold.apps.surveys.queries.focus_codes import book
from fourfold.apps.surveys.queries.focus_texts import newest_version
from fourfold.apps.surveys.rules import SurveyError
from fourfold.apps.surveys.rules.focus import AGE, FIELD, REGION, NoSuchGroup, categories
from fourfold.apps.surveys.states import ConsentRead, FocusPart, FocusState, MoveNotAllowed
from fourfold.apps.surveys.views.focus_frame import (
    RUN,
    group_or_404,
    parts,
    read_how,
    stands,
    to,
)
from fourfold.reference import active_pack
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker


@needs(RUN, why="lists focus groups without a word of what was said")
@require_safe
def groups(request: HttpRequest, study: str) -> HttpResponse:
    """List a survey's focus groups."""
    viewer = asker(request)
    title = _title(request, study)
    found = queries.groups(study, viewer=viewer)
    shown = {
        "study": {"id": study, "title": title},
        "rows": [(each, *stands(each.state)) for each in found],
        "book": book(study, viewer=viewer),
    }
    return render(request, "surveys/focus_groups.html", shown)


@needs(RUN, why="plans a focus group; whoever does leads it")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, study: str) -> HttpResponse:
    """Plan a focus group beside its guide."""
    viewer = asker(request)
    title = _title(request, study)
    form = _plan_form(request, initial={"once": new_id()})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan(
                study,
                how=form.plan(),
                once=form.cleaned_data["once"],
                agency=viewer.agency,
                by=viewer,
                at=viewer.at,
            )
        except SurveyError as refused:
            form.add_error(None, str(refused))
        else:
            return to("focus", study, made)
    return _plan_page(request, form, {"id": study, "title": title}, None)


@needs(RUN, why="who leads a focus group changes its plan and its team")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, study: str, focus: str) -> HttpResponse:
    """Change the plan or the team."""
    viewer, found = asker(request), group_or_404(request, study, focus)
    if FocusPart.LEAD not in found.parts:
        raise Http404
    form = _plan_form(request, initial=_typed(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_team(focus, how=form.plan(), by=viewer, at=viewer.at)
        except SurveyError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The plan is changed."))
            return to("focus", study, focus)
    return _plan_page(request, form, {"id": study, "title": found.study_title}, found)


@needs(RUN, why="shows when, where and how many of which kind; no word of what was said")
@require_http_methods(["GET", "HEAD", "POST"])
def focus(request: HttpRequest, study: str, focus: str) -> HttpResponse:
    """Show a focus group; note that it was held, or close it."""
    viewer, found = asker(request), group_or_404(request, study, focus)
    if request.method == "POST" and not found.parts:
        raise Http404
    bound = request.POST if request.POST.get("do") == "hold" else None
    form = HeldForm(bound, categories=categories(active_pack()), initial=_counted(found))
    if request.method == "POST":
        try:
            if bound is None:
                actions.close(focus, by=viewer, at=viewer.at)
                messages.success(request, _("The group is closed."))
                return to("focus", study, focus)
            if form.is_valid():
                consent = ConsentRead(form.cleaned_data["consent"])
                actions.hold(
                    focus,
                    people=form.cleaned_data["people"],
                    kinds=form.kinds(),
                    consent=consent,
                    by=viewer,
                    at=viewer.at,
                )
                messages.success(request, _("Noted. Now type or bring what was said."))
                return to("focus", study, focus)
        except NoSuchGroup as refused:
            messages.error(request, str(refused))
            return to("focus", study, focus)
        except (SurveyError, MoveNotAllowed) as refused:
            form.add_error(None, str(refused))
    said, tone = stands(found.state)
    shown: dict[str, Any] = {
        "study": {"id": study, "title": found.study_title},
        "group": found,
        "said": said,
        "tone": tone,
        "team": [(each, parts()[each.part]) for each in found.team],
        "consent": read_how()[found.consent] if found.consent else "",
        "spoken": dict(LANGUAGES).get(found.language, found.language),
        "form": form,
        "boxes": [
            (_("Field of work or role"), form.of_kind(FIELD)),
            (_("Age"), form.of_kind(AGE)),
            (_("Region"), form.of_kind(REGION)),
        ],
        "holds": bool(found.parts) and found.state in (FocusState.PLANNED, FocusState.HELD),
        "leads": FocusPart.LEAD in found.parts,
        "codes": FocusPart.CODER in found.parts,
        "version": newest_version(focus, viewer=viewer),
    }
    return render(request, "surveys/focus.html", shown, status=422 if form.errors else 200)


@needs(RUN, why="the guide of a focus group holds questions and words of consent")
@require_safe
def guide(request: HttpRequest, study: str, focus: str) -> HttpResponse:
    """Show the guide and the words of consent, to be printed."""
    found = group_or_404(request, study, focus)
    title, asks = queries.guide(viewer=asker(request))
    shown = {
        "study": {"id": study, "title": found.study_title},
        "group": found,
        "title": title,
        "guide": asks,
    }
    return render(request, "surveys/focus_guide.html", shown)


def _title(request: HttpRequest, study: str) -> str:
    try:
        return queries.study_title(study, viewer=asker(request))
    except NoSuchGroup:
        raise Http404 from None


def _plan_form(request: HttpRequest, *, initial: dict[str, Any]) -> PlanForm:
    return PlanForm(
        request.POST or None,
        towns=[(each.code, each.name) for each in active_pack().towns],
        people=queries.team_choices(viewer=asker(request)),
        initial=initial,
    )


def _plan_page(
    request: HttpRequest, form: PlanForm, study: dict[str, str], found: GroupLine | None
) -> HttpResponse:
    title, asks = queries.guide(viewer=asker(request))
    shown = {"form": form, "study": study, "group": found, "title": title, "guide": asks}
    status = 422 if form.errors else 200
    return render(request, "surveys/focus_plan.html", shown, status=status)


def _typed(found: GroupLine) -> dict[str, Any]:
    coders = [*found.accounts(FocusPart.CODER), "", ""]
    return {
        "once": found.id,
        "name": found.name,
        "held_on": found.held_on,
        "town": found.town_code or ONLINE,
        "language": found.language,
        "script": found.script,
        "facilitator": next(iter(found.accounts(FocusPart.FACILITATOR)), ""),
        "notes": next(iter(found.accounts(FocusPart.NOTES)), ""),
        "first": coders[0],
        "second": coders[1],
    }


def _counted(found: GroupLine) -> dict[str, Any]:
    typed: dict[str, Any] = {
        f"n-{each.category.kind}-{each.category.code}": each.count for each in found.kinds
    }
    consent = found.consent.value if found.consent else ""
    return typed | {"people": found.people, "consent": consent}

"""Who reviewed a study and what was decided; how it is repeated, and its next wave."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.surveys.actions import ethics as actions
from fourfold.apps.surveys.forms.ethics import RepeatForm, ReviewForm, WaveForm
from fourfold.apps.surveys.queries.ethics import plan_of
from fourfold.apps.surveys.queries.studies import study as study_of
from fourfold.apps.surveys.rules import NoSuchStudy, SurveyError
from fourfold.apps.surveys.rules.ethics import Decision
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker


@needs(Permission.SURVEY_RUN, why="says who reviewed a survey; no answer and no person")
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, study: str) -> HttpResponse:
    """Show a study's reviews and plan; note a review, keep the years, make the next wave."""
    viewer = asker(request)
    today = timezone.localdate(viewer.at)
    try:
        found = study_of(study, viewer=viewer, today=today)
        plan = plan_of(study, viewer=viewer)
    except NoSuchStudy:
        raise Http404 from None
    do = request.POST.get("do", "") if request.method == "POST" else ""
    forms: dict[str, Any] = {
        "review": ReviewForm(request.POST if do == "review" else None, initial={"once": new_id()}),
        "repeat": RepeatForm(
            request.POST if do == "repeat" else None, initial={"years": plan.years}
        ),
        "wave": WaveForm(request.POST if do == "wave" else None),
    }
    form = forms.get(do)
    if form is not None and form.is_valid():
        try:
            leads, said = _done(do, dict(form.cleaned_data), study, by=viewer)
        except SurveyError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(leads or request.path)
    words = {
        Decision.APPROVED: (_("approved"), "good"),
        Decision.EXEMPT: (_("exempt"), "good"),
        Decision.CHANGES: (_("changes asked for"), "caution"),
        Decision.REFUSED: (_("refused"), "caution"),
    }
    values = {
        "study": found,
        "plan": plan,
        "reviews": [(each, *words[each.decision]) for each in plan.reviews],
        "is_due": plan.due_on is not None and plan.due_on <= today,
        **{f"{name}_form": each for name, each in forms.items()},
    }
    wrong = form is not None and bool(form.errors)
    return render(request, "surveys/review.html", values, status=422 if wrong else 200)


def _done(do: str, given: dict[str, Any], study: str, *, by: Viewer) -> tuple[str, str]:
    """Do what was asked; returns where it leads, "" for the same page, and what to say."""
    if do == "review":
        given["decision"] = Decision(given["decision"])
        today = timezone.localdate(by.at)
        actions.note_review(study, **given, today=today, by=by, at=by.at)
        return "", _("The review is noted.")
    if do == "repeat":
        actions.plan_repeats(study, years=given["years"], by=by, at=by.at)
        return "", _("It is kept.")
    actions.add_wave(study, name=given["name"], by=by, at=by.at)
    return reverse("surveys:study", args=[study]), _("The wave is made. Nobody is asked yet.")

"""The surveys of a session: tied by the training office, shown as pictures in the room."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fourfold.apps.surveys.actions.occasions import SurveyError
from fourfold.apps.surveys.queries.occasions import WavePart, of_trainings
from fourfold.apps.training.actions.surveys import tie as tie_surveys
from fourfold.apps.training.forms.surveys import TieForm
from fourfold.apps.training.queries.sessions import SessionLine, session
from fourfold.apps.training.queries.surveys import surveys_of
from fourfold.apps.training.rules.sessions import TrainingError
from fourfold.apps.training.views.words import GIVES, LEADS
from fourfold.components.pictures import picture
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker


@needs(LEADS, why="the training office says which surveys go with a session")
@require_POST
def tie(request: HttpRequest, training: str) -> HttpResponse:
    """Tie a session to the surveys before and after it."""
    viewer = asker(request)
    here = HttpResponseRedirect(f"{reverse('training:session', args=[training])}#surveys")
    form = TieForm(request.POST, offered=of_trainings(viewer=viewer))
    if not form.is_valid():
        messages.error(request, _("Choose the surveys first."))
        return here
    try:
        tie_surveys(training, study=form.cleaned_data["study"], by=viewer)
    except (TrainingError, SurveyError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The surveys go with this session now."))
    return here


@needs(GIVES, why="shows a survey's address in the room")
@require_safe
def survey(request: HttpRequest, training: str, part: WavePart) -> HttpResponse:
    """Show the address of one survey of a session large, to project or print."""
    viewer = asker(request)
    found, tied = session(training, viewer=viewer), surveys_of(training, viewer=viewer)
    wave = tied.wave(part) if tied else None
    if found is None or wave is None or found.off_at is not None:
        raise Http404
    values = {"session": found, "wave": wave, **_shown(request, wave.address)}
    return render(request, "training/survey.html", values)


def on_page(found: SessionLine, *, viewer: Viewer) -> dict[str, Any]:
    """Return what the page of a session shows of its surveys."""
    if found.counts_only:
        return {}
    tied = surveys_of(found.id, viewer=viewer)
    can_tie = viewer.may(LEADS) and not found.off_at and not (tied and tied.answers)
    offered = of_trainings(viewer=viewer) if can_tie else []
    return {
        "tied": tied,
        "tie_form": TieForm(offered=offered, initial={"study": tied.study if tied else ""}),
        "can_tie": can_tie,
        "has_both": tied is not None and all(each.answers for each in tied.waves),
        "has_studies": bool(offered),
    }


def _shown(request: HttpRequest, address: str) -> dict[str, str]:
    here = request.build_absolute_uri(reverse("surveying:survey", args=[address]))
    room = request.build_absolute_uri(reverse("surveying:kiosk", args=[address]))
    return {"address": here, "room": room, "picture": picture(here)}

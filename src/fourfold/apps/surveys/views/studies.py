"""Studies and their waves, for whoever runs surveys: made, opened, followed, closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.surveys.actions.studies import move_wave, start
from fourfold.apps.surveys.forms.studies import BOTH, WAVES, NewStudy
from fourfold.apps.surveys.queries import studies as queries
from fourfold.apps.surveys.queries.evaluation import has_page
from fourfold.apps.surveys.queries.forms import offered
from fourfold.apps.surveys.queries.studies import StudyLine, WaveLine
from fourfold.apps.surveys.rules import NoSuchStudy, SurveyError
from fourfold.apps.surveys.states import MoveNotAllowed, WavePart, WaveState
from fourfold.components.pictures import picture
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker

WHY = "surveys are run without seeing who answered"
TONES = {WaveState.READY: "quiet", WaveState.OPEN: "good", WaveState.CLOSED: "quiet"}


def _names() -> dict[WavePart, str]:
    return {
        WavePart.ONCE: _("The survey"),
        WavePart.BEFORE: _("Before"),
        WavePart.AFTER: _("After"),
    }


def _stands(wave: WaveLine) -> tuple[str, str]:
    """Return where a wave stands, in words, and the tone of its chip."""
    said = {
        WaveState.READY: _("not open yet"),
        WaveState.OPEN: _("open"),
        WaveState.CLOSED: _("closed"),
    }
    if wave.state is WaveState.OPEN and wave.is_over:
        return _("over: its last day has passed"), "quiet"
    return said[wave.state], TONES[wave.state]


@needs(Permission.SURVEY_RUN, why=WHY)
@require_safe
def studies(request: HttpRequest) -> HttpResponse:
    """List the studies with how many answered."""
    viewer = asker(request)
    found = queries.studies(viewer=viewer, today=timezone.localdate(viewer.at))
    rows = [(each, [(wave, *_stands(wave)) for wave in each.waves]) for each in found]
    return render(request, "surveys/studies.html", {"rows": rows})


@needs(Permission.SURVEY_RUN, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def new_study(request: HttpRequest) -> HttpResponse:
    """Make a study: which form, how often, what people read before they begin."""
    viewer = asker(request)
    choices = [
        (each.value, f"{each.title} ({each.code}, {each.version})")
        for each in offered(viewer=viewer)
    ]
    form = NewStudy(request.POST or None, offered=choices, initial={"once": new_id()})
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = dict(form.cleaned_data)
        often, names = given.pop("waves"), _names()
        parts = tuple((part, names[part]) for part in WAVES[often])
        title = given.pop("title")
        try:
            made = start(title, **given, parts=parts, pairs=often == BOTH, by=viewer, at=viewer.at)
        except SurveyError as refused:
            form.add_error(None, str(refused))
        else:
            return HttpResponseRedirect(reverse("surveys:study", args=[made]))
    status = 422 if form.is_bound else 200
    return render(request, "surveys/new_study.html", {"form": form}, status=status)


@needs(Permission.SURVEY_RUN, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def study(request: HttpRequest, study: str) -> HttpResponse:
    """Show a study and its waves; open one, or close it."""
    viewer = asker(request)
    found = _study(request, study)
    if request.method == "POST":
        return _move(request, found)
    shown = {
        "study": found,
        "waves": [(each, *_stands(each), _address(request, each.code)) for each in found.waves],
        "pairs": queries.pairs_of(found, viewer=viewer),
        "reads": viewer.may(Permission.SURVEY_READ),
        "compares": has_page(found, viewer=viewer),
    }
    return render(request, "surveys/study.html", shown)


@needs(Permission.SURVEY_RUN, why=WHY)
@require_safe
def poster(request: HttpRequest, study: str, wave: str) -> HttpResponse:
    """Show a wave's address as a picture for phones, to print or to show in a room."""
    found = _study(request, study)
    one = next((each for each in found.waves if each.id == wave), None)
    if one is None:
        raise Http404
    address = _address(request, one.code)
    shown: dict[str, Any] = {
        "study": found,
        "wave": one,
        "address": address,
        "picture": picture(address),
    }
    shown["room"] = request.build_absolute_uri(reverse("surveying:kiosk", args=[one.code]))
    return render(request, "surveys/poster.html", shown)


def _study(request: HttpRequest, code: str) -> StudyLine:
    viewer = asker(request)
    try:
        return queries.study(code, viewer=viewer, today=timezone.localdate(viewer.at))
    except NoSuchStudy:
        raise Http404 from None


def _move(request: HttpRequest, found: StudyLine) -> HttpResponse:
    viewer, wave = asker(request), request.POST.get("wave", "")
    if wave not in {each.id for each in found.waves}:
        raise Http404
    to = WaveState.OPEN if request.POST.get("do") == "open" else WaveState.CLOSED
    try:
        move_wave(wave, to=to, by=viewer, at=viewer.at)
    except (MoveNotAllowed, SurveyError) as refused:
        messages.error(request, str(refused))
    else:
        opened, closed = _("It takes answers now."), _("It takes no more answers.")
        messages.success(request, opened if to is WaveState.OPEN else closed)
    return HttpResponseRedirect(reverse("surveys:study", args=[found.id]))


def _address(request: HttpRequest, code: str) -> str:
    return request.build_absolute_uri(reverse("surveying:survey", args=[code]))

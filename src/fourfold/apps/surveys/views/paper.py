"""A wave on paper, for whoever runs surveys: sheets to print, and how far they are typed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.apps.surveys.forms.words import own_name, words_in
from fourfold.apps.surveys.queries.forms import parsed
from fourfold.apps.surveys.queries.occasions import event_named
from fourfold.apps.surveys.queries.paper import paper_counts
from fourfold.apps.surveys.queries.studies import StudyLine, WaveLine
from fourfold.apps.surveys.queries.studies import study as study_of
from fourfold.apps.surveys.rules import NoSuchEvent, NoSuchStudy
from fourfold.apps.surveys.states import WavePart
from fourfold.documents import questionnaires
from fourfold.reference import active_pack
from fourfold.reference.forms import Form
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

WHY = "surveys are run without seeing who answered"
ONLY = "only"
"""In the address, for a form that does not say its language."""


@needs(Permission.SURVEY_RUN, why=WHY)
@require_safe
def paper(request: HttpRequest, study: str, wave: str) -> HttpResponse:
    """Show what there is on paper of a wave."""
    found, one, form = found_wave(request, study, wave)
    printed = [(each.code or ONLY, own_name(each)) for each in form.languages]
    counts = paper_counts(one.id, viewer=asker(request))
    shown = {"study": found, "wave": one, "printed": printed, "counts": counts}
    shown["event"] = _event(request, one)
    return render(request, "surveys/paper.html", shown)


@needs(Permission.SURVEY_RUN, why=WHY)
@require_safe
def paper_file(request: HttpRequest, study: str, wave: str, language: str) -> HttpResponse:
    """Give a wave's form as a PDF to print, in one language."""
    found, one, form = found_wave(request, study, wave)
    if language not in {each.code or ONLY for each in form.languages}:
        raise Http404
    spoken = form.language("" if language == ONLY else language)
    words = words_in(spoken.code)
    asks_code = found.pairs and one.part is not WavePart.ONCE
    made = questionnaires.render(
        questionnaires.Questionnaire(
            form=form,
            language=spoken,
            issuer=str(active_pack().settings["council"]["name"]),
            code=_event(request, one) or one.code,
            lead=(found.words_es if spoken.code == "es" else "") or found.words,
            promises=words.on_paper,
            pair=(words.pair_title, words.pair_help, words.pair_hint) if asks_code else (),
            issued_on=timezone.localdate(asker(request).at),
        )
    )
    response = HttpResponse(made, content_type="application/pdf")
    name = f"{form.id}-{one.code}-{language}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _event(request: HttpRequest, wave: WaveLine) -> str:
    """Return the address of the wave at the event that a page is asked for, "" for none."""
    typed = request.GET.get("at", "")[:40]
    try:
        known = event_named(typed, wave=wave.id, viewer=asker(request))
    except NoSuchEvent:
        raise Http404 from None
    return typed if known else ""


def found_wave(request: HttpRequest, study: str, wave: str) -> tuple[StudyLine, WaveLine, Form]:
    """Return a study, its wave and its form, as whoever asks may see them."""
    viewer = asker(request)
    try:
        found = study_of(study, viewer=viewer, today=timezone.localdate(viewer.at))
    except NoSuchStudy:
        raise Http404 from None
    one = next((each for each in found.waves if each.id == wave), None)
    if one is None:
        raise Http404
    return found, one, parsed(found.form)

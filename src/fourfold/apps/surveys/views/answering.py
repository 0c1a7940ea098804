"""
The pages on which people answer: by a link or a picture on a poster, without an account.

No cookie, no session, no address kept: the key of a draft is carried by the pages' own forms and
stands in no address. Every page works without JavaScript. A page that comes twice is the same page.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.surveys.actions.answering import Asks, Turn
from fourfold.apps.surveys.actions.answering import turn as take_turn
from fourfold.apps.surveys.forms.answering import fields, typed
from fourfold.apps.surveys.forms.words import own_name, words_in
from fourfold.apps.surveys.queries.answering import AskedWave, asked_wave
from fourfold.apps.surveys.rules import DraftUseless, WaveNotOpen, shown_pages
from fourfold.apps.surveys.states import Step, WavePart, Way
from fourfold.reference.forms import Form, Language
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import open_to_all

AGAIN_AFTER = 20
"""Seconds after which a kiosk shows its first page again."""
KIOSK = "kiosk"


@open_to_all("whoever is asked opens a survey by its link or picture; it says what it is")
@require_safe
def survey(request: HttpRequest, survey: str, language: str = "") -> HttpResponse:
    """Show what a survey is, and a button that begins it."""
    return _start(request, _wave(survey), language)


@open_to_all("a training room's device shows the same survey again and again")
@require_safe
def kiosk(request: HttpRequest, survey: str, language: str = "") -> HttpResponse:
    """Show the same, for one person after the other."""
    return _start(request, _wave(survey), language, is_kiosk=True)


# No account and no cookie stands behind these forms, so no other site could use one: what they do,
# they do by the key that they carry.
@csrf_exempt
@open_to_all("whoever is asked answers without an account")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, survey: str) -> HttpResponse:
    """Begin, take a page, go back, keep for later, send."""
    if request.method != "POST":
        return _start(request, _wave(survey), "")
    sent, do = request.POST, request.POST.get("do", "")
    language, is_kiosk = sent.get("language", "")[:3], sent.get("way") == KIOSK
    page = sent.get("page", "")
    asks = Asks(
        typed(sent),
        page=int(page) if page.isdecimal() and len(page) < 4 else None,
        step=Step(do) if do in set(Step) else Step.STAY,
        pair=sent.get("pair", "")[:80],
        language=language,
        way=Way.KIOSK if is_kiosk else Way.WEB,
    )
    key = "" if do == "begin" else sent.get("key", "")[:80] or "-"
    try:
        found = take_turn(key, wave=survey, asks=asks, by=nobody(timezone.now()))
    except WaveNotOpen:
        return _start(request, _wave(survey), language, is_kiosk=is_kiosk)
    except DraftUseless:
        return _start(request, _wave(survey), language, is_kiosk=is_kiosk, is_lost=True)
    if found.is_sent:
        return _thanks(request, found, language, is_kiosk=is_kiosk)
    return _page(request, found, language, is_kiosk=is_kiosk, stops=do == Step.STAY)


def _wave(code: str) -> AskedWave:
    at = timezone.now()
    found = asked_wave(code, viewer=nobody(at), today=timezone.localdate(at))
    if found is None:
        raise Http404
    return found


def _start(
    request: HttpRequest,
    wave: AskedWave,
    code: str,
    *,
    is_kiosk: bool = False,
    is_lost: bool = False,
) -> HttpResponse:
    language = wave.form.language(code)
    in_spanish = language.code == "es" and wave.words_es
    name = "surveying:kiosk_in" if is_kiosk else "surveying:survey_in"
    values = {
        "lead": wave.words_es if in_spanish else wave.words,
        "lead_language": "es" if in_spanish else "en",
        "is_lost": is_lost,
        "others": [
            (each.code, own_name(each), reverse(name, args=[wave.code, each.code]))
            for each in wave.form.languages
            if each.code and each.code != language.code
        ],
    }
    status = 200 if wave.is_open and not is_lost else 404 if is_lost else 410
    return _render(request, wave, language, "start", values, is_kiosk=is_kiosk, status=status)


def _page(
    request: HttpRequest, found: Turn, code: str, *, is_kiosk: bool, stops: bool
) -> HttpResponse:
    form, language = found.wave.form, found.wave.form.language(code)
    words = words_in(language.code)
    pages = shown_pages(form, found.now)
    place = pages.index(found.page) if found.page in pages else 0
    page = form.pages[found.page]
    shown = fields(
        form,
        page,
        found.now,
        told=found.told,
        language=language,
        words=words,
        refusals=found.refusals,
        today=timezone.localdate(),
    )
    wrong = [each.name for each in found.refusals]
    values = {
        "key": found.key,
        "page": found.page,
        "heading": form.say(page.labels, language),
        "fields": list(shown),
        "wrong": f"id-{wrong[0]}" if wrong else "",
        "is_empty": found.is_empty,
        "said_page": words.page_of.format(page=place + 1, pages=len(pages)),
        "done": place + 1,
        "pages": len(pages),
        "is_first": place == 0,
        "is_last": place == len(pages) - 1,
        "later": " ".join(found.key[each : each + 4] for each in range(0, len(found.key), 4)),
    }
    part = "later" if stops and not is_kiosk and request.POST.get("do") == Step.STAY else "page"
    status = 422 if found.refusals or found.is_empty else 200
    return _render(request, found.wave, language, part, values, is_kiosk=is_kiosk, status=status)


def _thanks(request: HttpRequest, found: Turn, code: str, *, is_kiosk: bool) -> HttpResponse:
    wave, language = found.wave, found.wave.form.language(code)
    is_half = wave.pairs and wave.part is not WavePart.ONCE
    values = {"says_unpaired": is_half and not found.is_paired}
    answer = _render(request, wave, language, "thanks", values, is_kiosk=is_kiosk)
    if is_kiosk:  # a device in a room goes back by itself; the page has a button, too
        answer.headers["Refresh"] = f"{AGAIN_AFTER}; url={_again(wave, language)}"
    return answer


def _again(wave: AskedWave, language: Language) -> str:
    if not language.code:
        return reverse("surveying:kiosk", args=[wave.code])
    return reverse("surveying:kiosk_in", args=[wave.code, language.code])


def _render(
    request: HttpRequest,
    wave: AskedWave,
    language: Language,
    part: str,
    values: dict[str, Any],
    *,
    is_kiosk: bool,
    status: int = 200,
) -> HttpResponse:
    """Answer in the language of the form, whatever the browser asks for."""
    spoken = language.code if language.code in ("en", "es") else "en"
    form: Form = wave.form
    shared = {
        "wave": wave,
        "w": words_in(language.code),
        "part": f"surveys/_{part}.html",
        "language": language.code,
        "form_language": language.code or "en",
        "title": form.say(form.titles, language),
        "is_kiosk": is_kiosk,
        "action": reverse("surveying:answer", args=[wave.code]),
        "again": _again(wave, language),
    }
    with translation.override(spoken):
        response = render(request, "surveys/survey.html", shared | values, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response

"""
The pages on which people answer: by a link or a picture on a poster, without an account.

No cookie, no session, no address kept: the key of a draft is carried by the pages' own forms and
stands in no address. Every page works without JavaScript. A page that comes twice is the same page.
"""

from __future__ import annotations

from datetime import timedelta
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
from fourfold.apps.surveys.queries.invitations import check_invitation
from fourfold.apps.surveys.rules import (
    DraftUseless,
    InvitationSpent,
    InvitationUseless,
    WaveNotOpen,
    codes_of,
    may_open_more,
    shown_pages,
)
from fourfold.apps.surveys.states import Step, WavePart, Way
from fourfold.reference.forms import Form, Language
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import open_to_all
from fourfold.security.edges import limits
from fourfold.security.edges.addresses import address_of

AGAIN_AFTER = 20
"""Seconds after which a kiosk shows its first page again."""
KIOSK = "kiosk"
FROM_ONE_PLACE, PLACE_PER = 500, timedelta(hours=1)
"""Answers begun behind one address: a training room of 300 shares one, and some begin twice."""
OF_ONE_WAVE, WAVE_PER = 20_000, timedelta(days=1)
"""Answers begun in one wave, wherever from: more than any state's survey is asked of in a day."""


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


@open_to_all("an organization opens a survey by the link of its invitation")
@require_safe
def invitation(
    request: HttpRequest, survey: str, invitation: str, language: str = ""
) -> HttpResponse:
    """Show what a survey is to an organization, and a button that begins it."""
    wave = _wave(survey)
    try:
        check_invitation(survey, key=invitation, viewer=nobody(timezone.now()))
    except InvitationSpent:
        return _start(request, wave, language, invitation=invitation, why="spent")
    except InvitationUseless:
        return _start(request, wave, language, why="by_invitation")
    return _start(request, wave, language, invitation=invitation)


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
        invitation=(held := sent.get("invitation", "")[:80]),
        language=language,
        way=Way.KIOSK if is_kiosk else Way.WEB,
    )
    key = "" if do == "begin" else sent.get("key", "")[:80] or "-"
    try:
        if not key:
            _count(request, survey)
        found = take_turn(key, wave=survey, asks=asks, by=nobody(timezone.now()))
    except limits.TooMany as stopped:
        return _busy(request, _wave(survey), language, stopped, is_kiosk=is_kiosk)
    except WaveNotOpen:
        return _start(request, _wave(survey), language, is_kiosk=is_kiosk)
    except DraftUseless:
        return _start(
            request, _wave(survey), language, is_kiosk=is_kiosk, is_lost=True, invitation=held
        )
    except InvitationSpent:
        return _start(request, _wave(survey), language, invitation=held, why="spent")
    except InvitationUseless:
        return _start(request, _wave(survey), language, why="by_invitation")
    if found.is_sent:
        return _thanks(request, found, language, is_kiosk=is_kiosk)
    return _page(request, found, language, is_kiosk=is_kiosk, stops=do == Step.STAY)


def _count(request: HttpRequest, survey: str) -> None:
    """Count an answer that begins: no stranger fills the database. :raises limits.TooMany:."""
    at = timezone.now()
    place = f"survey-from:{address_of(request)}"
    limits.take(place, limit=FROM_ONE_PLACE, per=PLACE_PER, at=at)
    limits.take(f"survey-wave:{codes_of(survey)[0]}", limit=OF_ONE_WAVE, per=WAVE_PER, at=at)


def _busy(
    request: HttpRequest, wave: AskedWave, code: str, stopped: limits.TooMany, *, is_kiosk: bool
) -> HttpResponse:
    language, seconds = wave.form.language(code), stopped.seconds(timezone.now())
    said = words_in(language.code).busy.format(minutes=-(-seconds // 60))
    values = {"busy": said}
    answer = _render(request, wave, language, "busy", values, is_kiosk=is_kiosk, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


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
    invitation: str = "",
    why: str = "",
) -> HttpResponse:
    """Show the first page. why: a link opens nothing, "spent" or "by_invitation"."""
    language = wave.form.language(code)
    why = why or ("by_invitation" if wave.invites and not invitation else "")
    in_spanish = language.code == "es" and wave.words_es
    name = "surveying:kiosk_in" if is_kiosk else "surveying:survey_in"
    values = {
        "lead": wave.words_es if in_spanish else wave.words,
        "lead_language": "es" if in_spanish else "en",
        "is_lost": is_lost,
        "invitation": invitation,
        "why": why,
        "others": [
            (each.code, own_name(each), _other(name, wave, each.code, invitation))
            for each in wave.form.languages
            if each.code and each.code != language.code
        ],
    }
    status = 404 if is_lost else 200 if wave.is_open and why != "by_invitation" else 410
    return _render(request, wave, language, "start", values, is_kiosk=is_kiosk, status=status)


def _other(name: str, wave: AskedWave, language: str, invitation: str) -> str:
    if invitation:
        return reverse("surveying:invitation_in", args=[wave.address, invitation, language])
    return reverse(name, args=[wave.address, language])


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
    is_last = place == len(pages) - 1
    more = is_last and may_open_more(form, found.page, found.now)
    said_page = words.page_alone if more else words.page_of
    wrong = [each.name for each in found.refusals]
    values = {
        "key": found.key,
        "page": found.page,
        "heading": form.say(page.labels, language),
        "fields": list(shown),
        "wrong": f"id-{wrong[0]}" if wrong else "",
        "is_empty": found.is_empty,
        "is_too_much": found.is_too_much,
        "opened": f"id-{found.opened[0]}" if found.opened else "",
        "said_page": said_page.format(page=place + 1, pages=len(pages)),
        "done": place + 1,
        "pages": len(pages),
        "is_first": place == 0,
        "onward": words.go_or_send if more else words.send if is_last else words.next,
        "later": " ".join(found.key[each : each + 4] for each in range(0, len(found.key), 4)),
    }
    part = "later" if stops and not is_kiosk and request.POST.get("do") == Step.STAY else "page"
    is_wrong = found.refusals or found.is_empty or found.is_too_much
    status = 422 if is_wrong else 200
    return _render(request, found.wave, language, part, values, is_kiosk=is_kiosk, status=status)


def _thanks(request: HttpRequest, found: Turn, code: str, *, is_kiosk: bool) -> HttpResponse:
    wave, language = found.wave, found.wave.form.language(code)
    is_half = wave.pairs and wave.part is not WavePart.ONCE
    values = {"says_unpaired": is_half and not found.is_paired}
    answer = _render(request, wave, language, "thanks", values, is_kiosk=is_kiosk)
    if is_kiosk:  # a device in a room goes back by itself; the page has a button, too
        answer.headers["Refresh"] = f"{AGAIN_AFTER}; url={_again(wave, language, is_kiosk=True)}"
    return answer


def _again(wave: AskedWave, language: Language, *, is_kiosk: bool) -> str:
    name = "surveying:kiosk" if is_kiosk else "surveying:survey"
    if not language.code:
        return reverse(name, args=[wave.address])
    return reverse(f"{name}_in", args=[wave.address, language.code])


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
    held = request.POST.get("invitation", "")[:80]
    shared = {
        "wave": wave,
        "w": words_in(language.code),
        "part": f"surveys/_{part}.html",
        "language": language.code,
        "form_language": language.code or "en",
        "title": form.say(form.titles, language),
        "is_kiosk": is_kiosk,
        "action": reverse("surveying:answer", args=[wave.address]),
        "again": reverse("surveying:invitation", args=[wave.address, held])
        if held
        else _again(wave, language, is_kiosk=is_kiosk),
        "invitation": held,
    }
    with translation.override(spoken):
        response = render(request, "surveys/survey.html", shared | values, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response

"""
Answering: one turn after the other, by the key that the page carries.

A turn that the phone sends again, because it never heard the answer, changes nothing: the draft
holds the same values, and an answer that was sent counts once.
"""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from fourfold.apps.surveys.models import Response, SurveyDraft, Wave, mark_of
from fourfold.apps.surveys.queries.answering import AskedWave, as_asked, takes
from fourfold.apps.surveys.rules import (
    DraftUseless,
    WaveNotOpen,
    of_page,
    plain_pair,
    says_something,
    shown_pages,
)
from fourfold.apps.surveys.states import Step, Way
from fourfold.reference.forms import Kind, Refusal, Standing, standing
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event

KEY_BYTES = 16
MOST_TYPED = 20_000
BY = "survey"
"""What the log calls whoever answers; it never learns more."""


@dataclass(frozen=True, slots=True)
class Turn:
    """
    What came of a turn. key: opens the draft, and is kept nowhere. page: to show. told: everything
    typed so far. refusals: why the page did not turn. is_empty: nothing is answered at all.
    is_sent: the answer counts now. is_paired: a self-made code stands beside it.
    """

    key: str
    wave: AskedWave
    told: Mapping[str, str]
    page: int
    now: Standing
    refusals: tuple[Refusal, ...] = ()
    is_empty: bool = False
    is_sent: bool = False
    is_paired: bool = False


@dataclass(frozen=True, slots=True)
class Asks:
    """
    What a page asks for. told: its fields, as typed. page: which it is, None for wherever the draft
    stands. pair: a self-made code as typed, when a draft begins.
    """

    told: Mapping[str, str]
    page: int | None = None
    step: Step = Step.STAY
    pair: str = ""
    language: str = ""
    way: Way = Way.WEB


@transaction.atomic
def turn(key: str, *, wave: str, asks: Asks, by: Viewer) -> Turn:
    """
    Begin a draft, keep a page of it and turn to another, or send it after the last.

    key: "" begins one. wave: its code. by: nobody, at this moment. A page with something that is
    not taken is kept and does not turn.
    :raises WaveNotOpen: :raises DraftUseless: if the key opens nothing here.
    """
    today = timezone.localdate(by.at)
    if not key:
        return _begin(wave, asks, by)
    mark = mark_of("draft", _plain_key(key))
    draft = (
        SurveyDraft.objects.select_for_update(of=("self",))
        .select_related("wave__study")
        .filter(mark=mark, wave__code=wave)
        .first()
    )
    if draft is None:
        return _sent_before(key, mark, wave, by)
    if not takes(draft.wave, viewer=by, today=today):
        raise WaveNotOpen("This survey takes no answers now.")
    asked = as_asked(draft.wave, viewer=by, today=today)
    known = {each.name for each in asked.form.questions if each.kind is not Kind.CALCULATE}
    told = {**draft.told, **{name: text for name, text in asks.told.items() if name in known}}
    told = {name: text.replace("\0", "")[:MOST_TYPED] for name, text in told.items() if text}
    now = standing(asked.form, told, today=today)
    page = min(draft.page if asks.page is None else asks.page, len(asked.form.pages) - 1)
    found = _turned(Turn(key, asked, told, page, now, is_paired=bool(draft.pair)), asks.step)
    if found.is_sent:
        return _send(found, draft, asks, by)
    SurveyDraft.objects.filter(pk=draft.pk).update(told=told, page=found.page)
    return found


def _turned(at: Turn, step: Step) -> Turn:
    """Return where a page leads; after the last, a whole answer is to be sent."""
    form, pages = at.wave.form, shown_pages(at.wave.form, at.now)
    if step is Step.STAY:
        return at
    if step is Step.BACK:
        before = [each for each in pages if each < at.page]
        return replace(at, page=before[-1] if before else at.page)
    if wrong := of_page(form.pages[at.page], at.now):
        return replace(at, refusals=wrong)
    after = [each for each in pages if each > at.page]
    if after:
        return replace(at, page=after[0])
    if at.now.refusals:  # of a page before, that another answer has opened since
        name = at.now.refusals[0].name
        place = next(
            each
            for each, page in enumerate(form.pages)
            if any(one.name == name for one in page.questions)
        )
        return replace(at, page=place, refusals=of_page(form.pages[place], at.now))
    if not says_something(form, at.now.values):
        return replace(at, is_empty=True)
    return replace(at, is_sent=True)


def _begin(wave: str, asks: Asks, by: Viewer) -> Turn:
    today = timezone.localdate(by.at)
    found = Wave.objects.select_related("study").filter(code=wave).first()
    if found is None or not takes(found, viewer=by, today=today):
        raise WaveNotOpen("This survey takes no answers now.")
    asked = as_asked(found, viewer=by, today=today)
    key = b32encode(secrets.token_bytes(KEY_BYTES)).decode().rstrip("=").lower()
    pair = plain_pair(asks.pair) if asked.pairs else ""
    told = {each.name: each.default for each in asked.form.questions if each.default}
    SurveyDraft.objects.create(
        wave=found,
        mark=mark_of("draft", key),
        told=told,
        pair=mark_of("pair", found.study_id, pair) if pair else "",
        begun_on=today,
    )
    now = standing(asked.form, told, today=today)
    first = next(iter(shown_pages(asked.form, now)), 0)
    return Turn(key, asked, told, first, now, is_paired=bool(pair))


def _send(turn: Turn, draft: SurveyDraft, asks: Asks, by: Viewer) -> Turn:
    Response.objects.create(
        wave=draft.wave,
        mark=draft.mark,
        answers=dict(turn.now.values),
        language=asks.language[:3],
        way=asks.way.value,
        pair=draft.pair,
        taken_on=timezone.localdate(by.at),
    )
    draft.delete()
    audit.record(Event.SURVEY_ANSWERED, by=BY, subject=f"wave:{draft.wave_id}", at=by.at)
    return turn


def _sent_before(key: str, mark: str, wave: str, by: Viewer) -> Turn:
    """Answer a page that was sent again: its answer counts already."""
    today = timezone.localdate(by.at)
    found = (
        Response.objects.select_related("wave__study").filter(mark=mark, wave__code=wave).first()
    )
    if found is None:
        raise DraftUseless("This key opens nothing here.")
    asked = as_asked(found.wave, viewer=by, today=today)
    return Turn(
        key,
        asked,
        {},
        0,
        standing(asked.form, {}, today=today),
        is_sent=True,
        is_paired=bool(found.pair),
    )


def _plain_key(typed: str) -> str:
    return "".join(each for each in typed.casefold()[:80] if each.isalnum())

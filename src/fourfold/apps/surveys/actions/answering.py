"""
Answering: one turn after the other, by the key that the page carries.

A turn that the phone sends again, because it never heard the answer, changes nothing: the draft
holds the same values, and an answer that was sent counts once. An answer and the invitation by
which it came are never tied: neither row points to the other, and the invitation keeps no day.
"""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from fourfold.apps.surveys.models import Invited, Occasion, Response, SurveyDraft, Wave, mark_of
from fourfold.apps.surveys.queries.answering import AskedWave, as_asked, takes
from fourfold.apps.surveys.queries.invitations import check_link
from fourfold.apps.surveys.rules import (
    DraftUseless,
    InvitationSpent,
    WaveNotOpen,
    codes_of,
    of_page,
    plain_pair,
    says_something,
    shown_pages,
)
from fourfold.apps.surveys.rules.invitations import MAY_ANSWER, InvitedState
from fourfold.apps.surveys.rules.sampling import Stratum
from fourfold.apps.surveys.states import Step, WaveState, Way
from fourfold.reference.forms import SILENT, Kind, Refusal, Standing, standing
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event

KEY_BYTES = 16
MOST_TYPED, MOST_DRAFT = 20_000, 50_000
"""Letters of one answer before it is looked at, and of a whole draft: ten long answers."""
UNSEEN = frozenset({*SILENT, Kind.CALCULATE})
BY = "survey"
"""What the log calls whoever answers; it never learns more."""


@dataclass(frozen=True, slots=True)
class Turn:
    """
    What came of a turn. key: opens the draft, and is kept nowhere. page: to show. told: everything
    typed so far. refusals: why the page did not turn. is_empty: nothing is answered at all.
    opened: questions of the page that its own answers opened, so that it does not turn yet.
    is_too_much: it is longer than a draft may be, and what was typed last is not kept.
    is_sent: the answer counts now. is_paired: a self-made code stands beside it.
    """

    key: str
    wave: AskedWave
    told: Mapping[str, str]
    page: int
    now: Standing
    refusals: tuple[Refusal, ...] = ()
    is_empty: bool = False
    is_too_much: bool = False
    opened: tuple[str, ...] = ()
    is_sent: bool = False
    is_paired: bool = False


@dataclass(frozen=True, slots=True)
class Asks:
    """
    What a page asks for. told: its fields, as typed. page: which it is, None for wherever the draft
    stands. pair: a self-made code as typed, when a draft begins. invitation: the key of the link by
    which an organization came; the page carries it, and no draft keeps it.
    """

    told: Mapping[str, str]
    page: int | None = None
    step: Step = Step.STAY
    pair: str = ""
    invitation: str = ""
    language: str = ""
    way: Way = Way.WEB


@transaction.atomic
def turn(key: str, *, wave: str, asks: Asks, by: Viewer) -> Turn:
    """
    Begin a draft, keep a page of it and turn to another, or send it after the last.

    key: "" begins one. wave: its address. by: nobody, at this moment. A page with something that is
    not taken is kept and does not turn.
    :raises WaveNotOpen: :raises DraftUseless: if the key opens nothing here.
    :raises InvitationUseless: :raises InvitationSpent: where organizations are invited.
    """
    today = timezone.localdate(by.at)
    if not key:
        return _begin(wave, asks, by)
    mark, (code, occasion) = mark_of("draft", _plain_key(key)), codes_of(wave)
    draft = (
        SurveyDraft.objects.select_for_update(of=("self",))
        .select_related("wave__study")
        .filter(mark=mark, wave__code=code)
        .first()
    )
    if draft is None:
        return _sent_before(key, mark, wave, by)
    if not takes(draft.wave, viewer=by, today=today):
        raise WaveNotOpen("This survey takes no answers now.")
    asked = as_asked(draft.wave, occasion=occasion, viewer=by, today=today)
    known = {each.name for each in asked.form.questions if each.kind is not Kind.CALCULATE}
    before = draft.told
    told = {**before, **{name: text for name, text in asks.told.items() if name in known}}
    told = {name: text.replace("\0", "")[:MOST_TYPED] for name, text in told.items() if text}
    now = standing(asked.form, told, today=today)
    page = min(draft.page if asks.page is None else asks.page, len(asked.form.pages) - 1)
    at = Turn(key, asked, told, page, now, is_paired=bool(draft.pair))
    if sum(map(len, told.values())) > MOST_DRAFT:
        return replace(at, is_too_much=True)
    found = _turned(at, asks.step)
    if asks.step is Step.NEXT and not found.refusals:
        shown = standing(asked.form, before, today=today).asked | set(asks.told)
        if opened := _opened(at, shown):
            found = replace(at, opened=opened)
    if found.is_sent:
        return _send(found, draft, asks, by)
    draft.told, draft.page = told, found.page
    draft.save(update_fields=["told", "page"])
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


def _opened(at: Turn, shown: Set[str]) -> tuple[str, ...]:
    """Return what the answers of a page have opened on it, and nobody has seen yet."""
    return tuple(
        each.name
        for each in at.wave.form.pages[at.page].questions
        if each.name in at.now.asked and each.name not in shown and each.kind not in UNSEEN
    )


def _begin(wave: str, asks: Asks, by: Viewer) -> Turn:
    today = timezone.localdate(by.at)
    code, occasion = codes_of(wave)
    found = Wave.objects.select_related("study").filter(code=code).first()
    if found is None or not takes(found, viewer=by, today=today):
        raise WaveNotOpen("This survey takes no answers now.")
    check_link(found, key=asks.invitation, viewer=by)
    event = None
    if occasion:
        event = Occasion.objects.filter(code=occasion, study=found.study_id).first()
        if event is None:
            raise WaveNotOpen("This survey takes no answers at this address.")
    asked = as_asked(found, occasion=occasion, viewer=by, today=today)
    key = b32encode(secrets.token_bytes(KEY_BYTES)).decode().rstrip("=").lower()
    pair = plain_pair(asks.pair) if asked.pairs else ""
    told = {each.name: each.default for each in asked.form.questions if each.default}
    SurveyDraft.objects.create(
        wave=found,
        mark=mark_of("draft", key),
        seal=found.seal,
        told=told,
        pair=mark_of("pair", found.study_id, pair) if pair else "",
        occasion=event,
        begun_on=today,
    )
    now = standing(asked.form, told, today=today)
    first = next(iter(shown_pages(asked.form, now)), 0)
    return Turn(key, asked, told, first, now, is_paired=bool(pair))


def _send(turn: Turn, draft: SurveyDraft, asks: Asks, by: Viewer) -> Turn:
    sector, region = _spend(draft.wave, key=asks.invitation, by=by)
    Response.objects.create(
        wave=draft.wave,
        mark=draft.mark,
        seal=draft.seal,
        answers=dict(turn.now.values),
        language=asks.language[:3],
        way=asks.way.value,
        pair=draft.pair,
        occasion_id=draft.occasion_id,
        sector=sector,
        region=region,
        taken_on=timezone.localdate(by.at),
    )
    draft.delete()
    audit.record(Event.SURVEY_ANSWERED, by=BY, subject=f"wave:{draft.wave_id}", at=by.at)
    return turn


def _spend(wave: Wave, *, key: str, by: Viewer) -> Stratum:
    """
    Use a link up, in the transaction that keeps its answer; returns what stands beside the answer.

    :raises InvitationUseless: :raises InvitationSpent: if somebody was faster.
    :raises WaveNotOpen: if the wave was closed meanwhile: its answers can be read since then, and
        one that came now would show who gave it.
    """
    found = check_link(wave, key=key, viewer=by)
    if found is None:
        return "", ""
    # Whoever closes the wave waits for this answer, or this answer for them.
    held = Wave.objects.select_for_update(of=("self",), no_key=True)
    if held.get(pk=wave.pk).state != WaveState.OPEN.value:
        raise WaveNotOpen("This survey takes no answers now.")
    states = [each.value for each in MAY_ANSWER]
    open_ = Invited.objects.filter(id=found.id, state__in=states)
    if not open_.update(state=InvitedState.ANSWERED.value):
        raise InvitationSpent("This organization has answered.")
    return found.told_sector, found.told_region


def _sent_before(key: str, mark: str, wave: str, by: Viewer) -> Turn:
    """Answer a page that was sent again: its answer counts already."""
    today, (code, occasion) = timezone.localdate(by.at), codes_of(wave)
    found = (
        Response.objects.select_related("wave__study").filter(mark=mark, wave__code=code).first()
    )
    if found is None:
        raise DraftUseless("This key opens nothing here.")
    asked = as_asked(found.wave, occasion=occasion, viewer=by, today=today)
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

"""Made-up surveys: a training before and after with lifelike answers, and one that is open now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.surveys.actions.answering import Asks, turn
from fourfold.apps.surveys.actions.evaluating import work_out
from fourfold.apps.surveys.actions.studies import move_wave, start
from fourfold.apps.surveys.queries import studies as queries
from fourfold.apps.surveys.states import Step, WavePart, WaveState
from fourfold.config.demo.sheets import type_sheets
from fourfold.reference import Pack
from fourfold.reference.forms import Kind, pack_form, pack_forms
from fourfold.security.access.viewer import nobody

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

FORM, FEEDBACK = "training_survey", "training_feedback"
BY = "demo"
DAY = timedelta(days=1)
PEOPLE = 60
GONE = 6
"""Who answered before and not after."""
FIELDS = (1, 1, 0, 1, 2, 1, 0, 3, 4, 2)
"""Which field of the form's list each of ten people works in; two fields stay too small to show."""
FELL = frozenset({"k2", "k3", "c2"})
STARTS = {"k": 0.2, "b": 0.12, "c": 0.25}
MOVES = {"k": 0.28, "b": -0.06, "c": 0.16}
"""By the first letter of an item: where it starts on its scale, and how far a training moves it."""
Parts = tuple[tuple[WavePart, str], ...]
WORDS = (
    "The made-up training office asks what you know and how you feel about it. It counts answers."
)
SPANISH = "La oficina de capacitación, inventada, pregunta qué sabe usted. Solo cuenta respuestas."


def fill_surveys(staff: Staff, pack: Pack) -> None:
    """Make two made-up surveys, where the pack has their forms."""
    if not {FORM, FEEDBACK} <= {each.name for each in pack_forms(pack)}:
        return
    both: Parts = ((WavePart.BEFORE, "Before"), (WavePart.AFTER, "After"))
    first = make_study(staff, "Made-up training of school staff, spring", FORM, both, pairs=True)
    for nth, wave in enumerate(waves_of(first, staff)):
        ago = (40 - nth) * DAY
        move_wave(wave.id, to=WaveState.OPEN, by=BY, at=staff.at - ago)
        for person in range(PEOPLE - GONE * nth):
            answer(wave.code, pack, person, is_after=nth == 1, staff=staff, ago=ago)
        move_wave(wave.id, to=WaveState.CLOSED, by=BY, at=staff.at - ago + DAY)
    work_out(first, by=BY, at=staff.at - 30 * DAY)
    once: Parts = ((WavePart.ONCE, "The survey"),)
    second = make_study(staff, "Made-up feedback on trainings", FEEDBACK, once)
    for wave in waves_of(second, staff):
        move_wave(wave.id, to=WaveState.OPEN, by=BY, at=staff.at - DAY)
        type_sheets(wave.id, pack_form(pack, FEEDBACK).form, staff)


def make_study(
    staff: Staff,
    title: str,
    form: str,
    parts: Parts,
    *,
    pairs: bool = False,
    once: str = "",
    asked: int | None = PEOPLE + 4,
) -> str:
    """Make a study of a form of the pack; returns its id."""
    return start(
        title,
        form=f"pack:{form}",
        parts=parts,
        words=WORDS,
        words_es=SPANISH,
        pairs=pairs,
        asked=asked,
        once=f"demo:{form}{once}",
        by=BY,
        at=staff.at - 45 * DAY,
    )


def waves_of(study: str, staff: Staff) -> tuple[queries.WaveLine, ...]:
    """Return a study's waves, the one before first."""
    return queries.study(study, viewer=BY, today=timezone.localdate(staff.at)).waves


def answer(
    code: str, pack: Pack, person: int, *, is_after: bool, staff: Staff, ago: timedelta
) -> None:
    """Answer as one made-up person: after the training most know more, and a few items fall."""
    by = nobody(staff.at - ago)
    pair = f"ma{person:02}er" if person % 6 else ""
    told = dict(_told(pack, person, is_after=is_after))
    at = turn("", wave=code, asks=Asks({}, pair=pair), by=by)
    for place in range(len(at.wave.form.pages)):
        turn(at.key, wave=code, asks=Asks(told, page=place, step=Step.NEXT, language="en"), by=by)


def _told(pack: Pack, person: int, *, is_after: bool) -> Iterator[tuple[str, str]]:
    form = next(each.form for each in pack_forms(pack) if each.name == FORM)
    for nth, each in enumerate(form.questions):
        if each.kind is not Kind.ONE or (person * 7 + nth) % 29 == 0:  # a few are left out
            continue
        steps, kind = len(each.choices), each.name[0]
        if each.name == "field":
            yield each.name, each.choices[FIELDS[person % len(FIELDS)]].name
            continue
        level = (person * 7 % 11) / 10
        chance = ((person * 5 + nth * 3) % 4 - 1.5) / 10
        moved = (-0.06 if each.name in FELL else MOVES[kind]) if is_after else 0.0
        share = STARTS[kind] + 0.35 * level + chance + moved
        yield each.name, each.choices[max(0, min(steps - 1, round(share * (steps - 1))))].name

"""Made-up surveys: a training before and after with lifelike answers, and one that is open now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from fourfold.apps.surveys.actions.answering import Asks, turn
from fourfold.apps.surveys.actions.studies import move_wave, start
from fourfold.apps.surveys.queries import studies as queries
from fourfold.apps.surveys.states import Step, WavePart, WaveState
from fourfold.reference import Pack
from fourfold.reference.forms import Kind, pack_forms
from fourfold.security.access.viewer import nobody

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

FORM, FEEDBACK = "training_survey", "training_feedback"
BY = "demo"
DAY = timedelta(days=1)
PEOPLE = 12
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
    first = _start(staff, "Made-up training of school staff, spring", FORM, both, pairs=True)
    for nth, wave in enumerate(_waves(first, staff)):
        ago = (40 - nth) * DAY
        move_wave(wave.id, to=WaveState.OPEN, by=BY, at=staff.at - ago)
        for person in range(PEOPLE - 3 * nth):
            _answer(wave.code, pack, person, is_after=nth == 1, staff=staff, ago=ago)
        move_wave(wave.id, to=WaveState.CLOSED, by=BY, at=staff.at - ago + DAY)
    once: Parts = ((WavePart.ONCE, "The survey"),)
    second = _start(staff, "Made-up feedback on trainings", FEEDBACK, once)
    for wave in _waves(second, staff):
        move_wave(wave.id, to=WaveState.OPEN, by=BY, at=staff.at - DAY)


def _start(
    staff: Staff,
    title: str,
    form: str,
    parts: Parts,
    *,
    pairs: bool = False,
) -> str:
    return start(
        title,
        form=f"pack:{form}",
        parts=parts,
        words=WORDS,
        words_es=SPANISH,
        pairs=pairs,
        asked=PEOPLE + 4,
        once=f"demo:{form}",
        by=BY,
        at=staff.at - 45 * DAY,
    )


def _waves(study: str, staff: Staff) -> tuple[queries.WaveLine, ...]:
    return queries.study(study, viewer=BY, today=staff.at.date()).waves


def _answer(
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
        steps = len(each.choices)
        if each.name == "field":
            yield each.name, each.choices[person % steps].name
            continue
        spread = (person * 5 + nth * 3) % 4
        is_myth = each.name.startswith("b")
        change = 0 if not is_after else -1 if is_myth or nth % 9 == 5 else 1 + steps // 8
        place = (0 if is_myth else steps // 4) + spread * max(1, steps // 7) + change
        yield each.name, each.choices[max(0, min(steps - 1, place))].name

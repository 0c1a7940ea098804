"""Studies and their waves, with how many answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Response, Study, Wave
from fourfold.apps.surveys.rules import NoSuchStudy, Paired, paired
from fourfold.apps.surveys.states import WavePart, WaveState


@dataclass(frozen=True, slots=True)
class WaveLine:
    """
    A wave and how far it is. rate: of those asked, in percent; None where nobody knows how many
    were asked. is_over: its last day has passed. invites: only invited organizations answer.
    """

    id: str
    name: str
    part: WavePart
    code: str
    state: WaveState
    until_on: date | None
    is_over: bool
    answers: int
    asked: int | None
    rate: float | None
    invites: bool


@dataclass(frozen=True, slots=True)
class StudyLine:
    """A study and its waves, as they were made."""

    id: str
    title: str
    form: str
    form_code: str
    form_version: str
    words: str
    words_es: str
    pairs: bool
    made_by: str
    waves: tuple[WaveLine, ...]


def studies(*, viewer: access.Who, today: date) -> list[StudyLine]:
    """Return the studies somebody may see, the newest first."""
    found = access.studies(viewer).select_related("form").order_by("-made_at", "id")
    return _lines(list(found.defer("form__sheets", "form__xform")), viewer=viewer, today=today)


def study(study: str, *, viewer: access.Who, today: date) -> StudyLine:
    """Return one study. :raises NoSuchStudy:."""
    found = access.studies(viewer).select_related("form").filter(id=study)
    lines = _lines(list(found.defer("form__sheets", "form__xform")), viewer=viewer, today=today)
    if not lines:
        raise NoSuchStudy("There is no such study.")
    return lines[0]


def pairs_of(study: StudyLine, *, viewer: access.Who) -> Paired | None:
    """Return how many answers before and after belong together, None without two such waves."""
    by_part = {each.part: each.id for each in study.waves}
    if not study.pairs or not {WavePart.BEFORE, WavePart.AFTER} <= set(by_part):
        return None
    if not access.runs(viewer) and not access.reads(viewer):
        return None
    marks = {
        part: Response.objects.filter(wave=by_part[part]).values_list("pair", flat=True)
        for part in (WavePart.BEFORE, WavePart.AFTER)
    }
    return paired(marks[WavePart.BEFORE], marks[WavePart.AFTER])


def _lines(found: list[Study], *, viewer: access.Who, today: date) -> list[StudyLine]:
    waves: dict[str, list[WaveLine]] = {}
    counted = access.waves(viewer).annotate(answers=Count("responses"))
    for each in counted.filter(study__in=found).order_by("moved_at", "id"):
        waves.setdefault(each.study_id, []).append(_wave(each, each.answers, today))
    order = list(WavePart)
    return [
        StudyLine(
            id=each.id,
            title=each.title,
            form=each.form_id,
            form_code=each.form.code,
            form_version=each.form.version,
            words=each.words,
            words_es=each.words_es,
            pairs=each.pairs,
            made_by=each.made_by,
            waves=tuple(sorted(waves.get(each.id, ()), key=lambda one: order.index(one.part))),
        )
        for each in found
    ]


def _wave(wave: Wave, answers: int, today: date) -> WaveLine:
    return WaveLine(
        id=wave.id,
        name=wave.name,
        part=WavePart(wave.part),
        code=wave.code,
        state=WaveState(wave.state),
        until_on=wave.until_on,
        is_over=wave.until_on is not None and wave.until_on < today,
        answers=answers,
        asked=wave.asked,
        rate=100 * answers / wave.asked if wave.asked else None,
        invites=wave.invites,
    )


def studies_of_waves(waves: Iterable[str], *, viewer: access.Who) -> set[str]:
    """Return the studies that some waves belong to, for whoever may see them."""
    return set(access.waves(viewer).filter(id__in=list(waves)).values_list("study", flat=True))

"""Waves of one form, some time apart: what they share, and how each question moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min
from django.utils import timezone

from fourfold.analysis.evaluate.waves import Across, Asked, Fit, Question, Wave, across
from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import SameQuestion
from fourfold.apps.surveys.models import Wave as WaveRow
from fourfold.apps.surveys.queries.forms import parsed
from fourfold.apps.surveys.queries.opening import opened_answers
from fourfold.apps.surveys.rules import NoSuchStudy, digest_of
from fourfold.reference.forms import Kind


@dataclass(frozen=True, slots=True)
class WaveChoice:
    """A wave that can be compared. first_on: the day of its first answer."""

    id: str
    name: str
    study: str
    version: str
    answers: int
    first_on: date


@dataclass(frozen=True, slots=True)
class SaidSame:
    """Who said that a question asks the same in other words, when, and why."""

    by: str
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Waves compared. same: question to who said that its wordings ask the same."""

    form: str
    found: Across
    same: Mapping[str, SaidSame]


def offered_waves(study: str, *, viewer: access.Who) -> list[WaveChoice]:
    """
    Return all waves with answers whose form has the code of a study's form, the earliest first.

    :raises NoSuchStudy: unless somebody may read its answers.
    """
    form = form_of_study(study, viewer=viewer)
    rows = (
        access.waves(viewer)
        .filter(study__form__code=form)
        .annotate(answers=Count("responses"), first_on=Min("responses__taken_on"))
        .filter(answers__gt=0)
        .order_by("first_on", "study__title", "id")
        .values_list("id", "name", "study__title", "study__form__version", "answers", "first_on")
    )
    return [WaveChoice(*each) for each in rows]


def form_of_study(study: str, *, viewer: access.Who) -> str:
    """Return the code of a study's form. :raises NoSuchStudy: as above."""
    found = access.studies(viewer).filter(id=study) if access.reads(viewer) else None
    code = found.values_list("form__code", flat=True).first() if found is not None else None
    if code is None:
        raise NoSuchStudy("There is no such study.")
    return str(code)


def compared(study: str, *, waves: Sequence[str], viewer: access.Who) -> Compared | None:
    """
    Compare chosen waves of a study's form, from the earliest; None below two.

    Ids that are none of `offered_waves` are left out. :raises NoSuchStudy:
    """
    chosen = [each for each in offered_waves(study, viewer=viewer) if each.id in set(waves)]
    if len(chosen) < 2:
        return None
    form = form_of_study(study, viewer=viewer)
    read = _waves(chosen, viewer=viewer)
    plain = across(read)
    reworded = {each.name: each for each in plain.left_out if each.fit is Fit.REWORDED}
    same = {
        each.question: SaidSame(each.said_by, timezone.localdate(each.said_at), each.why)
        for each in SameQuestion.objects.filter(form=form, question__in=reworded)
        if each.digest == digest_of(reworded[each.question].wordings)
    }
    return Compared(form, across(read, same=same) if same else plain, same)


def reworded(found: Compared, *, question: str, viewer: access.Who) -> Question | None:
    """Return a question that is left out because its words changed; None where it is not."""
    if not access.reads(viewer):
        return None
    left = (each for each in found.found.left_out if each.fit is Fit.REWORDED)
    return next((each for each in left if each.name == question), None)


def _waves(chosen: Sequence[WaveChoice], *, viewer: access.Who) -> list[Wave]:
    rows = WaveRow.objects.filter(id__in=[each.id for each in chosen])
    forms = dict(rows.values_list("id", "study__form_id"))
    asked = {each.id: _asked(forms[each.id]) for each in chosen}
    said: dict[str, dict[str, Counter[str]]] = {
        each.id: {name: Counter() for name in asked[each.id]} for each in chosen
    }
    rows_of = access.responses(viewer).filter(wave__in=list(said)).order_by("id")
    for each in opened_answers(rows_of, viewer=viewer):
        for name, counts in said[each.wave_id].items():
            if code := each.answers.get(name):
                counts[code] += 1
    names = _names(chosen)
    return [Wave(names[each.id], asked[each.id], said[each.id]) for each in chosen]


def _asked(form_id: str) -> dict[str, Asked]:
    form = parsed(form_id)
    language = form.languages[0]
    return {
        each.name: Asked(
            each.name,
            form.say(each.labels, language),
            {one.name: form.say(one.labels, language) for one in each.choices},
        )
        for each in form.questions
        if each.kind is Kind.ONE
    }


def _names(chosen: Sequence[WaveChoice]) -> dict[str, str]:
    """Return a name for each wave that no other has: its own, its survey's, or with the day."""
    ways = (
        lambda each: each.name,
        lambda each: each.study,
        lambda each: f"{each.study}, {each.name}",
        lambda each: f"{each.study}, {each.name}, {each.first_on.isoformat()}",
    )
    for way in ways[:-1]:
        names = [way(each) for each in chosen]
        if len(set(names)) == len(names):
            return {each.id: way(each) for each in chosen}
    return {each.id: ways[-1](each) for each in chosen}

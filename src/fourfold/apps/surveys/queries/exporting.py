"""Answers to take along, for whoever may read them: codes and labels, one row an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Response
from fourfold.apps.surveys.queries.forms import parsed
from fourfold.apps.surveys.queries.opening import opened_answers
from fourfold.apps.surveys.rules import NoSuchStudy
from fourfold.reference.forms import SILENT, Form, Kind, Language, Question, labels_of

NOT_ASKED = "NOT_ASKED"
"""Stands in a cell where the question did not apply; a blank was asked and left out."""
PAIR_LETTERS = 10


@dataclass(frozen=True, slots=True)
class Export:
    """What leaves. name: of the file, without its ending. count: answers in it."""

    name: str
    form: Form
    study: str
    count: int
    rows: Iterator[tuple[str, ...]]


def answers_of(study: str, *, labels: bool, viewer: access.Who) -> Export:
    """
    Return every answer of a study, its waves one after the other, in no order of time.

    labels: words as people read them, else codes. A choice of several is one column a choice where
    codes are asked for: 1, 0, or as the question. :raises NoSuchStudy:.
    """
    if not access.reads(viewer):
        raise NoSuchStudy("There is no such study.")
    found = access.studies(viewer).filter(id=study).first()
    if found is None:
        raise NoSuchStudy("There is no such study.")
    form = parsed(found.form_id)
    answers = access.responses(viewer).filter(wave__study=found)
    return Export(
        name=f"{form.id}-{'labels' if labels else 'codes'}",
        form=form,
        study=found.id,
        count=answers.count(),
        rows=_rows(answers, form, labels=labels, viewer=viewer),
    )


def _rows(
    answers: QuerySet[Response], form: Form, *, labels: bool, viewer: access.Who
) -> Iterator[tuple[str, ...]]:
    asked = [each for each in form.questions if each.kind not in SILENT]
    language = form.languages[0]
    yield (
        *("answer", "wave", "part", "pair", "event", "language", "way", "sector", "region"),
        *(head for each in asked for head in _heads(form, each, language, labels=labels)),
    )
    # By their ids, which say nothing of the order in which people answered.
    listed = answers.order_by("wave__name", "id").select_related("wave")
    for each in opened_answers(listed, viewer=viewer):
        wave, told = each.wave, each.answers
        cells = (cell for one in asked for cell in _cells(form, one, told, language, labels=labels))
        pair, event = each.pair[:PAIR_LETTERS], each.occasion_id or ""
        head = (each.id, wave.name, wave.part, pair, event, each.language, each.way)
        yield (*head, each.sector, each.region, *cells)


def _heads(form: Form, each: Question, language: Language, *, labels: bool) -> tuple[str, ...]:
    if labels:
        which = f" ({each.time})" if each.time else ""
        return ((form.say(each.labels, language) or each.name) + which,)
    if each.kind is Kind.MANY:
        return tuple(f"{each.name}___{choice.name}" for choice in each.choices)
    return (each.name,)


def _cells(
    form: Form, each: Question, told: dict[str, str], language: Language, *, labels: bool
) -> tuple[str, ...]:
    value = told.get(each.name)
    if labels:
        return (NOT_ASKED if value is None else labels_of(form, each, value, language),)
    if each.kind is not Kind.MANY:
        return (NOT_ASKED if value is None else value,)
    if not value:
        return tuple(NOT_ASKED if value is None else "" for _choice in each.choices)
    chosen = set(value.split())
    return tuple("1" if choice.name in chosen else "0" for choice in each.choices)

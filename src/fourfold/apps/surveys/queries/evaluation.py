"""What a study before and after is evaluated from, and what it came to the last time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

import fourfold
from fourfold.analysis.evaluate.codebook import Codebook, codebook_of
from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Evaluated, Response, Study
from fourfold.apps.surveys.queries.forms import parsed
from fourfold.apps.surveys.queries.opening import opened_answers
from fourfold.apps.surveys.queries.studies import StudyLine
from fourfold.apps.surveys.rules import NoSuchStudy, NotEvaluable
from fourfold.apps.surveys.rules.scopes import Events as Events
from fourfold.apps.surveys.rules.scopes import is_much, too_few
from fourfold.apps.surveys.states import WavePart
from fourfold.documents.blocks import Document
from fourfold.documents.evaluation import About, evaluation
from fourfold.reference import UnknownName, active_pack
from fourfold.reference.forms import Form, Kind

WAVE, PAIR, EVENT = "wave", "pair", "event"
Answers = list[tuple[str, str, str | None, dict[str, str]]]
"""Each answer's part, mark of a code, occasion, and what was told."""
PARTS = (WavePart.BEFORE, WavePart.AFTER)


@dataclass(frozen=True, slots=True)
class Evaluable:
    """
    A study that can be evaluated. table: its answers as CSV; nothing in it says who gave them.

    by: columns of groups. is_paired: an answer has a self-made code. has_events: answers come from
    several events, so that an event can be the unit. digest: of all of it, of the
    codebook and of this version of the program. author: the Council's name. events: the part of
    the study it is of, None for all. counts: answers before and after.
    """

    study: str
    title: str
    author: str
    codebook: Codebook
    table: bytes
    by: tuple[str, ...]
    is_paired: bool
    has_events: bool
    digest: str
    counts: tuple[int, int]
    events: Events | None = None

    @property
    def scope(self) -> str:
        """The name it is kept under, "" for the whole study."""
        return self.events.name if self.events else ""


@dataclass(frozen=True, slots=True)
class Kept:
    """
    What an evaluation came to. found: as `said` has it; page: the same as HTML.

    is_held: a few answers came or went since, and it stays so that nobody reads them off it.
    """

    found: Mapping[str, Any]
    page: str
    made_at: datetime
    is_held: bool = False


def evaluable(study: str, *, viewer: access.Who, events: Events | None = None) -> Evaluable:
    """
    Return what a study, or the part of it asked at some events, is evaluated from.

    :raises NoSuchStudy: unless somebody may read its answers, or add up those of the events.
    :raises NotEvaluable: where it has no two waves, or nothing says what its questions measure;
        where fewer than ten people answered before or after at the events.
    """
    row = _study(study, viewer=viewer, events=events)
    form = parsed(row.form_id)
    document = _document(row.form.code)
    parts = set(row.waves.values_list("part", flat=True))
    if not {each.value for each in PARTS} <= parts:
        raise NotEvaluable("This survey was asked once, so there is nothing to compare it with.")
    codebook = codebook_of(document, name=f"{row.form.code}.yaml")
    by = tuple(each.name for each in form.questions if each.name in codebook.columns)
    told = _told(row, viewer, events)
    if events and (few := too_few(*_counts(told))):
        raise NotEvaluable(few)
    # By their ids, which say nothing of the order in which people answered.
    answers: Answers = [
        (each.wave.part, each.pair, each.occasion_id, each.answers)
        for each in opened_answers(told.order_by("id").select_related("wave"), viewer=viewer)
    ]
    table = _table(form, codebook, by, answers)
    input_ = (fourfold.__version__, json.dumps(document, sort_keys=True, default=str), table.hex())
    return Evaluable(
        study=row.id,
        title=f"{events.title}: {row.title}" if events else row.title,
        author=str(active_pack().settings["council"]["name"]),
        codebook=codebook,
        table=table,
        by=by,
        is_paired=any(pair for _part, pair, _event, _told in answers),
        has_events=_has_events(answers),
        digest=hashlib.sha256("\0".join(input_).encode()).hexdigest(),
        counts=_of_parts([part for part, _pair, _event, _told in answers]),
        events=events,
    )


def kept(of: Evaluable, *, viewer: access.Who) -> Kept | None:
    """Return what this very input came to; None where it was not worked out, or has changed."""
    if not _sees(viewer, of.events):
        return None
    row = Evaluated.objects.filter(study=of.study, scope=of.scope).first()
    if row is None:
        return None
    is_held = row.digest != of.digest
    if is_held and not (of.events and of.events.holds and not is_much(_rows(row.found), of.counts)):
        return None
    return Kept(row.found, row.page, row.made_at, is_held)


def report(
    of: Evaluable, *, found: Mapping[str, Any], viewer: access.Who, at: datetime
) -> Document:
    """Return what a study came to as a document of its day. :raises NoSuchStudy:."""
    if not _sees(viewer, of.events):
        raise NoSuchStudy("There is no such study.")
    return evaluation(found, About(of.title, of.author, timezone.localdate(at)))


def was_evaluated(study: str, *, viewer: access.Who, events: Events | None = None) -> bool:
    """Tell whether a study, or some events of it, was evaluated before, of whatever answers."""
    scope = events.name if events else ""
    found = Evaluated.objects.filter(study=study, scope=scope)
    return _sees(viewer, events) and found.exists()


def title_of(study: str, *, viewer: access.Who) -> str:
    """Return a study's title. :raises NoSuchStudy: unless somebody may read its answers."""
    return _study(study, viewer=viewer).title


def has_page(study: StudyLine, *, viewer: access.Who) -> bool:
    """Tell whether somebody can look at what changed from before to after."""
    both = {each.value for each in PARTS} <= {each.part.value for each in study.waves}
    if not both or not access.reads(viewer):
        return False
    try:
        _document(study.form_code)
    except NotEvaluable:
        return False
    return True


def _sees(viewer: access.Who, events: Events | None) -> bool:
    return access.follows(viewer) if events else access.reads(viewer)


def _told(study: Study, viewer: access.Who, events: Events | None) -> QuerySet[Response]:
    found = access.responses_at(viewer, events.ids) if events else access.responses(viewer)
    return found.filter(wave__study=study)


def _counts(told: QuerySet[Response]) -> tuple[int, int]:
    found = dict(told.values_list("wave__part").annotate(answers=Count("id")))
    before, after = (found.get(each.value, 0) for each in PARTS)
    return before, after


def _of_parts(parts: list[str]) -> tuple[int, int]:
    before, after = (parts.count(each.value) for each in PARTS)
    return before, after


def _rows(found: Mapping[str, Any]) -> tuple[int, int]:
    before, after = (each["rows"] for each in found["waves"])
    return before, after


def _study(study: str, *, viewer: access.Who, events: Events | None = None) -> Study:
    # Who may add up the answers of an event need not see the studies' list.
    mine = Study.objects.all() if events else access.studies(viewer)
    found = mine.select_related("form").filter(id=study)
    row = None
    if _sees(viewer, events):
        row = found.defer("form__sheets", "form__xform").first()
    if row is None:
        raise NoSuchStudy("There is no such study.")
    return row


def _document(form: str) -> Mapping[str, Any]:
    try:
        return active_pack().codebook(form)
    except UnknownName:
        raise NotEvaluable(
            "Nothing says which questions of this form belong together and which way is better. "
            "Take the answers along, or add a codebook of the form's name to the state's pack."
        ) from None


def _has_events(answers: Answers) -> bool:
    """Tell whether, before and after, most answers name one of two or more events."""
    for part in PARTS:
        events = [event for each, _pair, event, _told in answers if each == part.value]
        named = [each for each in events if each]
        if len(set(named)) < 2 or 2 * len(named) <= len(events):
            return False
    return True


def _table(
    form: Form,
    codebook: Codebook,
    by: tuple[str, ...],
    answers: Answers,
) -> bytes:
    """Write the answers as the evaluation reads them: codes of items, words of groups."""
    waves = dict(zip((each.value for each in PARTS), codebook.waves.values(), strict=True))
    words = {name: _words(form, name) for name in by}
    items = [each.code for each in codebook.items]
    made = io.StringIO(newline="")
    rows = csv.writer(made, lineterminator="\n")
    rows.writerow((WAVE, PAIR, EVENT, *by, *items))
    for part, pair, event, told in answers:
        if part in waves:
            groups = (words[name].get(told.get(name, ""), "") for name in by)
            cells = (told.get(each, "") for each in items)
            rows.writerow((waves[part][0], pair, event or "", *groups, *cells))
    return made.getvalue().encode()


def _words(form: Form, name: str) -> dict[str, str]:
    question = next(each for each in form.questions if each.name == name)
    if question.kind is not Kind.ONE:
        return {}
    language = form.languages[0]
    return {each.name: form.say(each.labels, language) or each.name for each in question.choices}

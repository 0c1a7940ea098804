"""The review of a study, how often it is repeated, and its next wave."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import transaction

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import EthicsNote, Study, Wave
from fourfold.apps.surveys.rules import CODE_LENGTH, CODE_LETTERS, BadStudy, NoSuchStudy
from fourfold.apps.surveys.rules.ethics import MOST_YEARS, Decision
from fourfold.apps.surveys.states import WavePart
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def note_review(
    study: str,
    *,
    reviewed_by: str,
    reviewed_on: date,
    reference: str,
    decision: Decision,
    once: str,
    today: date,
    by: access.Who,
    at: datetime,
    said: str = "",
) -> str:
    """
    Note what a review decided; returns the note's id. The newest note counts.

    reviewed_by: the body. once: the key of the page, so that a form sent twice makes one note.
    :raises NoSuchStudy: :raises BadStudy: if who or the reference is missing, or the day to come.
    """
    found = _held(study, by=by)
    made = EthicsNote.objects.filter(once=once).first()
    if made is not None:
        return made.id
    if not reviewed_by.strip() or not reference.strip():
        raise BadStudy("A review has a body that made it, and its reference.")
    if reviewed_on > today:
        raise BadStudy("The review lies in the future. Note it once it is made.")
    row = EthicsNote.objects.create(
        study=found,
        reviewed_by=reviewed_by.strip(),
        reviewed_on=reviewed_on,
        reference=reference.strip(),
        decision=decision.value,
        said=said.strip(),
        once=once,
        noted_at=at,
        noted_by=access.name_of(by),
    )
    _note(Event.SURVEY_PLANNED, study, {"decision": decision.value}, by=by, at=at)
    return row.id


@transaction.atomic
def plan_repeats(study: str, *, years: int | None, by: access.Who, at: datetime) -> None:
    """Keep how many years lie between waves, None for never. :raises NoSuchStudy: BadStudy:."""
    found = _held(study, by=by)
    if years is not None and not 1 <= years <= MOST_YEARS:
        raise BadStudy(f"A survey is repeated every 1 to {MOST_YEARS} years.")
    found.repeats_years = years
    found.save(update_fields=["repeats_years"])
    _note(Event.SURVEY_PLANNED, study, {"years": years or 0}, by=by, at=at)


@transaction.atomic
def add_wave(study: str, *, name: str, by: access.Who, at: datetime) -> str:
    """
    Make the next wave of a study that asks once a wave; returns its id. The same name is the same.

    :raises NoSuchStudy: :raises BadStudy: for a study with a wave before and after.
    """
    found = _held(study, by=by)
    if found.waves.exclude(part=WavePart.ONCE.value).exists():
        raise BadStudy("This survey compares before and after. Make another one for a new round.")
    if not name.strip():
        raise BadStudy("Name the wave, for example by its year.")
    row, is_new = Wave.objects.get_or_create(
        study=found,
        name=name.strip()[:80],
        defaults={
            "part": WavePart.ONCE.value,
            "code": "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)),
            "moved_at": at,
            "moved_by": access.name_of(by),
        },
    )
    if is_new:
        _note(Event.SURVEY_PLANNED, study, {"wave": row.id}, by=by, at=at)
    return row.id


def _held(study: str, *, by: access.Who) -> Study:
    found = access.studies(by).select_for_update(of=("self",)).filter(id=study).first()
    if found is None or not access.runs(by):
        raise NoSuchStudy("There is no such study.")
    return found


def _note(
    event: Event, study: str, facts: dict[str, str | int], *, by: access.Who, at: datetime
) -> None:
    name = access.name_of(by)
    audit.record(event, by=name, subject=f"study:{study}", at=at, facts=facts)

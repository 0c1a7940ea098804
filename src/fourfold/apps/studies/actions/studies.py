"""A study from asking for it to handing it on; the machine's part is in `working`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from fourfold.analysis.estimate import METHODS, read_result
from fourfold.analysis.tables import figure_row, indicator_row
from fourfold.apps.studies import access
from fourfold.apps.studies.models import Run, Study
from fourfold.apps.studies.rules import (
    REPLICATES,
    ExampleOnly,
    NoSuchStudy,
    NotTheSame,
    NotWhole,
    check_lists,
    check_may_sign,
)
from fourfold.apps.studies.rules.release import About, table_of
from fourfold.apps.studies.states import GOES_ON, StudyState, check_move
from fourfold.security import audit
from fourfold.security.events import Event

MSE = "MULTIPLE_SYSTEMS_ESTIMATION"


@dataclass(frozen=True, slots=True)
class StudyTold:
    """What somebody asks of a study."""

    name: str
    lists: tuple[str, ...]
    method: str
    replicates: int
    seed: int


@transaction.atomic
def ask(roll: str, *, told: StudyTold, once: str, by: access.Who, at: datetime) -> str:
    """
    Ask for a study; a worker takes it up. Returns its id; the same `once` again makes nothing.

    :raises NotYours, NoSuchStudy: if there is no such roll. :raises NotWhole: of lists or method.
    """
    access.check_counts(by)
    found = access.rolls(by).filter(pk=roll).first()
    if found is None:
        raise NoSuchStudy("There is no such roll.")
    check_lists(list(told.lists), of=found.lists)
    if told.method not in METHODS or told.replicates not in REPLICATES:
        raise NotWhole("Choose a method and a number of samples from the lists.")
    wanted = {
        "roll": found,
        "name": told.name,
        "lists": sorted(told.lists),
        "method": told.method,
        "replicates": told.replicates,
        "seed": told.seed,
        "asked_at": at,
        "asked_by": access.name_of(by),
    }
    made, is_new = Study.objects.get_or_create(once=once, defaults=wanted)
    if is_new:
        _record(made, by=by, at=at)
    return made.pk


@transaction.atomic
def stop(study: str, *, by: access.Who, at: datetime) -> None:
    """Stop a study that waits or runs; a running one ends within moments, and keeps nothing."""
    found = access.hold(study, by=by)
    state = StudyState(found.state)
    check_move(state, StudyState.STOPPED)
    found.told_at = at
    if state is StudyState.WAITING:
        found.state, found.ended_at = StudyState.STOPPED.value, at
    found.save(update_fields=["told_at", "state", "ended_at"])
    _record(found, by=by, at=at)


@transaction.atomic
def again(study: str, *, by: access.Who, at: datetime) -> None:
    """Let a study that was stopped, or failed, wait for the machine again."""
    found = access.hold(study, by=by)
    check_move(StudyState(found.state), StudyState.WAITING)
    if StudyState(found.state) in GOES_ON:
        raise NotTheSame("The study is being worked on.")
    found.state = StudyState.WAITING.value
    found.told_at = found.begun_at = found.ended_at = None
    found.beat_at = at
    found.tries, found.share, found.doing, found.why = 0, 0.0, "", ""
    found.save()
    _record(found, by=by, at=at)


@transaction.atomic
def sign(study: str, *, words: str, seen: str, by: access.Who, at: datetime) -> None:
    """
    Answer for a study's result, as a second person.

    words: what was looked at, of what the data cannot say. seen: fingerprint of the result that
    was on the page. :raises NotYours: for whoever asked. :raises NotWhole: without words.
    """
    found = access.hold(study, by=by)
    check_move(StudyState(found.state), StudyState.SIGNED)
    check_may_sign(access.name_of(by), asked_by=found.asked_by)
    if not words.strip():
        raise NotWhole("Say what you looked at: of each assumption, why it may hold, or not.")
    if seen != found.sha256:
        raise NotTheSame("The result changed since this page was opened. Look at it again.")
    found.state = StudyState.SIGNED.value
    found.signed_at, found.signed_by, found.signed_words = at, access.name_of(by), words.strip()
    found.save(update_fields=["state", "signed_at", "signed_by", "signed_words"])
    _record(found, by=by, at=at)


@transaction.atomic
def offer(study: str, *, organization: str, by: access.Who, at: datetime) -> str:
    """
    Hand a signed study on, to be proposed for release; returns the run that it became.

    organization: code of whoever publishes. :raises ExampleOnly: for a roll to learn on.
    """
    found = access.hold(study, by=by)
    check_move(StudyState(found.state), StudyState.OFFERED)
    roll = found.roll
    if roll.is_example:
        raise ExampleOnly(
            "This roll is published data to learn on. It says nothing of this state, so nothing "
            "of it is released."
        )
    about = About(
        code=f"U-{found.pk}",
        people=_ended(roll.people),
        area=roll.area,
        from_on=roll.from_on,
        until_on=roll.until_on,
        matched=_ended(roll.matched),
        source=_ended(roll.source),
        organization=organization,
    )
    run = _run(found, about, by=by, at=at)
    found.run, found.state = run, StudyState.OFFERED.value
    found.save(update_fields=["run", "state"])
    _record(found, by=by, at=at)
    return str(run.id)


def _run(study: Study, about: About, *, by: access.Who, at: datetime) -> Run:
    result = read_result(study.result)
    indicator, figures = table_of(result, about)
    content: dict[str, Any] = {
        "method": MSE,
        "software": f"fourfold {result.version}",
        "calls": [],
        "inputs": [
            {
                "batch": study.roll_id,
                "organization": about.organization,
                "call": "",
                "version": 1,
                "file_name": f"roll-{study.roll_id}.csv",
                "sha256": study.roll.sha256,
                "lines": {each.code: 1 for each in figures},
            }
        ],
        "indicators": [indicator_row(indicator)],
        "figures": [figure_row(each) for each in figures],
        "findings": [],
    }
    digest = sha256(json.dumps([content, study.sha256], sort_keys=True).encode()).hexdigest()
    return Run.objects.create(**content, sha256=digest, made_at=at, made_by=access.name_of(by))


def _ended(text: str) -> str:
    """Return a text with its full stop."""
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _record(study: Study, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.STUDY_STEP,
        by=access.name_of(by),
        subject=f"study:{study.pk}",
        at=at,
        facts={"state": study.state, "told": bool(study.told_at)},
    )

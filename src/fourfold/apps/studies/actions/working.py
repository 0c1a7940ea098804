"""
The machine's part of a study: taking one up, saying how far it is, ending it.

Several workers may run; each study is taken by one. What is ended elsewhere, such as by somebody
who stopped it, is never overwritten.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Q

from fourfold.apps.studies import access
from fourfold.apps.studies.models import Study
from fourfold.apps.studies.rules import MOST_TRIES, SILENT_FOR
from fourfold.apps.studies.states import StudyState
from fourfold.security import audit
from fourfold.security.events import Event

GIVEN_UP = "The machine stopped {} times while it worked on this. Tell whoever runs it."


@dataclass(frozen=True, slots=True)
class Work:
    """A study to be worked on. turn: which try this is; an older one is no longer listened to."""

    study: str
    turn: int
    content: str
    lists: tuple[str, ...]
    method: str
    replicates: int
    seed: int


@transaction.atomic
def take(*, by: access.Who, at: datetime) -> Work | None:
    """Take up the study that waits longest, or one whose machine fell silent; None if none does."""
    silent = Q(state=StudyState.RUNNING.value, beat_at__lt=at - SILENT_FOR)
    ready = Q(state=StudyState.WAITING.value) | silent
    found = (
        access.studies(by)
        .select_for_update(of=("self",))
        .filter(ready)
        .order_by("asked_at")
        .first()
    )
    if found is None:
        return None
    if found.told_at or found.tries >= MOST_TRIES:
        state = StudyState.STOPPED if found.told_at else StudyState.FAILED
        why = "" if found.told_at else GIVEN_UP.format(found.tries)
        _end(found, state, why=why, by=by, at=at)
        return take(by=by, at=at)
    found.state, found.tries = StudyState.RUNNING.value, found.tries + 1
    found.begun_at = found.beat_at = at
    found.share, found.doing = 0.0, ""
    found.save()
    _record(found, by=by, at=at)
    return Work(
        study=found.pk,
        turn=found.tries,
        content=found.roll.content,
        lists=tuple(found.lists),
        method=found.method,
        replicates=found.replicates,
        seed=found.seed,
    )


@transaction.atomic
def finish(work: Work, *, result: dict[str, Any], by: access.Who, at: datetime) -> bool:
    """Keep a result; False if the study is no longer this worker's, or somebody stopped it."""
    found = _mine(work, by=by)
    if found is None:
        return False
    if found.told_at:
        _end(found, StudyState.STOPPED, why="", by=by, at=at)
        return False
    found.result = result
    found.sha256 = sha256(json.dumps(result, sort_keys=True).encode()).hexdigest()
    _end(found, StudyState.DONE, why="", by=by, at=at)
    return True


@transaction.atomic
def give_up(work: Work, *, why: str, by: access.Who, at: datetime) -> bool:
    """End a study without a result: stopped if somebody asked for it, and else failed."""
    found = _mine(work, by=by)
    if found is None:
        return False
    _end(found, StudyState.STOPPED if found.told_at else StudyState.FAILED, why=why, by=by, at=at)
    return True


@transaction.atomic
def give_back(work: Work, *, by: access.Who, at: datetime) -> bool:
    """Let a study wait for another worker, because this one is told to end. It counts as no try."""
    found = _mine(work, by=by)
    if found is None:
        return False
    if found.told_at:
        _end(found, StudyState.STOPPED, why="", by=by, at=at)
        return True
    found.state, found.tries = StudyState.WAITING.value, found.tries - 1
    found.begun_at, found.beat_at, found.share, found.doing = None, at, 0.0, ""
    found.save()
    _record(found, by=by, at=at)
    return True


def _mine(work: Work, *, by: access.Who) -> Study | None:
    held = access.studies(by).select_for_update(of=("self",))
    return held.filter(pk=work.study, state=StudyState.RUNNING.value, tries=work.turn).first()


def _end(study: Study, state: StudyState, *, why: str, by: access.Who, at: datetime) -> None:
    study.state, study.ended_at, study.doing = state.value, at, ""
    study.why = "" if state is StudyState.STOPPED else why[:1000]
    study.share = 1.0 if state is StudyState.DONE else study.share
    study.save()
    _record(study, by=by, at=at)


def _record(study: Study, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.STUDY_STEP,
        by=access.name_of(by),
        subject=f"study:{study.pk}",
        at=at,
        facts={"state": study.state, "try": study.tries},
    )

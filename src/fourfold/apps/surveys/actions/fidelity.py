"""The model a study follows, what became of each step in a wave, and its second reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import FidelityAnswer, FidelityModel, Wave
from fourfold.apps.surveys.queries.fidelity import evidence_of
from fourfold.apps.surveys.rules import BadStudy, NoSuchStudy
from fourfold.apps.surveys.rules.fidelity import Did, check_answer, models
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.events import Event


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of a step. evidence: "KIND:id". place: a document and where in it."""

    did: Did
    deviation: str = ""
    reason: str = ""
    evidence: Sequence[str] = ()
    place: str = ""


@transaction.atomic
def follow_model(study: str, *, model: str, by: access.Who, at: datetime) -> None:
    """
    Say which model of the pack a study follows.

    :raises NoSuchStudy: :raises BadStudy: for an unknown model, or once a step is answered.
    """
    found = access.studies(by).select_for_update(of=("self",)).filter(id=study).first()
    if found is None or not access.runs(by):
        raise NoSuchStudy("There is no such study.")
    if model not in {each.code for each in models(active_pack())}:
        raise BadStudy("There is no such model. Choose one of the list.")
    held = FidelityModel.objects.filter(study=found).first()
    if held is not None and held.model == model:
        return
    if held is not None and FidelityAnswer.objects.filter(wave__study=found).exists():
        raise BadStudy("Steps of the model are answered already, so the model stays.")
    FidelityModel.objects.update_or_create(
        study=found,
        defaults={"model": model, "chosen_at": at, "chosen_by": access.name_of(by)},
    )
    _note(study, {"model": model}, by=by, at=at)


@transaction.atomic
def answer_step(
    wave: str, *, step: str, told: Told, was: int, once: str, by: access.Who, at: datetime
) -> str:
    """
    Keep a new version of what became of a step; returns its id.

    was: the version that was looked at, 0 for none. once: the key of the page, so that a form sent
    twice makes one version. :raises NoSuchStudy: :raises BadStudy: if it says too little, or if
    somebody else answered meanwhile.
    """
    found = access.held(by, wave)
    made = FidelityAnswer.objects.filter(once=once).first()
    if made is not None:
        return made.id
    model = _model_of(found)
    if step not in {
        each.code for known in models(active_pack()) if known.code == model for each in known.steps
    }:
        raise NoSuchStudy("There is no such step.")
    evidence = list(dict.fromkeys(told.evidence))
    deviation, reason, place = (each.strip() for each in (told.deviation, told.reason, told.place))
    check_answer(told.did, deviation=deviation, reason=reason, evidence=evidence, place=place)
    if not set(evidence) <= {each for each, _words in evidence_of(found.study_id, viewer=by)}:
        raise BadStudy("A piece of evidence is not of this survey. Choose from the list.")
    mine = access.fidelity(by).filter(wave=found, model=model, step=step)
    newest = mine.aggregate(newest=Max("version"))["newest"] or 0
    if newest != was:
        raise BadStudy(
            f"Somebody answered this step meanwhile: version {newest} stands below. Read it, then "
            "send yours again if it still holds."
        )
    row = FidelityAnswer.objects.create(
        wave=found,
        model=model,
        step=step,
        version=newest + 1,
        did=told.did.value,
        deviation=deviation,
        reason=reason,
        evidence=evidence,
        place=place,
        once=once,
        answered_at=at,
        answered_by=access.name_of(by),
    )
    facts: dict[str, str | int] = {"wave": wave, "step": step, "version": row.version}
    _note(found.study_id, facts | {"did": row.did}, by=by, at=at)
    return row.id


@transaction.atomic
def review_step(answer: str, *, agrees: bool, remark: str, by: access.Who, at: datetime) -> None:
    """
    Note what a second person says of the newest answer to a step; once a version.

    :raises NoSuchStudy: :raises BadStudy: for who wrote it, for an older version, one that is
        reviewed already, or a no without its reason.
    """
    row = access.fidelity(by).filter(id=answer).first()
    if row is None:
        raise NoSuchStudy("There is no such answer.")
    access.held(by, row.wave_id)
    row = access.fidelity(by).select_for_update(of=("self",)).get(id=answer)
    if row.answered_by == access.name_of(by):
        raise BadStudy("You wrote this answer. Somebody else has to review it.")
    newer = access.fidelity(by).filter(wave=row.wave_id, model=row.model, step=row.step)
    if newer.filter(version__gt=row.version).exists():
        raise BadStudy("There is a newer version of this answer. Review that one.")
    if row.reviewed_at is not None:
        raise BadStudy("This version is reviewed already. A new answer can be reviewed again.")
    if not agrees and not remark.strip():
        raise BadStudy("Say what you do not agree with, so that it can be answered again.")
    row.agrees, row.remark = agrees, remark.strip()
    row.reviewed_at, row.reviewed_by = at, access.name_of(by)
    row.save()
    facts: dict[str, str | int] = {"wave": row.wave_id, "step": row.step, "version": row.version}
    study = Wave.objects.values_list("study_id", flat=True).get(id=row.wave_id)
    _note(study, facts | {"agrees": int(agrees)}, by=by, at=at)


def _model_of(wave: Wave) -> str:
    held = FidelityModel.objects.filter(study=wave.study_id).first()
    if held is None:
        raise BadStudy("Choose first which model this survey follows.")
    return held.model


def _note(study: str, facts: dict[str, str | int], *, by: access.Who, at: datetime) -> None:
    name = access.name_of(by)
    audit.record(Event.SURVEY_FIDELITY, by=name, subject=f"study:{study}", at=at, facts=facts)

"""How closely the waves of a study followed its model, and what can show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import (
    EthicsNote,
    FidelityAnswer,
    FidelityModel,
    FocusGroup,
    Study,
    Wave,
)
from fourfold.apps.surveys.rules import NoSuchStudy
from fourfold.apps.surveys.rules.fidelity import (
    Counts,
    Did,
    Model,
    ModelStep,
    Shows,
    count,
    models,
)
from fourfold.apps.surveys.states import FocusState
from fourfold.documents.blocks import Document
from fourfold.documents.fidelity import Checked, Line, checklist
from fourfold.reference import active_pack
from fourfold.security.models import Account


@dataclass(frozen=True, slots=True)
class Answer:
    """One version of an answer. evidence: in words. agrees: None until it is reviewed."""

    id: str
    version: int
    did: Did
    deviation: str
    reason: str
    evidence: tuple[str, ...]
    chosen: tuple[str, ...]
    place: str
    answered_at: datetime
    answered_by: str
    author: str
    agrees: bool | None
    remark: str
    reviewed_at: datetime | None
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a wave, with its newest answer; None for none."""

    step: ModelStep
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A wave's checklist."""

    wave: str
    name: str
    lines: tuple[StepLine, ...]
    counts: Counts

    @property
    def phases(self) -> Iterator[tuple[str, list[StepLine]]]:
        """Return the steps by phase, in the model's order."""
        for phase in dict.fromkeys(each.step.phase for each in self.lines):
            yield phase, [each for each in self.lines if each.step.phase == phase]


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What a study follows. model: None until one is chosen. offered: the pack's."""

    study: str
    title: str
    offered: tuple[Model, ...]
    model: Model | None
    waves: tuple[Checklist, ...]
    made_at: datetime
    is_answered: bool

    def wave(self, wave: str) -> Checklist | None:
        """Return one wave's checklist."""
        return next((each for each in self.waves if each.wave == wave), None)


def fidelity_of(study: str, *, viewer: access.Who, until: datetime | None = None) -> Fidelity:
    """
    Return the checklists of a study, one a wave. :raises NoSuchStudy:.

    until: leave out what was answered since.
    """
    found = access.studies(viewer).filter(id=study).first()
    if found is None or not access.runs(viewer):
        raise NoSuchStudy("There is no such study.")
    offered = models(active_pack())
    chosen = FidelityModel.objects.filter(study=found).first()
    model = next((each for each in offered if chosen and each.code == chosen.model), None)
    waves: list[Checklist] = []
    newest = chosen.chosen_at if chosen else found.made_at
    told: list[FidelityAnswer] = []
    if model is not None:
        rows = access.fidelity(viewer).filter(wave__study=found, model=model.code)
        rows = rows.filter(answered_at__lte=until) if until else rows
        told = list(rows.order_by("version"))
        read = _Reading(found, told)
        by_step = {(each.wave_id, each.step): each for each in told}
        for wave in Wave.objects.filter(study=found).order_by("moved_at", "id"):
            lines = tuple(
                StepLine(step, read.answer(by_step.get((wave.id, step.code))))
                for step in model.steps
            )
            pairs = [
                (each.answer.did if each.answer else None, bool(each.answer and each.answer.agrees))
                for each in lines
            ]
            waves.append(Checklist(wave.id, wave.name, lines, count(pairs)))
        days = [each.reviewed_at or each.answered_at for each in told]
        newest = max([newest, *days])
    waves.sort(key=lambda each: each.name)
    return Fidelity(found.id, found.title, offered, model, tuple(waves), newest, bool(told))


def step_of(
    study: str, *, wave: str, step: str, viewer: access.Who
) -> tuple[Fidelity, Checklist, ModelStep, list[Answer]]:
    """Return a step of a wave with every version, the newest first. :raises NoSuchStudy:."""
    found = fidelity_of(study, viewer=viewer)
    checked = found.wave(wave)
    line = (
        next((each for each in checked.lines if each.step.code == step), None) if checked else None
    )
    if checked is None or line is None or found.model is None:
        raise NoSuchStudy("There is no such step.")
    rows = list(
        access.fidelity(viewer)
        .filter(wave=wave, model=found.model.code, step=step)
        .order_by("-version")
    )
    read = _Reading(Study.objects.get(id=study), rows)
    return found, checked, line.step, [each for each in map(read.answer, rows) if each]


def evidence_of(study: str, *, viewer: access.Who) -> list[tuple[str, str]]:
    """Return what of a study can show that a step was done: "KIND:id", and words."""
    if not access.runs(viewer):
        return []
    waves = list(Wave.objects.filter(study=study).order_by("moved_at", "id"))
    held = FocusGroup.objects.filter(study=study).exclude(state=FocusState.PLANNED.value)
    return [
        *((f"{Shows.WAVE}:{each.id}", f"Wave: {each.name}") for each in waves),
        *(
            (f"{Shows.SAMPLE}:{each.id}", f"List of organizations: {each.name}")
            for each in waves
            if each.invites
        ),
        *(
            (f"{Shows.FOCUS}:{each.id}", f"Focus group: {each.name}, {each.held_on.isoformat()}")
            for each in held.order_by("held_on", "id")
        ),
        *(
            (
                f"{Shows.REVIEW}:{each.id}",
                f"Review: {each.reviewed_by}, {each.reference}, {each.reviewed_on.isoformat()}",
            )
            for each in EthicsNote.objects.filter(study=study).order_by("reviewed_on", "id")
        ),
    ]


def printed(study: str, *, viewer: access.Who) -> Document:
    """Return the checklists as a document: the same answers give the same document."""
    found = fidelity_of(study, viewer=viewer)
    if found.model is None:
        raise NoSuchStudy("This study follows no model.")
    waves = tuple(
        Checked(
            each.name,
            each.counts,
            tuple(
                Line(
                    line.step.phase,
                    line.step.step,
                    line.answer.did.value if line.answer else "",
                    _said(line.answer),
                    bool(line.answer and line.answer.agrees),
                )
                for line in each.lines
            ),
        )
        for each in found.waves
    )
    return checklist(
        found.title,
        found.model.name,
        waves,
        author=active_pack().settings["council"]["name"],
        on=timezone.localdate(found.made_at),
    )


def _said(answer: Answer | None) -> str:
    if answer is None:
        return ""
    told = (
        answer.deviation,
        f"Reason: {answer.reason}" if answer.reason else "",
        "; ".join((*answer.evidence, answer.place) if answer.place else answer.evidence),
    )
    return " · ".join(each for each in told if each)


class _Reading:
    """Reads rows into answers: names of people and words of evidence are looked up once."""

    def __init__(self, study: Study, rows: Iterable[FidelityAnswer]) -> None:
        people = {name for each in rows for name in (each.answered_by, each.reviewed_by)}
        self._names = dict(Account.objects.filter(id__in=people).values_list("id", "name"))
        self._words = dict(evidence_of(study.id, viewer="surveys"))

    def answer(self, row: FidelityAnswer | None) -> Answer | None:
        if row is None:
            return None
        return Answer(
            row.id,
            row.version,
            Did(row.did),
            row.deviation,
            row.reason,
            tuple(self._words.get(each, each) for each in row.evidence),
            tuple(row.evidence),
            row.place,
            row.answered_at,
            row.answered_by,
            self._names.get(row.answered_by, row.answered_by),
            row.agrees,
            row.remark,
            row.reviewed_at,
            self._names.get(row.reviewed_by, row.reviewed_by),
        )

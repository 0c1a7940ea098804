"""How closely a wave of a study followed its model: steps, answers and counts, never one score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fourfold.apps.surveys.rules.errors import BadStudy
from fourfold.reference import Pack

MOST_EVIDENCE = 20


class Did(StrEnum):
    """What became of a step. ADAPTED: done another way than the model says."""

    FOLLOWED = "FOLLOWED"
    ADAPTED = "ADAPTED"
    NOT_DONE = "NOT_DONE"
    NOT_YET = "NOT_YET"


class Shows(StrEnum):
    """What of a study can show that a step was done."""

    WAVE = "WAVE"
    SAMPLE = "SAMPLE"
    FOCUS = "FOCUS"
    REVIEW = "REVIEW"


@dataclass(frozen=True, slots=True)
class ModelStep:
    """A step of a model, as the pack has it. why: "" where its source says nothing."""

    code: str
    phase: str
    step: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Model:
    """A model that a study can follow."""

    code: str
    name: str
    steps: tuple[ModelStep, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many steps stand how. reviewed: of those answered, how many a second person agreed to."""

    followed: int
    adapted: int
    not_done: int
    not_yet: int
    unanswered: int
    reviewed: int

    @property
    def steps(self) -> int:
        """Return how many steps the model has."""
        return self.followed + self.adapted + self.not_done + self.not_yet + self.unanswered


def models(pack: Pack) -> tuple[Model, ...]:
    """Return the models of a pack, each with its steps in the file's order."""
    names: dict[str, str] = {}
    steps: dict[str, list[ModelStep]] = {}
    for row in pack.rows("fidelity_steps"):
        names.setdefault(row["model"], row["model_name"])
        steps.setdefault(row["model"], []).append(
            ModelStep(
                row["code"], row["phase"], row["step"], row["why"] or "", "; ".join(row["source"])
            )
        )
    return tuple(Model(code, name, tuple(steps[code])) for code, name in names.items())


def check_answer(
    did: Did, *, deviation: str, reason: str, evidence: Sequence[str], place: str
) -> None:
    """
    Raise BadStudy unless an answer says what it has to.

    A step that was done needs evidence; one that was done otherwise or not at all, its reason.
    """
    if did in (Did.FOLLOWED, Did.ADAPTED) and not evidence and not place:
        raise BadStudy("Say what shows that it was done: choose evidence, or name a document.")
    if did is Did.ADAPTED and not deviation:
        raise BadStudy("Say what was done in another way than the model says.")
    if did in (Did.ADAPTED, Did.NOT_DONE) and not reason:
        raise BadStudy("Say why it was not done as the model says.")
    if did is Did.NOT_YET and (evidence or place):
        raise BadStudy("A step that is not done yet has no evidence. Choose another answer.")
    if len(evidence) > MOST_EVIDENCE:
        raise BadStudy(f"Choose at most {MOST_EVIDENCE} pieces of evidence.")


def count(answers: Iterable[tuple[Did | None, bool]]) -> Counts:
    """Count steps. answers: of each step its newest answer, None for none, and if it is agreed."""
    told = list(answers)
    of = [did for did, _agreed in told]
    return Counts(
        followed=of.count(Did.FOLLOWED),
        adapted=of.count(Did.ADAPTED),
        not_done=of.count(Did.NOT_DONE),
        not_yet=of.count(Did.NOT_YET),
        unanswered=of.count(None),
        reviewed=sum(agreed for did, agreed in told if did is not None),
    )

"""How closely a study followed its model, as a document: counts, steps, deviations, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from fourfold.documents.blocks import Block, Column, Document, Heading, Paragraph, Row, Table, line

DID = {
    "FOLLOWED": "Followed",
    "ADAPTED": "Adapted",
    "NOT_DONE": "Not done",
    "NOT_YET": "Not yet",
    "": "No answer",
}


class Counted(Protocol):
    """How many steps stand how."""

    @property
    def followed(self) -> int: ...
    @property
    def adapted(self) -> int: ...
    @property
    def not_done(self) -> int: ...
    @property
    def not_yet(self) -> int: ...
    @property
    def unanswered(self) -> int: ...
    @property
    def reviewed(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A step. did: a key of DID. said: deviation, reason and evidence."""

    phase: str
    step: str
    did: str
    said: str
    is_reviewed: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """One wave."""

    name: str
    counts: Counted
    lines: tuple[Line, ...]


def checklist(
    title: str, model: str, waves: tuple[Checked, ...], *, author: str, on: date
) -> Document:
    """Compose the checklists of a study's waves."""
    return Document(
        title=title,
        subtitle="How closely the model was followed",
        author=author,
        language="en",
        issued_on=on,
        summary=f"Steps, deviations and evidence, checked against: {model}.",
        running_title="How closely the model was followed",
        blocks=tuple(_blocks(model, waves)),
        keywords=("human trafficking", "needs assessment", "fidelity"),
    )


def _blocks(model: str, waves: tuple[Checked, ...]) -> Iterator[Block]:
    yield Heading("Steps by wave", 1, "waves")
    yield Paragraph(line(f"The model: {model}. Steps are counted, and not weighed into one score."))
    heads = ("Wave", "Followed", "Adapted", "Not done", "Not yet", "No answer", "Reviewed")
    yield Table(
        "counts",
        "How many steps stand how, by wave",
        tuple(Column(each, number=nth > 0) for nth, each in enumerate(heads)),
        tuple(Row(tuple(line(each) for each in (one.name, *_counts(one)))) for one in waves),
    )
    for nth, one in enumerate(waves, start=1):
        yield Heading(one.name, 1, f"wave-{nth}")
        yield Table(
            f"steps-{nth}",
            f"Steps of the model in the wave {one.name}",
            (
                Column("Phase", share=1.1),
                Column("Step", share=2.4),
                Column("Answer", share=0.9),
                Column("Deviation and evidence", share=2.4),
                Column("Reviewed", share=0.8),
            ),
            tuple(
                Row(
                    tuple(
                        line(each)
                        for each in (
                            step.phase,
                            step.step,
                            DID[step.did],
                            step.said,
                            "yes" if step.is_reviewed else "no",
                        )  # fmt: skip
                    )
                )
                for step in one.lines
            ),
            small=True,
        )


def _counts(wave: Checked) -> tuple[str, ...]:
    of = wave.counts
    every = (of.followed, of.adapted, of.not_done, of.not_yet, of.unanswered, of.reviewed)
    return tuple(str(each) for each in every)

"""The chapter of a needs assessment that says whether the replicated model was followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fourfold.documents.blocks import Block, Column, Heading, Paragraph, Row, Table, line
from fourfold.documents.fidelity import DID, Counted

TITLE = "Was the model followed"


@dataclass(frozen=True, slots=True)
class Deviation:
    """A step that was done another way, or not done. did: a key of `fidelity.DID`."""

    step: str
    did: str
    deviation: str
    reason: str


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave of a survey and how many of the model's steps stand how."""

    name: str
    counts: Counted
    deviations: tuple[Deviation, ...]

    @property
    def said(self) -> str:
        """What the counts come to, in words."""
        of = self.counts
        steps = of.followed + of.adapted + of.not_done + of.not_yet + of.unanswered
        told = [(of.adapted, "adapted"), (of.not_done, "not done"), (of.not_yet, "not done yet")]
        told.append((of.unanswered, "without an answer"))
        rest = "".join(f", {count} {words}" for count, words in told if count)
        return f"{self.name}: {of.followed} of {steps} steps followed as the model says{rest}."


@dataclass(frozen=True, slots=True)
class Followed:
    """A survey behind a report. model: "" if none was chosen for it."""

    study: str
    model: str
    waves: tuple[Wave, ...]

    @property
    def said(self) -> str:
        """What is said of it before its waves."""
        if not self.model:
            return f"{self.study}: no model was chosen, so nothing is said of following one."
        return f"{self.study}. The model: {self.model}."


def chapter(followed: tuple[Followed, ...]) -> Iterator[Block]:
    """Yield the chapter; nothing where no survey stands behind the report."""
    if not followed:
        return
    yield Heading(TITLE, 1, "model")
    for nth, each in enumerate(followed, start=1):
        yield Paragraph(line(each.said))
        for wave in each.waves:
            yield Paragraph(line(wave.said))
        rows = tuple(
            Row(
                tuple(
                    line(cell)
                    for cell in (wave.name, one.step, DID[one.did], one.deviation, one.reason)
                )
            )
            for wave in each.waves
            for one in wave.deviations
        )
        if rows:
            heads = (("Wave", 0.8), ("Step", 2.0), ("Answer", 0.8), ("What was done", 1.6))
            columns = tuple(Column(name, share=share) for name, share in heads)
            yield Table(
                f"deviations-{nth}",
                f"Where {each.study} left its model, and why",
                (*columns, Column("Reason", share=1.6)),
                rows,
                small=True,
            )

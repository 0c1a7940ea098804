"""The action plan as a document: how far each P is, and each action in a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fourfold.documents.blocks import Block, Column, Document, Heading, Paragraph, Row, Table, line
from fourfold.documents.words import day


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A P. actions: what is done, by which seat, until when, how it stands, what it waits for."""

    four_p: str
    name: str
    done: int
    all: int
    overdue: int
    actions: tuple[tuple[str, str, date | None, str, str], ...]


def compose(parts: Sequence[PlanPart], *, on: date, author: str) -> Document:
    """Compose the plan's progress, as of a day."""
    done, every, late = (
        sum(getattr(each, name) for each in parts) for name in ("done", "all", "overdue")
    )
    blocks: list[Block] = [
        Heading("Progress of the action plan", 1, "plan"),
        Paragraph(line(f"{done} of {every} actions are done. {late} are overdue."), "lead"),
        Table(
            "t-progress",
            "Progress by P",
            (Column("P", share=2), *(Column(e, number=True) for e in ("Done", "All", "Overdue"))),
            tuple(
                Row(tuple(map(line, (e.name, str(e.done), str(e.all), str(e.overdue)))))
                for e in parts
            ),
        ),
    ]
    for each in parts:
        if each.actions:
            blocks.append(Heading(each.name, 2, f"p-{each.four_p}", each.four_p))
            columns = (
                Column("Action", share=3),
                Column("Owner", share=1.6),
                Column("Due", share=1.1),
                Column("Stands", share=0.9),
                Column("Waits for", share=1.6),
            )
            rows = tuple(
                Row(tuple(map(line, (what, who, day(due) if due else "-", stands, waits or "-"))))
                for what, who, due, stands, waits in each.actions
            )
            blocks.append(
                Table(f"t-{each.four_p}", f"{each.name}: actions", columns, rows, small=True)
            )
    return Document(
        title="Progress of the action plan",
        subtitle=f"As of {day(on)}",
        author=author,
        language="en",
        issued_on=on,
        blocks=tuple(blocks),
        summary=f"{done} of {every} actions are done. As of {day(on)}.",
        running_title="Action plan",
        keywords=("human trafficking", "action plan"),
    )

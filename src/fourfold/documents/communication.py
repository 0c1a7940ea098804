"""The communication plan of a year as a document: messages, the work plan, coverage gained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fourfold.documents.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    Text,
    line,
)
from fourfold.documents.words import day

NO_PEOPLE = (
    "As the outlets published it. Different counts are never added to each other, and one person "
    "may be counted many times: this is no number of people."
)


@dataclass(frozen=True, slots=True)
class Message:
    """An approved message. four_p, audience, language: in words."""

    four_p: str
    audience: str
    language: str
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the work plan. stands: in words, late or not."""

    what: str
    channel: str
    owner: str
    due_on: date
    stands: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What an outlet published. reach: number and kind in words, "" if the outlet names none."""

    on: date
    outlet: str
    title: str
    tone: str
    reach: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A year of the plan. narrowed: the filters in words, "" for all. reached: sums by kind."""

    year: int
    narrowed: str
    messages: Sequence[Message]
    steps: Sequence[Step]
    pieces: Sequence[Piece]
    reached: Sequence[str]


def compose(plan: Plan, *, on: date, author: str) -> Document:
    """Compose a year of the communication plan, as of a day."""
    counted = f"{len(plan.steps)} steps, {len(plan.pieces)} pieces published."
    opening = f"{counted} Only {plan.narrowed}." if plan.narrowed else counted
    blocks: list[Block] = [
        Heading("Work plan", 1, "work"),
        Paragraph(line(opening), "lead"),
        *_steps(plan.steps),
        Heading("Coverage gained", 1, "coverage"),
        *_coverage(plan),
        Heading("Messages that may be used", 1, "messages"),
        *_messages(plan.messages),
    ]
    return Document(
        title=f"Communication plan, {plan.year}",
        subtitle=f"As of {day(on)}",
        author=author,
        language="en",
        issued_on=on,
        blocks=tuple(blocks),
        summary=f"{opening} As of {day(on)}.",
        running_title="Communication plan",
        keywords=("human trafficking", "communication plan"),
    )


def _steps(steps: Sequence[Step]) -> list[Block]:
    if not steps:
        return [Paragraph(line("No step is due."))]
    columns = (
        *(Column("What", share=2.6), Column("Channel"), Column("Owner", share=1.6)),
        *(Column("Due", share=1.1), Column("Stands")),
    )
    rows = tuple(
        Row(tuple(map(line, (e.what, e.channel, e.owner, day(e.due_on), e.stands)))) for e in steps
    )
    return [Table("t-steps", "Steps, by the day they are due", columns, rows, small=True)]


def _coverage(plan: Plan) -> list[Block]:
    if not plan.pieces:
        return [Paragraph(line("Nothing was logged."))]
    columns = (
        *(Column("Title", share=2.4), Column("Outlet", share=1.4), Column("Day", share=1.1)),
        *(Column("How it speaks", share=1.4), Column("Reach", share=1.2)),
    )
    rows = tuple(
        Row(tuple(map(line, (e.title, e.outlet, day(e.on), e.tone, e.reach or "not published"))))
        for e in plan.pieces
    )
    found: list[Block] = [Table("t-coverage", "Coverage", columns, rows, small=True)]
    if plan.reached:
        found.append(Bullets(tuple(line(Text(each, strong=True)) for each in plan.reached)))
        found.append(Paragraph(line(NO_PEOPLE), "note"))
    return found


def _messages(messages: Sequence[Message]) -> list[Block]:
    if not messages:
        return [Paragraph(line("No message is approved by two people yet."))]
    columns = (Column("Words", share=3), Column("For whom", share=1.4), Column("P"))
    rows = tuple(
        Row(tuple(map(line, (e.words, f"{e.audience}, in {e.language}", e.four_p))))
        for e in messages
    )
    return [Table("t-messages", "Messages approved by two people", columns, rows, small=True)]

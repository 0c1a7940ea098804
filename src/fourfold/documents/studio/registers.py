"""Blocks that fill themselves: recommendations, activities, laws, the plan's progress."""

from __future__ import annotations

from collections.abc import Iterator

from fourfold.documents.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
    Text,
    line,
)
from fourfold.documents.studio.parts import Kind, Part
from fourfold.documents.studio.said import Said, said_in


def register(part: Part, words: str, language: str) -> Iterator[Block]:
    """
    Give the blocks of a register; one without rows says so. words: a caption of one's own.

    Rows: RECOMMENDATIONS (category, number, text, dissent, since), ACTIVITIES (who, what they
    did), LAWS (citation, title, what it does, in force from), PLAN (P, done, all, overdue).
    """
    said = said_in(language)
    if not part.rows:
        yield Paragraph(line(said.nothing))
    elif part.kind is Kind.RECOMMENDATIONS:
        yield from _recommendations(part, words, said)
    elif part.kind is Kind.ACTIVITIES:
        yield from _activities(part)
    elif part.kind is Kind.LAWS:
        yield _table(
            part,
            words or said.laws,
            (
                Column(said.act, share=0.8),
                Column(said.act_title, share=1.8),
                Column(said.does, share=3),
                Column(said.in_force, share=1.1),
            ),
        )
    elif part.kind is Kind.PLAN:
        rows = tuple((p, f"{done} / {all_}", overdue) for p, done, all_, overdue in part.rows)
        heads = (
            Column(said.p, share=2),
            Column(said.done, number=True),
            Column(said.overdue, number=True),
        )
        yield _table(part, words or said.plan, heads, rows)


def _table(
    part: Part,
    caption: str,
    columns: tuple[Column, ...],
    rows: tuple[tuple[str, ...], ...] | None = None,
) -> Table:
    told = part.rows if rows is None else rows
    printed = tuple(Row(tuple(line(each or "-") for each in row)) for row in told)
    return Table(f"b-{part.id}", " ".join(caption.split()), columns, printed)


def _recommendations(part: Part, words: str, said: Said) -> Iterator[Block]:
    if any(since for *_rest, since in part.rows):
        rows = tuple(
            (f"{category[:1]}{number}", _with(text, dissent), since)
            for category, number, text, dissent, since in part.rows
        )
        heads = (
            Column(said.number, share=0.5),
            Column(said.recommendation, share=3),
            Column(said.since, share=2.5),
        )
        yield _table(part, words or said.recommendations, heads, rows)
        return
    for nth, category in enumerate(dict.fromkeys(each[0] for each in part.rows)):
        here = [each for each in part.rows if each[0] == category]
        yield Heading(category, 2, f"b-{part.id}-{nth}")
        for run in _runs(here):
            items = tuple(
                line(text, Text(f" {dissent}", emphasis=True)) if dissent else line(text)
                for _category, _number, text, dissent, _since in run
            )
            first = run[0][1]
            yield Bullets(items, start=int(first) if first.isdecimal() else 1)


def _runs(rows: list[tuple[str, ...]]) -> list[list[tuple[str, ...]]]:
    """Part rows where a number is left out, so that each keeps its own."""
    runs: list[list[tuple[str, ...]]] = []
    for row in rows:
        last = runs[-1][-1][1] if runs else ""
        follows = last.isdecimal() and row[1].isdecimal() and int(row[1]) == int(last) + 1
        if runs and (follows or not row[1].isdecimal()):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _with(text: str, dissent: str) -> str:
    return f"{text} {dissent}" if dissent else text


def _activities(part: Part) -> Iterator[Block]:
    for nth, who in enumerate(dict.fromkeys(each[0] for each in part.rows)):
        yield Heading(who, 2, f"b-{part.id}-{nth}")
        for name, did in part.rows:
            if name == who:
                yield Paragraph(line(did))

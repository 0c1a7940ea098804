"""A needs assessment as a document: strengths, gaps, recommendations by P, and their evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fourfold.documents import needs_models
from fourfold.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Heading,
    Line,
    Link,
    Number,
    Paragraph,
    Row,
    Table,
    Text,
    line,
)
from fourfold.documents.needs_models import Followed

FOUR_P = ("prevention", "protection", "prosecution", "partnership")
KINDS = {"STRENGTH": "Strengths", "GAP": "Gaps", "RECOMMENDATION": "Recommendations"}
EVIDENCE = {
    "FIGURE": "Published figure",
    "ITEM": "Survey",
    "QUOTE": "Focus group",
    "COMMUNITY": "Public measure of a town",
    "DOCUMENT": "Document",
}
WATCHED = ("FIGURE", "ITEM", "COMMUNITY")
"""Kinds whose value is a number that can change."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    What stands behind a finding, as it was tied to it.

    kind: a key of EVIDENCE. value: the number, or the words quoted; may be blank for a document.
    place: page or slide, blank for none. is_stale: the source says something else by now.
    """

    kind: str
    words: str
    value: str
    place: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding. kind: a key of KINDS. four_p: one of FOUR_P."""

    kind: str
    four_p: str
    words: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """
    A needs assessment. on: the day it was settled, or of its draft.

    followed: whether the surveys behind it followed their models.
    """

    title: str
    year: int
    is_settled: bool
    on: date
    findings: tuple[Finding, ...]
    followed: tuple[Followed, ...] = ()


def compose(report: Report, *, author: str) -> Document:
    """Compose a report. Every number leads to its row in the table of evidence."""
    numbered = {
        id(one): f"E{nth}"
        for nth, one in enumerate(
            (one for each in report.findings for one in each.evidence), start=1
        )
    }
    return Document(
        title=report.title,
        subtitle=f"Needs assessment by the four Ps, {report.year}",
        author=author,
        language="en",
        issued_on=report.on,
        summary="What is strong, what is missing and what is recommended, with the evidence.",
        running_title=f"Needs assessment {report.year}",
        blocks=tuple(_blocks(report, numbered)),
        keywords=("human trafficking", "needs assessment", str(report.year)),
    )


def _blocks(report: Report, numbered: dict[int, str]) -> Iterator[Block]:
    if not report.is_settled:
        yield Callout(
            "caution",
            "Draft",
            line("This is a draft. A second person has to review it before it is settled."),
        )
    stale = sum(one.is_stale for each in report.findings for one in each.evidence)
    if stale:
        yield Callout(
            "caution",
            "Figures changed",
            line(
                f"{stale} of the figures below changed at their source since they were written "
                "here. The table of evidence says which."
            ),
        )
    for four_p in FOUR_P:
        yield Heading(four_p.capitalize(), 1, four_p, four_p=four_p)
        here = [each for each in report.findings if each.four_p == four_p]
        if not here:
            yield Paragraph(line("Nothing was found here. That is not the same as no need."))
        for kind, said in KINDS.items():
            found = [each for each in here if each.kind == kind]
            if found:
                yield Heading(said, 2, f"{four_p}-{kind.lower()}")
                yield Bullets(tuple(_finding(each, numbered) for each in found))
    yield from needs_models.chapter(report.followed)
    yield Heading("Evidence", 1, "evidence")
    rows = tuple(_row(one, numbered[id(one)]) for each in report.findings for one in each.evidence)
    if rows:
        columns = (
            Column("No.", share=0.4),
            Column("Kind", share=0.9),
            Column("What it is", share=2.6),
            Column("What it says", share=2.0),
        )
        yield Table("evidence-table", "What stands behind each finding", columns, rows, small=True)
    else:
        yield Paragraph(line("No evidence was tied to a finding yet."))


def _finding(found: Finding, numbered: dict[int, str]) -> Line:
    pieces: list[Text | Number | Link] = [Text(found.words)]
    for nth, one in enumerate(found.evidence):
        code = numbered[id(one)]
        pieces.append(Text(" (" if nth == 0 else "; "))
        if one.kind in WATCHED:
            pieces += [Number(one.value, code), Text(", ")]
        pieces.append(Link(code, f"#{code}"))
    if found.evidence:
        pieces.append(Text(")"))
    return tuple(pieces)


def _row(one: Evidence, code: str) -> Row:
    what = f"{one.words}, {one.place}" if one.place else one.words
    said = f"“{one.value}”" if one.value and one.kind not in WATCHED else one.value
    if one.kind == "QUOTE" and one.is_stale:
        said = "taken back since"
    elif one.is_stale:
        said = f"{said} (changed at its source since)".strip()
    return Row(
        (line(code), line(EVIDENCE[one.kind]), line(what), line(said or "as the finding says")),
        id=code,
    )

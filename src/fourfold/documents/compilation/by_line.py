"""The compilation of a call whose offices answer with several rows: sums, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from fourfold.documents.blocks import (
    Block,
    Column,
    Document,
    Heading,
    Link,
    Paragraph,
    Row,
    Table,
    line,
)
from fourfold.documents.compilation.compose import glance
from fourfold.documents.compilation.lines import ByLine, Cut, Line, shown
from fourfold.documents.compilation.offices import missing
from fourfold.documents.compilation.said import DASH, answered, several
from fourfold.documents.compilation.shapes import NOT_PUBLIC, Standing
from fourfold.documents.words import day


def compilation_by_line(found: ByLine) -> Document:
    """
    Return the compilation as a document.

    Every sum is of accepted rows only and leads to the offices it adds up; each part names the
    batch and the rows of the file it came in.
    """
    of = found.offices
    return Document(
        title=f"{of.title}, {of.year}",
        subtitle=f"Statewide compilation under {of.law}, {of.covers}",
        author=of.council,
        language=of.language,
        issued_on=of.as_of,
        blocks=tuple(_blocks(found)),
        summary=f"{NOT_PUBLIC}. As of {day(of.as_of)}.",
        running_title=f"{of.title}, {of.year}. {NOT_PUBLIC}",
        keywords=(of.law, of.state),
    )


def _blocks(found: ByLine) -> Iterator[Block]:
    yield from glance(found.offices)
    yield Heading("Statewide sums", 1, "sums")
    if not found.rows:
        yield Paragraph(line("No row is accepted yet, so there is nothing to add up."))
    else:
        apart = (
            "No row is part of another."
            if found.apart
            else "A line may be part of another, so the lines of a table are not added up."
        )
        yield Paragraph(
            line(
                f"What {several(found.rows, 'accepted row')} add up to, and nothing else. "
                f"One row is: {found.row[:1].lower()}{found.row[1:]} {apart} A dash ({DASH}) is no "
                "number, never 0. Each sum is found again under ",
                Link("where each number comes from", "#from"),
                ".",
            )
        )
        for at, cut in enumerate(found.cuts, start=1):
            yield _sums(found, cut, at)
        yield Heading("Where each number comes from", 1, "from")
        for at, cut in enumerate(found.cuts, start=1):
            yield Heading(cut.title, 2, f"from-{at}")
            yield _parts(found, cut, at)
    yield _offices(found)
    yield from missing(found.offices)


def _numbers(found: ByLine) -> tuple[Column, ...]:
    return tuple(Column(each.title, number=True, share=1) for each in found.measures)


def _sums(found: ByLine, cut: Cut, at: int) -> Table:
    rows = tuple(
        Row(
            (
                *(line(each) for each in one.words),
                *(line(shown(one.total(each.code), measure=each)) for each in found.measures),
                line(f"{one.rows:,}"),
                line(f"{len(one.parts):,}"),
            ),
            id=f"line-{at}-{number}",
        )
        for number, one in enumerate(cut.lines, start=1)
    )
    columns = (
        *(Column(title, share=2) for _, title in cut.columns),
        *_numbers(found),
        Column("Rows", number=True, share=0.7),
        Column("Offices", number=True, share=0.7),
    )
    notes = tuple(f"{each.title}: {each.unit}" for each in found.measures if each.unit != "count")
    return Table(f"t-sums-{at}", cut.title, columns, rows, notes)


def _parts(found: ByLine, cut: Cut, at: int) -> Table:
    rows = tuple(
        Row(
            (
                line(", ".join(one.words)),
                line(part.name),
                *(line(shown(part.values.get(m.code), measure=m)) for m in found.measures),
                line(part.origin),
            )
        )
        for one in cut.lines
        for part in one.parts
    )
    columns = (
        Column("Line", share=2.4),
        Column("Office", share=2),
        *_numbers(found),
        Column("Where from", share=2),
    )
    return Table(f"t-from-{at}", f"{cut.title}, office by office", columns, rows, small=True)


def _offices(found: ByLine) -> Table:
    rows_of: dict[str, int] = {}
    for one in _lines(found):
        for part in one.parts:
            rows_of[part.office] = rows_of.get(part.office, 0) + len(part.rows)
    rows = tuple(
        Row(
            (
                line(each.name),
                line(answered(each)),
                line(f"{rows_of[each.office]:,}" if each.office in rows_of else DASH),
                line(each.origin or DASH),
            ),
            id=f"office-{each.office}",
        )
        for each in found.offices.of(*Standing)
    )
    columns = (
        Column("Office", share=3),
        Column("Answer", share=1.6),
        Column("Accepted rows", number=True, share=0.8),
        Column("Where from", share=1.6),
    )
    return Table("t-offices", "Every office that was asked", columns, rows, small=True)


def _lines(found: ByLine) -> tuple[Line, ...]:
    return found.cuts[0].lines if found.cuts else ()

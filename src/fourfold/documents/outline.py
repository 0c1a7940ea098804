"""What all writers need to know of a document before they write: its order and its numbering."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from fourfold.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Document,
    Heading,
    KeyFigures,
    Line,
    Number,
    Paragraph,
    Piece,
    Table,
)


def headings(document: Document, *, deepest: int = 3) -> tuple[Heading, ...]:
    """Return the headings down to a level, in reading order."""
    return tuple(
        each for each in document.blocks if isinstance(each, Heading) and each.level <= deepest
    )


def numbering(document: Document) -> dict[str, int]:
    """
    Give figures and tables their numbers, each from 1, in reading order.

    Returns id -> number. A chart's own table has no number: it is part of its figure.
    """
    charts = [each.id for each in document.blocks if isinstance(each, Chart)]
    tables = [each.id for each in document.blocks if isinstance(each, Table)]
    numbers = {id_: number for number, id_ in enumerate(charts, start=1)}
    return numbers | {id_: number for number, id_ in enumerate(tables, start=1)}


def tables(document: Document) -> Iterator[Table]:
    """Give every table, those that belong to charts included, in reading order."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Chart):
            yield block.table


def lines(block: Block) -> Iterator[Line]:
    """Give every line of pieces in a block, in reading order."""
    if isinstance(block, Paragraph | Callout):
        yield block.line
    elif isinstance(block, Bullets):
        yield from block.items
    elif isinstance(block, KeyFigures):
        for each in block.figures:
            yield (Number(each.shown, each.figure),)
    elif isinstance(block, Table | Chart):
        table = block if isinstance(block, Table) else block.table
        for row in table.rows:
            yield from row.cells


def printed_lines(table: Table, *, letters: int) -> int:
    """
    Guess how many lines a table takes on paper, its header left out.

    letters: how many fit on a line as wide as the whole table.
    """
    total = sum(column.share for column in table.columns)
    rooms = [max(1.0, letters * column.share / total - 2) for column in table.columns]
    return sum(
        max(ceil(len(plain(cell)) / room) or 1 for cell, room in zip(row.cells, rooms, strict=True))
        for row in table.rows
    )


def split_figure(shown: str) -> tuple[str, str]:
    """Split "over 12,900" into "over " and "12,900", so that the number alone is set large."""
    words, _, number = shown.rpartition(" ")
    if words and any(letter.isdigit() for letter in number):
        return f"{words} ", number
    return "", shown


def plain(line: Line) -> str:
    """Return a line's words without links."""
    return "".join(_words(piece) for piece in line)


def _words(piece: Piece) -> str:
    return piece.shown if isinstance(piece, Number) else piece.text

"""
Proofreading: what must hold before a document is written.

Every writer calls check() first, so that a broken link or table is one clear message at the desk
and never a dead link in somebody's hands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fourfold.documents.blocks import (
    Block,
    Callout,
    Chart,
    Document,
    Heading,
    KeyFigures,
    Line,
    Link,
    Number,
    PageBreak,
    Picture,
    Table,
)
from fourfold.documents.outline import headings, lines, plain, tables
from fourfold.documents.tokens import FOUR_PS

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_ADDRESS = re.compile(r"(https?://|mailto:|tel:)[^\s]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class BrokenDocument(ValueError):
    """
    The document cannot be written as it is.

    problems: one sentence each, saying what is wrong, where, and what to do.
    """

    def __init__(self, title: str, problems: list[str]) -> None:
        self.problems = tuple(problems)
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__(f"{title!r} has {count}:\n" + "\n".join(f"- {each}" for each in problems))


def check(document: Document) -> None:
    """
    Find everything that would break the document.

    :raises BrokenDocument: with all problems at once; it never stops at the first.
    """
    ids = list(_ids(document))
    problems = [
        *_bad_ids(ids),
        *_dead_ends(document, frozenset(ids)),
        *_skipped_levels(document),
        *(problem for table in tables(document) for problem in _bad_table(table)),
        *(problem for block in document.blocks for problem in _bad_block(block)),
        *_unprintable(document),
    ]
    if not document.title.strip():
        problems.append(
            "The document has no title. Give it one: readers and screen readers need it."
        )
    if problems:
        raise BrokenDocument(document.title, problems)


def _ids(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Heading | Table | Chart | Picture):
            yield block.id
        table = block.table if isinstance(block, Chart) else block
        if isinstance(block, Chart):
            yield block.table.id
        if isinstance(table, Table):
            yield from (row.id for row in table.rows if row.id)


def _bad_ids(ids: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    told: set[str] = set()
    for each in ids:
        if each in seen and each not in told:
            told.add(each)
            yield f"The id {each!r} stands {ids.count(each)} times. Give each its own."
        if each not in seen and not _ID.fullmatch(each):
            yield (
                f"The id {each!r} cannot be linked to. "
                "Use letters, digits, - _ and . and begin with a letter."
            )
        seen.add(each)


def _dead_ends(document: Document, ids: frozenset[str]) -> Iterator[str]:
    if document.keyfigure and document.keyfigure.figure not in ids:
        yield _no_row(document.keyfigure.shown, document.keyfigure.figure, "the cover")
    for block in document.blocks:
        place = where(block)
        for line in lines(block):
            yield from _dead_pieces(line, ids, place)
        if isinstance(block, Chart):
            for point in block.points:
                if point.figure and point.figure not in ids:
                    yield _no_row(point.shown or point.label, point.figure, place)


def _dead_pieces(line: Line, ids: frozenset[str], place: str) -> Iterator[str]:
    for piece in line:
        if isinstance(piece, Number) and piece.figure not in ids:
            yield _no_row(piece.shown, piece.figure, place)
        elif isinstance(piece, Link) and piece.to.startswith("#"):
            if piece.to[1:] not in ids:
                yield (
                    f"In {place}: the link {piece.text!r} leads to {piece.to!r}, "
                    "and no block or row has this id."
                )
        elif isinstance(piece, Link) and not _ADDRESS.fullmatch(piece.to):
            yield (
                f"In {place}: the link {piece.text!r} leads to {piece.to!r}. Links begin with "
                "https://, http://, mailto:, tel: or # and have no spaces."
            )


def _no_row(shown: str, figure: str, place: str) -> str:
    return (
        f"In {place}: the number {shown!r} leads to figure {figure!r}, and no row has this id. "
        "Add the row to the data appendix, or correct the code."
    )


def _skipped_levels(document: Document) -> Iterator[str]:
    above = 0
    for heading in headings(document):
        if heading.level > above + 1:
            yield (
                f"The heading {heading.text!r} has level {heading.level} below level {above}. "
                "Levels go down one at a time, and the first is 1."
            )
        above = heading.level


def _bad_table(table: Table) -> Iterator[str]:
    wanted = len(table.columns)
    if not wanted:
        yield f"The table {table.id!r} has no columns."
        return
    for number, row in enumerate(table.rows, start=1):
        if len(row.cells) != wanted:
            name = f" ({row.id})" if row.id else ""
            yield (
                f"The table {table.id!r}, row {number}{name} has {len(row.cells)} cells, "
                f"and the table has {wanted} columns."
            )
    if any(column.share <= 0 for column in table.columns):
        yield f"The table {table.id!r} has a column whose share is not above 0."


def _bad_block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from _bad_four_p(block.four_p, where(block))
    elif isinstance(block, KeyFigures):
        for each in block.figures:
            yield from _bad_four_p(each.four_p, f"the key figure {each.shown!r}")
    elif isinstance(block, Chart):
        yield from _bad_four_p(block.four_p, where(block))
        if not block.alt.strip():
            yield f"The chart {block.id!r} has no alt text. Say what it shows in a sentence."
        if not block.points:
            yield f"The chart {block.id!r} has no points. Leave it out, or say why in a paragraph."
        if block.kind == "BEFORE_AFTER" and len({each.series for each in block.points}) > 2:
            yield f"The chart {block.id!r} compares more than two series. BEFORE_AFTER takes two."
    elif isinstance(block, Picture) and not block.alt.strip():
        yield f"The picture {block.id!r} has no alt text. Say what it shows in a sentence."


def _bad_four_p(four_p: str, place: str) -> Iterator[str]:
    if four_p and four_p not in FOUR_PS:
        yield f"In {place}: {four_p!r} is none of the four Ps ({', '.join(FOUR_PS)}), nor blank."


def _unprintable(document: Document) -> Iterator[str]:
    for place, text in texts(document):
        if found := _UNPRINTABLE.search(text):
            yield (
                f"In {place}: the character U+{ord(found[0]):04X} cannot be printed. "
                f"It stands after {text[: found.start()][-20:]!r}. Take it out."
            )


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Give every text of a document with the place it stands in."""
    d = document
    for text in (d.title, d.subtitle, d.author, d.summary, d.addressed_to, d.running_title):
        yield "the cover", text
    if d.keyfigure:
        yield "the cover", d.keyfigure.shown + d.keyfigure.label
    for block in d.blocks:
        place = where(block)
        if isinstance(block, Heading):
            yield place, block.text
        elif isinstance(block, Callout):
            yield place, block.title
        elif isinstance(block, Picture):
            yield from ((place, block.alt), (place, block.caption))
        elif isinstance(block, KeyFigures):
            yield from ((place, each.label) for each in block.figures)
        elif isinstance(block, Chart):
            for text in (block.title, block.subtitle, block.reading, block.alt, block.source):
                yield place, text
            yield from ((place, each.label + each.series + each.shown) for each in block.points)
        table = block.table if isinstance(block, Chart) else block
        if isinstance(table, Table):
            yield place, table.caption
            yield from ((place, text) for text in table.notes)
            yield from ((place, column.name) for column in table.columns)
        yield from ((place, plain(line)) for line in lines(block))


def where(block: Block) -> str:
    """Name a block for a message: "the table 'members'", or the first words of a paragraph."""
    if isinstance(block, Heading):
        return f"the heading {block.text!r}"
    if isinstance(block, Table):
        return f"the table {block.id!r}"
    if isinstance(block, Chart):
        return f"the chart {block.id!r}"
    if isinstance(block, Callout):
        return f"the note {block.title!r}"
    if isinstance(block, Picture):
        return f"the picture {block.id!r}"
    if isinstance(block, PageBreak):
        return "a page break"
    start = plain(next(iter(lines(block)), ()))[:40]
    kind = {"Bullets": "list", "KeyFigures": "key figures"}.get(type(block).__name__, "paragraph")
    return f"the {kind} that begins {start!r}"

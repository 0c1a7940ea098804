"""From the studio's blocks to a Document. The same edition gives the same document, always."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from fourfold.analysis.tables import FigureTable
from fourfold.documents.blocks import (
    Block,
    Callout,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Line,
    Number,
    PageBreak,
    Paragraph,
    Picture,
    Piece,
    Row,
    Table,
    Text,
    line,
)
from fourfold.documents.present import present
from fourfold.documents.studio.parts import Edition, Kind, Part
from fourfold.documents.studio.registers import register
from fourfold.documents.studio.said import Said, said_in
from fourfold.documents.studio.texts import line_of, parse
from fourfold.documents.words import period_words, show_figure

SEVERAL = 4
"""Key figures in one row, at most."""


def compose(edition: Edition) -> Document:
    """
    Compose an edition. Its last chapter has one row for each figure, so that each number leads.

    A code without a figure stays in the text as it was typed, in braces; approval looks for those.
    """
    said = said_in(edition.language)
    blocks: list[Block] = []
    if edition.is_draft:
        blocks.append(Callout("caution", said.draft, line(said.draft_words)))
    for part in edition.parts:
        _put(blocks, _blocks(part, edition, said))
    blocks += _appendix(edition, said)
    return Document(
        title=edition.title,
        subtitle=edition.subtitle,
        author=edition.author,
        language=edition.language,
        issued_on=edition.issued_on,
        addressed_to=edition.addressed_to,
        running_title=edition.running_title,
        blocks=tuple(_in_steps(blocks)),
        keywords=("human trafficking", str(edition.year)),
    )


def one(part: Part, edition: Edition) -> tuple[Block, ...]:
    """Return the blocks of one part, for its preview."""
    return tuple(_in_steps(list(_blocks(part, edition, said_in(edition.language)))))


def _put(blocks: list[Block], made: Iterator[Block]) -> None:
    """Add blocks; key figures that follow each other stand in one row."""
    for each in made:
        last = blocks[-1] if blocks else None
        if (
            isinstance(each, KeyFigures)
            and isinstance(last, KeyFigures)
            and len(last.figures) < SEVERAL
        ):
            blocks[-1] = KeyFigures((*last.figures, *each.figures))
            continue
        blocks.append(each)


def _in_steps(blocks: Sequence[Block]) -> Iterator[Block]:
    """Let headings go down one level at a time, whatever was chosen."""
    above = 0
    for each in blocks:
        if isinstance(each, Heading):
            above = min(each.level, above + 1)
            level: Literal[1, 2, 3] = 1 if above <= 1 else 2 if above == 2 else 3
            yield replace(each, level=level)
        else:
            yield each


def _blocks(part: Part, edition: Edition, said: Said) -> Iterator[Block]:
    words = part.spanish if edition.language == "es" else part.english
    if edition.language == "es" and part.is_missing_spanish:
        words = part.english
        yield Callout("caution", said.missing, line(said.missing_words))
    figures = edition.figures
    if part.kind is Kind.HEADING:
        level: Literal[1, 2, 3] = 1 if part.level == 1 else 2 if part.level == 2 else 3
        if words.strip():
            yield Heading(" ".join(words.split()), level, f"b-{part.id}", part.four_p)
    elif part.kind is Kind.TEXT:
        yield from _text(words, figures)
    elif part.kind is Kind.FIGURE:
        if part.ref in figures:
            label = " ".join(words.split()) or figures.indicator_of(figures[part.ref]).name
            shown = _shown(part.ref, figures)
            yield KeyFigures((KeyFigure(shown, label, part.ref, part.four_p),))
    elif part.kind is Kind.CHART or (part.kind is Kind.TABLE and part.ref):
        yield from _indicator(part, words, edition)
    elif part.kind is Kind.TABLE:
        yield from _typed_table(part, words, figures)
    elif part.kind is Kind.PICTURE:
        drawn = edition.pictures.get(part.ref)
        if drawn is not None:
            size = {"width": drawn.width, "height": drawn.height}
            yield Picture(f"b-{part.id}", drawn.kind, drawn.content, **size, alt=part.alt,
                          caption=" ".join(words.split()))  # fmt: skip
    elif part.kind is Kind.PAGE_BREAK:
        yield PageBreak()
    else:
        yield from register(part, words, edition.language)


def _text(words: str, figures: FigureTable) -> Iterator[Block]:
    for each in parse(words):
        if isinstance(each, Paragraph):
            yield replace(each, line=_filled(each.line, figures))
        else:
            yield replace(each, items=tuple(_filled(item, figures) for item in each.items))


def _filled(pieces: Line, figures: FigureTable) -> Line:
    return tuple(_fill(each, figures) for each in pieces)


def _fill(piece: Piece, figures: FigureTable) -> Piece:
    if not isinstance(piece, Number):
        return piece
    if piece.figure not in figures:
        return Text(f"{{{piece.figure}}}", strong=piece.strong)
    return replace(piece, shown=_shown(piece.figure, figures))


def _shown(code: str, figures: FigureTable) -> str:
    found = figures[code]
    return show_figure(found, unit=figures.indicator_of(found).unit)


def _indicator(part: Part, words: str, edition: Edition) -> Iterator[Block]:
    """Draw an indicator's figures, or print them as a table; a title of one's own comes first."""
    own = edition.figures.keep(lambda each: each.code in part.codes and each.indicator == part.ref)
    if not len(own):
        return
    shown = present(edition.figures.indicators[part.ref], own, places=edition.places)
    title = " ".join(words.split())
    table = replace(shown.table, id=f"b-{part.id}-table", caption=title or shown.table.caption)
    if part.kind is Kind.CHART and shown.chart:
        yield replace(
            shown.chart,
            id=f"b-{part.id}",
            title=title or shown.chart.title,
            table=replace(table, caption=shown.table.caption),
        )
    else:
        yield replace(table, id=f"b-{part.id}")


def _typed_table(part: Part, words: str, figures: FigureTable) -> Iterator[Block]:
    """
    Read lines of cells. The first line is the caption if it has no |; then come the heads.

    A head that ends in # is a column of numbers.
    """
    rows = [each for each in words.split("\n") if each.strip()]
    caption = ""
    if rows and "|" not in rows[0]:
        caption = rows.pop(0).strip()
    cells = [[each.strip() for each in row.strip().strip("|").split("|")] for row in rows]
    if not cells:
        if caption:
            yield Paragraph(line(caption))
        return
    heads, wide = cells[0], len(cells[0])
    yield Table(
        id=f"b-{part.id}",
        caption=caption or heads[0].rstrip("# "),
        columns=tuple(
            Column(each.rstrip("# ") or "-", number=each.endswith("#")) for each in heads
        ),
        rows=tuple(
            Row(tuple(_filled(line_of(each), figures) for each in [*row, *[""] * wide][:wide]))
            for row in cells[1:]
        ),
    )


def _appendix(edition: Edition, said: Said) -> Iterator[Block]:
    """One row for each figure the report shows."""
    used = set(shown_codes(edition))
    rows = []
    for each in sorted(edition.figures, key=lambda figure: figure.code):
        if each.code not in used:
            continue
        indicator = edition.figures.indicator_of(each)
        group = each.group if not each.is_whole else said.everyone
        rows.append(
            Row(
                (
                    line(each.code),
                    line(indicator.name),
                    line(f"{group}, {each.wave}" if each.wave else group),
                    line(period_words(each)),
                    line(show_figure(each, unit=indicator.unit)),
                ),
                id=each.code,
            )
        )
    if not rows:
        return
    yield Heading(said.appendix, 1, "appendix")
    yield Table(
        "appendix-table",
        said.appendix_words,
        (
            Column(said.row, share=0.6),
            Column(said.indicator, share=2.6),
            Column(said.group, share=1.6),
            Column(said.period, share=2.0),
            Column(said.value, number=True, share=1.3),
        ),
        tuple(rows),
        notes=tuple(
            f"{code}: {why}" for code, why in sorted(edition.notes.items()) if code in used
        ),
        small=True,
    )


def shown_codes(edition: Edition) -> Iterator[str]:
    """Give the codes of the figures that the blocks show, some more than once."""
    for part in edition.parts:
        yield from part.codes

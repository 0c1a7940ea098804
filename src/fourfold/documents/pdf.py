"""
A document as PDF: US Letter, tagged to PDF/UA-1, set by Typst.

The template reads the document as JSON, so its words can never become commands. The same document
gives the same bytes: the only date in the file is its own.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from fourfold.documents import charts, tokens
from fourfold.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Line,
    Link,
    Number,
    PageBreak,
    Paragraph,
    Picture,
    Table,
)
from fourfold.documents.outline import headings, numbering, printed_lines, split_figure
from fourfold.documents.phrases import phrases
from fourfold.documents.proof import check
from fourfold.documents.typesetting import CannotSet as CannotSet  # callers catch it here
from fourfold.documents.typesetting import typeset

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
_TALLEST = 1.45
"""Height of a picture by its width, at most; a taller one is set narrower to fit its page."""
_WIDE_FROM = 5
"""A table with this many columns runs over the margin as well."""
_LETTERS = 84
"""How many letters of a table's size fit on a line of text."""
_TOGETHER = 24
"""A table that takes at most this many lines stays on one page."""


def render(document: Document) -> bytes:
    """
    Write a document as PDF.

    :raises BrokenDocument: with all that is wrong, before anything is written.
    :raises FontsMissing: if the set-up has not fetched the fonts.
    :raises CannotSet: if a letter is in none of the fonts, or the layout fails.
    """
    return typeset(_TEMPLATE, as_data(document), title=document.title, issued_on=document.issued_on)


def as_data(document: Document) -> dict[str, Any]:
    """
    Return a document as the template reads it: plain dicts, lists, strings and numbers.

    :raises BrokenDocument: with all that is wrong.
    """
    check(document)
    words = phrases(document.language)
    lang, _, region = document.language.partition("-")
    numbers = numbering(document)
    issued = document.issued_on
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "lang": lang,
        "region": region or None,
        "issued": [issued.year, issued.month, issued.day],
        "issued_words": words.on(issued),
        "summary": document.summary,
        "addressed_to": document.addressed_to,
        "running": document.running_title or document.title,
        "keywords": list(document.keywords),
        "key_figure": _key_figure(document.keyfigure) if document.keyfigure else None,
        "contents": words.contents,
        "chapters": [each.id for each in headings(document, deepest=1)],
        "page": words.page,
        "of": words.of,
        "how_to_read": words.how_to_read,
        "source": words.source,
        "family": tokens.FAMILY,
        "sizes": tokens.PRINT_SIZES,
        "colors": {
            "ink": tokens.INK,
            "soft": tokens.SOFT,
            "line": tokens.LINE,
            "wash": tokens.WASH,
            "deep": tokens.DEEP,
            "primary": tokens.PRIMARY,
            "caution": tokens.CAUTION,
            "caution_wash": tokens.CAUTION_WASH,
        },
        "blocks": list(_blocks(document, numbers)),
    }


def _blocks(document: Document, numbers: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Give the blocks; notes that follow a paragraph go with it, to stand beside it."""
    words = phrases(document.language)
    waiting: dict[str, Any] | None = None
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        if isinstance(block, Paragraph) and block.role == "note":
            if waiting:
                waiting["notes"].append(_line(block.line))
            else:
                yield {"kind": "note", "line": _line(block.line)}
            continue
        if waiting:
            yield waiting
            waiting = None
        if isinstance(block, Paragraph):
            waiting = {"kind": "paragraph", "role": block.role, "line": _line(block.line)}
            waiting["notes"] = []
            # What introduces a picture, table or list never ends a page alone.
            waiting["leads_in"] = isinstance(following, Chart | Table | Bullets)
        elif isinstance(block, Table):
            prefix = f"{words.table} {numbers[block.id]}. "
            yield {"kind": "table", "wide": _is_wide(block)} | _table(block, prefix)
        elif isinstance(block, Chart):
            title = f"{words.figure} {numbers[block.id]}. {block.title}"
            yield {"kind": "chart", "title": title} | _chart(block, document.language)
        else:
            yield _plain_block(block)
    if waiting:
        yield waiting


def _plain_block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            hue = tokens.hue(block.four_p) if block.four_p else ""
            level = {"level": block.level, "text": block.text, "id": block.id, "hue": hue}
            return {"kind": "heading"} | level | ({"lang": block.lang} if block.lang else {})
        case Bullets():
            items = [_line(each) for each in block.items]
            return {"kind": "bullets", "start": block.start, "items": items}
        case KeyFigures():
            return {"kind": "key_figures", "figures": [_key_figure(each) for each in block.figures]}
        case Callout():
            caution = block.kind == "caution"
            words = {"title": block.title, "line": _line(block.line)}
            return {"kind": "callout", "caution": caution} | words
        case Picture():
            told = {"id": block.id, "alt": block.alt, "caption": block.caption}
            return {"kind": "picture", "svg": _picture(block)} | told
        case PageBreak():
            return {"kind": "page_break"}
    raise TypeError(f"The PDF has no form for a block of type {type(block).__name__}.")


def _chart(chart: Chart, language: str) -> dict[str, Any]:
    picture = charts.svg(chart, language=language)
    width, height = _size(picture)
    return {
        "id": chart.id,
        "subtitle": chart.subtitle,
        "alt": chart.alt,
        "reading": chart.reading,
        "source": chart.source,
        "svg": picture,
        "scale": min(1.0, _TALLEST * width / height),
        "table": _table(chart.table, ""),
    }


def _picture(picture: Picture) -> str:
    """Return a picture inside an SVG: so its bytes reach the template as text."""
    content = b64encode(picture.content).decode()
    size = f'width="{picture.width}" height="{picture.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {picture.width} '
        f'{picture.height}"><image {size} href="data:{picture.kind};base64,{content}"/></svg>'
    )


def _size(picture: str) -> tuple[float, float]:
    """Return the width and height of an SVG's view box."""
    found = re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', picture)
    if not found:
        raise ValueError("The chart's SVG has no view box.")
    return float(found[1]), float(found[2])


def _is_wide(table: Table) -> bool:
    """Say if a table needs the margin too: many columns, or cells that would wrap a lot."""
    wraps = printed_lines(table, letters=_LETTERS) > 1.5 * len(table.rows)
    return table.small or len(table.columns) >= _WIDE_FROM or wraps


def _table(table: Table, prefix: str) -> dict[str, Any]:
    return {
        "id": table.id,
        "caption": f"{prefix}{table.caption}",
        "small": table.small,
        "together": printed_lines(table, letters=_LETTERS) <= _TOGETHER,
        "notes": list(table.notes),
        "columns": [
            {"name": each.name, "number": each.number, "share": each.share}
            for each in table.columns
        ],
        "rows": [
            {"id": row.id, "strong": row.strong, "cells": [_line(cell) for cell in row.cells]}
            for row in table.rows
        ],
    }


def _key_figure(figure: KeyFigure) -> dict[str, str]:
    hue = tokens.hue(figure.four_p)
    prefix, shown = split_figure(figure.shown)
    words = {"prefix": prefix, "shown": shown, "label": figure.label}
    return words | {"to": figure.figure, "hue": hue}


def _line(line: Line) -> list[dict[str, Any]]:
    pieces = []
    for piece in line:
        if isinstance(piece, Number):
            form = {"kind": "number", "text": piece.shown, "to": piece.figure}
        elif isinstance(piece, Link) and piece.to.startswith("#"):
            form = {"kind": "inside", "text": piece.text, "to": piece.to[1:]}
        elif isinstance(piece, Link):
            form = {"kind": "outside", "text": piece.text, "to": piece.to}
        else:
            form = {"kind": "text", "text": piece.text}
            form |= {"lang": piece.lang} if piece.lang else {}
        strong = not isinstance(piece, Link) and piece.strong
        emphasis = not isinstance(piece, Number | Link) and piece.emphasis
        pieces.append(form | {"strong": strong, "emphasis": emphasis})
    return pieces

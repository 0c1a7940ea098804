"""
A document as HTML.

body() is a fragment for a page of the site, which has the h1; page() is a whole file that needs
nothing else. Both use the classes of stylesheet(); neither has a script or an inline style.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template

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
    Piece,
    Table,
)
from fourfold.documents.outline import headings, numbering, split_figure
from fourfold.documents.phrases import Phrases, phrases
from fourfold.documents.proof import check

_TEMPLATES = Path(__file__).parent / "templates"


def body(document: Document, *, folded: Collection[str] = ()) -> str:
    """
    Write a document's blocks as one element, <div class="doc">. Headings start at h2.

    folded: ids of chapters that a page shows closed. Title, cover and contents are left to the
    page around it.
    :raises BrokenDocument: with all that is wrong, before anything is written.
    """
    check(document)
    return _body(document, folded=folded)


def fragment(document: Document, *, numbers: Mapping[str, int] | None = None) -> str:
    """
    Write a document's blocks as body() does, without proofreading: for one block while it is typed.

    numbers: of figures and tables, if the block is a part of more. A number leads to a row that the
    page around it has, or nowhere.
    """
    return _body(document, numbers=numbers)


def contents(document: Document, *, deepest: int = 2) -> str:
    """Write links to the headings, down to a level, as a nested list in a <nav>."""
    title = phrases(document.language).contents
    return f'<nav class="doc-contents" aria-label="{title}">{_list(document, deepest)}</nav>'


def page(document: Document) -> str:
    """
    Write a whole HTML file: cover, contents and blocks; style inside, nothing from outside.

    :raises BrokenDocument: with all that is wrong, before anything is written.
    """
    check(document)
    words = phrases(document.language)
    cover = "".join(
        (
            f'<p class="doc-for">{_e(document.addressed_to)}</p>' if document.addressed_to else "",
            f"<h1>{_e(document.title)}</h1>",
            f'<p class="doc-subtitle">{_e(document.subtitle)}</p>' if document.subtitle else "",
            _key_figure(document.keyfigure, "div") if document.keyfigure else "",
            f'<p class="doc-summary">{_e(document.summary)}</p>' if document.summary else "",
            (
                f'<p class="doc-by">{_e(document.author)} · '
                f'<time datetime="{document.issued_on.isoformat()}">'
                f"{words.on(document.issued_on)}</time></p>"
            ),
        )
    )
    nav = f'<h2 class="doc-contents-title">{words.contents}</h2>{contents(document)}'
    keywords = ", ".join(document.keywords)
    return (
        f'<!DOCTYPE html>\n<html lang="{_e(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_e(document.title)}</title>\n"
        f'<meta name="author" content="{_e(document.author)}">\n'
        f'<meta name="description" content="{_e(document.summary or document.subtitle)}">\n'
        + (f'<meta name="keywords" content="{_e(keywords)}">\n' if keywords else "")
        + f"<style>\n{stylesheet()}</style>\n</head>\n"
        f'<body class="doc-page">\n<header class="doc-cover">{cover}</header>\n'
        f"<main>\n{nav if headings(document) else ''}\n{_body(document)}\n</main>\n"
        "</body>\n</html>\n"
    )


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """Return the rules for the classes of body() and page(), print included."""
    rules = Template((_TEMPLATES / "document.css").read_text(encoding="utf-8"))
    names = ("INK", "SOFT", "PAPER", "WASH", "LINE", "RULE", "PRIMARY", "DEEP", "CAUTION")
    colors = {name.lower(): getattr(tokens, name) for name in (*names, "CAUTION_WASH")}
    sizes = {f"size{place}": f"{px / 16:g}rem" for place, px in enumerate(tokens.SCREEN_SCALE)}
    family = f"'{tokens.FAMILY}', {tokens.FALLBACK}"
    widths = "".join(f".doc col.share-{n} {{ width: {n}%; }}\n" for n in range(5, 100, 5))
    return rules.substitute(colors | sizes | tokens.FOUR_PS | {"family": family, "widths": widths})


# ------------------------------------------------------------------ blocks
def _body(
    document: Document,
    *,
    folded: Collection[str] = (),
    numbers: Mapping[str, int] | None = None,
) -> str:
    numbers = {**numbering(document), **(numbers or {})}
    words = phrases(document.language)
    blocks, is_folded = [], False
    for each in document.blocks:
        written = _block(each, numbers, words, document.language)
        if isinstance(each, Heading) and each.level == 1:
            blocks += ["</details>"] * is_folded
            is_folded = each.id in folded
        if is_folded and isinstance(each, Heading) and each.level == 1:
            written = f'<details class="fold"><summary>{written}</summary>'
        blocks.append(written)
    blocks += ["</details>"] * is_folded
    language = _e(document.language)
    return f'<div class="doc" lang="{language}">\n' + "\n".join(blocks) + "\n</div>"


def _block(block: Block, numbers: dict[str, int], words: Phrases, language: str) -> str:
    match block:
        case Heading():
            level = block.level + 1
            p = f' class="p-{block.four_p}"' if block.four_p else ""
            lang = f' lang="{_e(block.lang)}"' if block.lang else ""
            return f'<h{level} id="{_e(block.id)}"{p}{lang}>{_e(block.text)}</h{level}>'
        case Paragraph():
            role = {"body": "", "lead": ' class="lead"', "note": ' class="note" role="note"'}
            return f"<p{role[block.role]}>{_line(block.line)}</p>"
        case Bullets():
            return _bullets(block)
        case KeyFigures():
            figures = "".join(_key_figure(each, "li") for each in block.figures)
            return f'<ul class="key-figures">{figures}</ul>'
        case Callout():
            return (
                f'<div class="callout {block.kind}" role="note">'
                f'<p class="callout-title">{_e(block.title)}</p><p>{_line(block.line)}</p></div>'
            )
        case Table():
            return _table(block, f"{words.table} {numbers[block.id]}. ")
        case Chart():
            return _chart(block, numbers[block.id], words, language)
        case Picture():
            return _picture(block)
        case PageBreak():
            return '<div class="page-break"></div>'


def _bullets(block: Bullets) -> str:
    items = "".join(f"<li>{_line(each)}</li>" for each in block.items)
    if block.start is None:
        return f"<ul>{items}</ul>"
    start = f' start="{block.start}"' if block.start != 1 else ""
    return f"<ol{start}>{items}</ol>"


def _key_figure(figure: KeyFigure, tag: str) -> str:
    p = f" p-{figure.four_p}" if figure.four_p else ""
    prefix, shown = split_figure(figure.shown)
    lead = f'<span class="key-lead">{_e(prefix)}</span>' if prefix else ""
    return (
        f'<{tag} class="key-figure{p}"><a class="num" href="#{_e(figure.figure)}">'
        f"{lead}{_e(shown)}</a> "
        f'<span class="key-label">{_e(figure.label)}</span></{tag}>'
    )


def _chart(chart: Chart, number: int, words: Phrases, language: str) -> str:
    pictures = "".join(
        f'<div class="picture {name}">{charts.svg(chart, width=width, language=language)}</div>'
        for name, width in (("wide", charts.WIDE), ("narrow", charts.NARROW))
    )
    reading = (
        f'<p class="reading"><strong>{words.how_to_read}</strong> {_e(chart.reading)}</p>'
        if chart.reading
        else ""
    )
    source = f'<p class="source">{words.source} {_e(chart.source)}</p>' if chart.source else ""
    return (
        f'<figure class="chart" id="{_e(chart.id)}"><figcaption>'
        f'<span class="caption-title">{words.figure} {number}. {_e(chart.title)}</span> '
        f'<span class="caption-sub">{_e(chart.subtitle)}</span></figcaption>'
        f"{pictures}{reading}{source}"
        f"<details><summary>{words.same_figures}</summary>{_table(chart.table)}</details></figure>"
    )


def _picture(picture: Picture) -> str:
    content = b64encode(picture.content).decode()
    caption = f"<figcaption>{_e(picture.caption)}</figcaption>" if picture.caption else ""
    return (
        f'<figure class="photograph" id="{_e(picture.id)}"><img width="{picture.width}" '
        f'height="{picture.height}" alt="{_e(picture.alt)}" '
        f'src="data:{_e(picture.kind)};base64,{content}">{caption}</figure>'
    )


def _table(table: Table, prefix: str = "") -> str:
    caption = f"{prefix}{table.caption}"
    total = sum(each.share for each in table.columns)
    cols = "".join(
        f'<col class="share-{min(95, max(5, round(20 * each.share / total) * 5))}">'
        for each in table.columns
    )
    head = "".join(
        f'<th scope="col"{_numeric(each.number)}>{_e(each.name)}</th>' for each in table.columns
    )
    rows = []
    for row in table.rows:
        cells = [
            f"<td{_numeric(column.number)}>{_line(cell)}</td>"
            for column, cell in zip(table.columns[1:], row.cells[1:], strict=True)
        ]
        first = f'<th scope="row"{_numeric(table.columns[0].number)}>{_line(row.cells[0])}</th>'
        id_ = f' id="{_e(row.id)}"' if row.id else ""
        strong = ' class="total"' if row.strong else ""
        rows.append(f"<tr{id_}{strong}>{first}{''.join(cells)}</tr>")
    notes = "".join(f"<p>{_e(each)}</p>" for each in table.notes)
    small = ' class="small"' if table.small else ""
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{_e(caption)}">'
        f'<table id="{_e(table.id)}"{small}><caption>{_e(caption)}</caption>'
        f"<colgroup>{cols}</colgroup><thead><tr>{head}</tr></thead>\n"
        f"<tbody>{chr(10).join(rows)}</tbody></table></div>"
        + (f'<div class="table-notes">{notes}</div>' if notes else "")
    )


def _numeric(number: bool) -> str:
    return ' class="number"' if number else ""


# ------------------------------------------------------------------ lines
def _line(line: Line) -> str:
    return "".join(_piece(each) for each in line)


def _piece(piece: Piece) -> str:
    if isinstance(piece, Number):
        return _number(piece)
    text = _e(piece.text)
    if isinstance(piece, Link):
        return f'<a href="{_e(piece.to)}">{text}</a>'
    if piece.emphasis:
        text = f"<em>{text}</em>"
    if piece.lang:
        text = f'<span lang="{_e(piece.lang)}">{text}</span>'
    return f"<strong>{text}</strong>" if piece.strong else text


def _number(number: Number) -> str:
    link = f'<a class="num" href="#{_e(number.figure)}">{_e(number.shown)}</a>'
    return f"<strong>{link}</strong>" if number.strong else link


def _list(document: Document, deepest: int) -> str:
    """Write the headings as a list in a list in a list."""
    html, depth = "", 0
    for heading in headings(document, deepest=deepest):
        if heading.level > depth:
            html += "<ol>" * (heading.level - depth)
        else:
            html += "</li>" + "</ol></li>" * (depth - heading.level)
        html += f'<li><a href="#{_e(heading.id)}">{_e(heading.text)}</a>'
        depth = heading.level
    return html + "</li></ol>" * depth


def _e(text: str) -> str:
    return escape(text, quote=True)

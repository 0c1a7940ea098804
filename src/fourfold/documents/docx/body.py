"""
The blocks of a document as WordprocessingML.

Written as text and parsed once: python-docx builds tables cell by cell, which takes seconds for
an appendix. All words go through escape(), so none is read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from itertools import zip_longest

from fourfold.documents import tokens
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
from fourfold.documents.docx.styles import rgb
from fourfold.documents.outline import headings, numbering, printed_lines, split_figure
from fourfold.documents.phrases import phrases

WIDTH = 9360
"""Width of the text in twentieths of a point: Letter with margins of one inch."""
_GUTTER = 240
_LETTERS = 105
"""How many letters of a table's size fit on a line."""
_TOGETHER = 24
"""A table that takes at most this many lines stays on one page."""

Drawing = Callable[[Chart | Picture], str]
"""Gives the drawing of a chart or picture as XML."""
Address = Callable[[str], str]
"""Gives the relation id of an outside address."""


class Body:
    """Writes one document's blocks; keeps its bookmarks' names and its lists' numbers."""

    def __init__(self, document: Document, *, picture: Drawing, address: Address) -> None:
        self.document = document
        self.words = phrases(document.language)
        self.numbers = numbering(document)
        self.picture = picture
        self.address = address
        self.starts: list[int] = []
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._marks = 0

    def xml(self) -> str:
        """Return cover, contents and blocks, without the element around them."""
        blocks = self.document.blocks
        pairs = zip_longest(blocks, blocks[1:])
        return self._cover() + "".join(self._block(each, after) for each, after in pairs)

    # -------------------------------------------------------------- cover
    def _cover(self) -> str:
        d = self.document
        parts = [paragraph("Addressed", run(d.addressed_to)), paragraph("Title", run(d.title))]
        if d.subtitle:
            parts.append(paragraph("Subtitle", run(d.subtitle)))
        if d.keyfigure:
            parts.append(self._key_figures((d.keyfigure,), style="CoverFigure", columns=2))
        if d.summary:
            parts.append(paragraph("Summary", run(d.summary)))
        parts.append(paragraph("Byline", run(f"{d.author} · {self.words.on(d.issued_on)}")))
        return "".join(parts) + self._contents()

    def _contents(self) -> str:
        """Write the contents as Word's own field, filled with links, so that it works unasked."""
        entries = headings(self.document, deepest=2)
        if not entries:
            return ""
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            ' TOC \\o "1-2" \\h \\z </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        lines = []
        for place, heading in enumerate(entries):
            link = self._inside(heading.id, run(heading.text))
            text = (begin if place == 0 else "") + link + (end if heading is entries[-1] else "")
            lines.append(paragraph(f"TOC{heading.level}", text))
        title = run(self.words.contents)
        return paragraph("ContentsTitle", title, "<w:pageBreakBefore/>") + "".join(lines)

    # -------------------------------------------------------------- blocks
    def _block(self, block: Block, following: Block | None) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                style = {"body": "Normal", "lead": "Lead", "note": "Note"}[block.role]
                # What introduces a picture, table or list never ends a page alone.
                keep = "<w:keepNext/>" if isinstance(following, Chart | Table | Bullets) else ""
                return paragraph(style, self._line(block.line), keep)
            case Bullets():
                return self._bullets(block)
            case KeyFigures():
                return self._key_figures(block.figures) if block.figures else ""
            case Callout():
                kind = "Caution" if block.kind == "caution" else "Set"
                title = paragraph(f"{kind}Title", run(block.title))
                return title + paragraph(f"{kind}Text", self._line(block.line))
            case Table():
                return self._table(block, f"{self.words.table} {self.numbers[block.id]}. ")
            case Chart():
                return self._chart(block)
            case Picture():
                drawn = self._mark(block.id, f"<w:r>{self.picture(block)}</w:r>")
                said = paragraph("FigureSub", run(block.caption)) if block.caption else ""
                return paragraph("Picture", drawn) + said
            case PageBreak():
                return paragraph("Normal", '<w:r><w:br w:type="page"/></w:r>')

    def _heading(self, block: Heading) -> str:
        first = block is headings(self.document)[0]
        properties = "<w:pageBreakBefore/>" if first else ""
        if block.four_p:
            color = rgb(tokens.hue(block.four_p))
            properties += (
                f'<w:pBdr><w:top w:val="single" w:sz="24" w:space="8" w:color="{color}"/></w:pBdr>'
            )
        look = f'<w:lang w:val="{block.lang}"/>' if block.lang else ""
        text = self._mark(block.id, run(block.text, look))
        return paragraph(f"Heading{block.level}", text, properties)

    def _bullets(self, block: Bullets) -> str:
        if block.start is None:
            return "".join(paragraph("ListBullet", self._line(each)) for each in block.items)
        self.starts.append(block.start)
        number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{len(self.starts) + 2}"/></w:numPr>'
        return "".join(paragraph("ListNumber", self._line(each), number) for each in block.items)

    def _key_figures(
        self, figures: tuple[KeyFigure, ...], *, style: str = "KeyFigure", columns: int = 0
    ) -> str:
        """Set numbers side by side, in a grid of so many columns."""
        columns = columns or len(figures)
        width = (WIDTH - _GUTTER * (columns - 1)) // columns
        gutter = f'<w:tc><w:tcPr><w:tcW w:w="{_GUTTER}" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
        cells = ""
        for place, figure in enumerate(figures):
            prefix, shown = split_figure(figure.shown)
            size = '<w:sz w:val="26"/>' if prefix else ""
            text = (run(prefix, size) if prefix else "") + run(shown)
            border = (
                f'<w:tcBorders><w:top w:val="single" w:sz="24" w:space="0" '
                f'w:color="{rgb(tokens.hue(figure.four_p))}"/></w:tcBorders>'
            )
            cells += gutter if place else ""
            cells += (
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{border}</w:tcPr>'
                + paragraph(style, self._inside(figure.figure, text))
                + paragraph("KeyLabel", run(figure.label))
                + "</w:tc>"
            )
        column = f'<w:gridCol w:w="{width}"/>'
        grid = f'<w:gridCol w:w="{_GUTTER}"/>'.join([column] * len(figures))
        whole = width * len(figures) + _GUTTER * (len(figures) - 1)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
            '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
        ) + paragraph("TableNote", "")

    def _chart(self, chart: Chart) -> str:
        title = f"{self.words.figure} {self.numbers[chart.id]}. {chart.title}"
        reading = run(f"{self.words.how_to_read} ", "<w:b/>") + run(chart.reading)
        source = f"{self.words.source} {chart.source}"
        return "".join(
            (
                paragraph("Caption", self._mark(chart.id, run(title))),
                paragraph("FigureSub", run(chart.subtitle)),
                paragraph("Picture", f"<w:r>{self.picture(chart)}</w:r>"),
                paragraph("Reading", reading) if chart.reading else "",
                paragraph("Source", run(source)) if chart.source else "",
                self._table(chart.table),
            )
        )

    # -------------------------------------------------------------- tables
    def _table(self, table: Table, prefix: str = "") -> str:
        style = "TableSmall" if table.small else "TableText"
        total = sum(column.share for column in table.columns)
        widths = [round(WIDTH * column.share / total) for column in table.columns]
        jcs = ['<w:jc w:val="right"/>' if column.number else "" for column in table.columns]
        head = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>'
            f"{paragraph(style, run(column.name), '<w:keepNext/>' + jc)}</w:tc>"
            for column, width, jc in zip(table.columns, widths, jcs, strict=True)
        )
        rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
        together = printed_lines(table, letters=_LETTERS) <= _TOGETHER
        for number, row in enumerate(table.rows, start=1):
            keep = "<w:keepNext/>" if together and number < len(table.rows) else ""
            cells = []
            for place, (cell, width, jc) in enumerate(zip(row.cells, widths, jcs, strict=True)):
                text = self._line(cell, strong=row.strong)
                if place == 0 and row.id:
                    text = self._mark(row.id, text)
                top = _TOTAL if row.strong else ""
                cells.append(
                    f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{top}</w:tcPr>'
                    f"{paragraph(style, text, keep + jc)}</w:tc>"
                )
            rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
        caption = self._mark(table.id, run(f"{prefix}{table.caption}"))
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        notes = "".join(paragraph("TableNote", run(each)) for each in table.notes)
        return (
            paragraph("TableCaption", caption)
            + f'<w:tbl><w:tblPr><w:tblStyle w:val="Figures"/><w:tblW w:w="{WIDTH}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" '
            'w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{_e(table.caption)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            + "".join(rows)
            + "</w:tbl>"
            + (notes or paragraph("TableNote", ""))
        )

    # -------------------------------------------------------------- lines
    def _line(self, line: Line, *, strong: bool = False) -> str:
        pieces = []
        for piece in line:
            if isinstance(piece, Number):
                look = '<w:rStyle w:val="Number"/>' + ("<w:b/>" if piece.strong or strong else "")
                pieces.append(self._inside(piece.figure, run(piece.shown, look)))
            elif isinstance(piece, Link):
                text = run(piece.text, '<w:rStyle w:val="Hyperlink"/>')
                if piece.to.startswith("#"):
                    pieces.append(self._inside(piece.to[1:], text))
                else:
                    id_ = self.address(piece.to)
                    pieces.append(f'<w:hyperlink r:id="{id_}" w:history="1">{text}</w:hyperlink>')
            else:
                look = "<w:b/>" if piece.strong or strong else ""
                look += "<w:i/>" if piece.emphasis else ""
                look += f'<w:lang w:val="{piece.lang}"/>' if piece.lang else ""
                pieces.append(run(piece.text, look))
        return "".join(pieces)

    def _inside(self, id_: str, text: str) -> str:
        name = self._name(id_)
        return f'<w:hyperlink w:anchor="{name}" w:history="1">{text}</w:hyperlink>'

    def _mark(self, id_: str, text: str) -> str:
        """Put a bookmark around text."""
        self._marks += 1
        start = f'<w:bookmarkStart w:id="{self._marks}" w:name="{self._name(id_)}"/>'
        return f'{start}{text}<w:bookmarkEnd w:id="{self._marks}"/>'

    def _name(self, id_: str) -> str:
        """Return an id as Word takes it: letters, digits and _, at most 40, each id its own."""
        if id_ not in self._names:
            name = base = re.sub(r"\W", "_", id_, flags=re.ASCII)[:36]
            number = 1
            while name.lower() in self._taken:
                number += 1
                name = f"{base}_{number}"
            self._taken.add(name.lower())
            self._names[id_] = name
        return self._names[id_]


_TOTAL = (
    f'<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{rgb(tokens.INK)}"/>'
    "</w:tcBorders>"
)


def paragraph(style: str, inside: str, properties: str = "") -> str:
    """Return one paragraph."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inside}</w:p>'


def run(text: str, look: str = "") -> str:
    """Return words as one run; a line break in them stays one."""
    inside = '</w:t><w:br/><w:t xml:space="preserve">'.join(_e(text).split("\n"))
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{inside}</w:t></w:r>'


def _e(text: str) -> str:
    return escape(text, quote=True)

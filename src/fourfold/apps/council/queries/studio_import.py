"""The pack's edition of a year, as blocks that can be edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fourfold.apps.council import access
from fourfold.apps.council.queries.studio_figures import cleared
from fourfold.documents.annual import NoFigures, NoReport
from fourfold.documents.annual import compose as compose_annual
from fourfold.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Heading,
    KeyFigures,
    Line,
    Link,
    Number,
    Paragraph,
    Piece,
    Table,
    Text,
)
from fourfold.documents.studio import Kind, Part
from fourfold.documents.studio.texts import write
from fourfold.reference import active_pack

LEFT_OUT = ("methods", "appendix", "sources")
"""Chapters the studio writes itself, or that stand on the pack's own site."""


def of_pack(year: int, *, viewer: access.Who) -> list[Part]:
    """Return the pack's report of a year as blocks; none if the pack or the catalog has none."""
    pack = active_pack()
    try:
        document = compose_annual(year, pack=pack, figures=cleared(viewer=viewer))
    except (NoReport, NoFigures):
        return []
    asked_in = int(pack.report(year)["recommendations"]["year"])
    return list(_parts(document.blocks, year, asked_in=asked_in))


def _parts(blocks: Iterable[Block], year: int, *, asked_in: int) -> Iterator[Part]:
    """Give each block as a part; texts in a row, without a heading between them, are one."""
    waiting: list[Paragraph | Bullets] = []
    chapter = ""
    for each in blocks:
        if isinstance(each, Heading) and each.level == 1:
            if chapter == "recommendations":
                yield from _texts(waiting)
                yield Part("", Kind.RECOMMENDATIONS, ref=str(asked_in))
            chapter = each.id
        if chapter in LEFT_OUT:
            continue
        inside = chapter == "recommendations"
        if inside and (isinstance(each, Bullets) or (isinstance(each, Heading) and each.level > 1)):
            continue
        if isinstance(each, Paragraph | Bullets):
            waiting.append(_plain(each))
            continue
        if inside and isinstance(each, Table):
            continue
        if isinstance(each, Callout):
            said = Text(f"{each.title}: ", strong=True)
            waiting.append(Paragraph((said, *_pieces(each.line))))
            continue
        yield from _texts(waiting)
        yield from _part(each, year)
    yield from _texts(waiting)


def _texts(waiting: list[Paragraph | Bullets]) -> Iterator[Part]:
    if waiting:
        yield Part("", Kind.TEXT, english=write(tuple(waiting)))
        waiting.clear()


def _part(block: Block, year: int) -> Iterator[Part]:
    if isinstance(block, Heading):
        told = {"level": block.level, "four_p": block.four_p, "english": block.text}
        yield Part("", Kind.HEADING, **told)  # type: ignore[arg-type]
    elif isinstance(block, KeyFigures):
        for each in block.figures:
            yield Part("", Kind.FIGURE, four_p=each.four_p, english=each.label, ref=each.figure)
    elif isinstance(block, Chart):
        code = block.id.removeprefix("chart-")
        if code in {row["code"] for row in active_pack().rows("indicators")}:
            yield Part("", Kind.CHART, four_p=block.four_p, ref=code)
        else:
            yield Part("", Kind.TABLE, english=_typed(block.table))
    elif isinstance(block, Table):
        if block.id == "laws-table":
            yield Part("", Kind.LAWS, ref=str(year))
        else:
            yield Part("", Kind.TABLE, english=_typed(block))


def _typed(table: Table) -> str:
    """Write a table as lines of cells; numbers stay bound."""
    heads = " | ".join(each.name + (" #" if each.number else "") for each in table.columns)
    rows = [" | ".join(_cell(cell) for cell in row.cells) for row in table.rows]
    return "\n".join([table.caption.replace("|", "/"), heads, *rows])


def _cell(cell: Line) -> str:
    said = write((Paragraph(_pieces(cell)),)).replace("|", "/").replace("\n", " ")
    return said or "-"


def _plain(block: Paragraph | Bullets) -> Paragraph | Bullets:
    if isinstance(block, Bullets):
        return Bullets(tuple(_pieces(each) for each in block.items), block.start)
    return Paragraph(_pieces(block.line), "note" if block.role == "note" else "body")


def _pieces(line: Line) -> Line:
    return tuple(_piece(each) for each in line)


def _piece(piece: Piece) -> Piece:
    """Keep bound numbers and ways out; what led inside the old document becomes words."""
    if isinstance(piece, Link) and piece.to.startswith("#"):
        return Text(piece.text)
    if isinstance(piece, Number):
        return Number(piece.figure, piece.figure, piece.strong)
    return piece

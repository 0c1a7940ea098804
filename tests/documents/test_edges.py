"""Documents at the edge of what a block can hold are written in every format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from fourfold.documents import docx, html, pdf
from fourfold.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Table,
    line,
)
from tests.documents.make import a_chart, a_document, a_point, a_table

EDGES: dict[str, tuple[Block, ...]] = {
    "no words": (Paragraph(()), Paragraph(line("")), Paragraph((), role="note")),
    "a list of nothing": (Bullets(()), Bullets((), start=3), Bullets(((),))),
    "no key figures": (KeyFigures(()),),
    "many key figures": (KeyFigures((KeyFigure("1,234,567", "people " * 9, "start"),) * 6),),
    "an empty table": (a_table("empty"),),
    "empty cells": (Table("e", "", (Column(""), Column("")), (Row(((), line(""))),)),),
    "twenty columns": (
        Table("wide", "Wide", (Column("Name"),) * 20, (Row((line("cell"),) * 20, strong=True),)),
    ),
    "one word of 300 letters": (
        Paragraph(line("m" * 300)),
        Callout("note", "m" * 300, line("m" * 300)),
        Table("long", "m" * 300, (Column("m" * 90), Column("b")), (Row((line("m" * 300), ())),)),
    ),
    "a chart of thirty": (a_chart(*(a_point(f"Label {n} " * 9, str(n)) for n in range(30))),),
}


@pytest.mark.parametrize("write", [html.page, pdf.render, docx.render])
@pytest.mark.parametrize("edge", EDGES)
def test_every_format_takes_it(edge: str, write: Callable[[Document], bytes | str]) -> None:
    assert write(a_document(*EDGES[edge]))


@pytest.mark.parametrize("write", [html.page, pdf.render, docx.render])
def test_every_format_takes_a_document_without_blocks(
    write: Callable[[Document], bytes | str],
) -> None:
    assert write(replace(a_document(), blocks=()))

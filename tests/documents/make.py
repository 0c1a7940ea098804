"""Small documents and charts for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fourfold.analysis.tables import Hidden, Interval, Value
from fourfold.documents.blocks import (
    Block,
    Chart,
    Column,
    Document,
    Heading,
    Paragraph,
    Point,
    Row,
    Table,
    line,
)

HIDDEN = Hidden("small cell", below=3)


def a_document(*blocks: Block, language: str = "en", title: str = "A report") -> Document:
    """Return a document of a heading and these blocks."""
    return Document(
        title=title,
        subtitle="",
        author="The Council",
        language=language,
        issued_on=date(2018, 1, 31),
        blocks=(Heading("Start", 1, "start"), *blocks),
    )


def a_paragraph(text: str) -> Document:
    return a_document(Paragraph(line(text)))


def a_table(id_: str = "table", *ids: str) -> Table:
    """Return a table with one column and a row for each id."""
    rows = tuple(Row((line(each),), id=each) for each in ids)
    return Table(id_, "A table", (Column("Group"),), rows)


def a_point(label: str, value: str | Value, *, series: str = "", shown: str = "") -> Point:
    number = Decimal(value) if isinstance(value, str) else value
    return Point(label, number, "", series=series, shown=shown)


def with_interval(label: str, value: str, low: str, high: str) -> Point:
    return Point(label, Decimal(value), "", interval=Interval(Decimal(low), Decimal(high)))


def a_chart(
    *points: Point,
    kind: str = "BARS",
    id_: str = "chart",
    unit: str = "count",
    limit: float | None = None,
    four_p: str = "",
) -> Chart:
    return Chart(
        id=id_,
        kind=kind,  # type: ignore[arg-type]
        title="A finding",
        subtitle="A measure, a place, a period",
        unit=unit,
        points=points,
        alt='What it shows, with "quotes" & <brackets>',
        table=a_table(f"{id_}-table"),
        limit=limit,
        four_p=four_p,
    )

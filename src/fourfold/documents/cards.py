"""A report card as a document, and the chart of one measure: so far, if nothing changes, target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from fourfold.analysis.tables import Hidden, Interval
from fourfold.documents.blocks import (
    Block,
    Bullets,
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


@dataclass(frozen=True, slots=True)
class Words:
    """The printed words around a card, in the reader's language."""

    year: str
    number: str
    so_far: str
    baseline: str
    target: str
    hidden: str
    reading: str
    alt: str
    """With {name}."""
    from_to: str
    """With {value}, {low} and {high}."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A measure: years so far (None hidden), years ahead (year, value, low, high), the target."""

    id: str
    name: str
    unit: str
    years: tuple[tuple[int, Decimal | None], ...]
    ahead: tuple[tuple[int, float, float, float], ...]
    target: tuple[int, Decimal] | None
    source: str
    note: str
    four_p: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A card to print. parts: heading and words; groups: heading and its measures."""

    program: str
    about: str
    groups: tuple[tuple[str, tuple[Drawn, ...]], ...]
    parts: tuple[tuple[str, str], ...]
    next_heading: str = ""
    actions: Sequence[str] = field(default=())


def table(drawn: Drawn, words: Words) -> Table:
    """Return every number of a measure's picture as a table."""
    unit = "%" if drawn.unit == "percent" else ""
    rows = [
        Row(
            (
                line(str(year)),
                line(words.so_far),
                line(f"{n:,f}{unit}" if n is not None else words.hidden),
            )
        )
        for year, n in drawn.years
    ]
    for year, value, low, high in drawn.ahead:
        ends = (f"{_shown(each, drawn.unit)}{unit}" for each in (value, low, high))
        said = words.from_to.format(**dict(zip(("value", "low", "high"), ends, strict=True)))
        rows.append(Row((line(str(year)), line(words.baseline), line(said))))
    if drawn.target:
        year, aim = drawn.target
        rows.append(Row((line(str(year)), line(words.target), line(f"{aim:,f}{unit}"))))
    columns = (Column(words.year), Column("", share=1.6), Column(words.number, share=2))
    return Table(f"t-{drawn.id}", drawn.name, columns, tuple(rows))


def chart(drawn: Drawn, words: Words) -> Chart:
    """Return the picture of a measure: hidden years drawn as hidden, missing ones not at all."""
    points = [Point(str(year), Hidden("small") if n is None else n, "") for year, n in drawn.years]
    for year, value, low, high in drawn.ahead:
        middle, least, most = (Decimal(_shown(each, drawn.unit)) for each in (value, low, high))
        points.append(Point(str(year), middle, "", "FORECAST", "", Interval(least, most, 0.8)))
    if drawn.target:
        points.append(Point(str(drawn.target[0]), drawn.target[1], "", "TARGET"))
    return Chart(
        id=drawn.id,
        kind="CURVE",
        title=drawn.name,
        subtitle="",
        unit=drawn.unit,
        points=tuple(points),
        alt=words.alt.format(name=drawn.name),
        table=table(drawn, words),
        reading=words.reading,
        four_p=drawn.four_p,
        source=drawn.source,
    )


def compose(card: Card, words: Words, *, on: date, author: str, language: str) -> Document:
    """Compose the report card of a program, as of a day."""
    blocks: list[Block] = [Heading(card.program, 1, "card"), Paragraph(line(card.about), "lead")]
    for nth, (heading, measures) in enumerate(card.groups):
        blocks.append(Heading(heading, 2, f"kind-{nth}"))
        for each in measures:
            if each.years:
                blocks.append(chart(each, words))
            if each.note:
                blocks.append(Paragraph(line(f"{each.name}: {each.note}"), "note"))
    for nth, (heading, said) in enumerate(card.parts):
        blocks += [Heading(heading, 2, f"part-{nth}"), Paragraph(line(said))]
    if card.actions:
        blocks.append(Heading(card.next_heading, 2, "next"))
        blocks.append(Bullets(tuple(line(each) for each in card.actions)))
    return Document(
        title=card.program,
        subtitle="",
        author=author,
        language=language,
        issued_on=on,
        blocks=tuple(blocks),
        summary=card.about,
        running_title=card.program,
    )


def _shown(value: float, unit: str) -> str:
    return f"{value:.1f}" if unit == "percent" or abs(value) < 10 else f"{value:.0f}"

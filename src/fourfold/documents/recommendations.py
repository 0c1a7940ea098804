"""The register of recommendations as a document, with dissent by agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fourfold.documents.blocks import Block, Column, Document, Heading, Paragraph, Row, Table, line


@dataclass(frozen=True, slots=True)
class Entry:
    """A recommendation in words. dissent, fate: "" for none known."""

    year: int
    category: str
    number: int
    text: str
    dissent: str
    fate: str


def compose(entries: Sequence[Entry], *, on: date, author: str) -> Document:
    """Compose the register as of a day, year by year, category by category."""
    blocks: list[Block] = []
    if not entries:
        blocks = [Heading("Recommendations", 1, "none"), Paragraph(line("None fits."))]
    for year in dict.fromkeys(each.year for each in entries):
        blocks.append(Heading(f"Recommendations of {year}", 1, f"y{year}"))
        here = [each for each in entries if each.year == year]
        for nth, category in enumerate(dict.fromkeys(each.category for each in here)):
            slug = f"y{year}-{nth}"
            rows = [each for each in here if each.category == category]
            blocks += [
                Heading(category, 2, slug),
                Table(
                    f"{slug}-table",
                    f"{category}, {year}",
                    (
                        Column("No.", share=0.3),
                        Column("Recommendation", share=2.6),
                        Column("Dissent", share=1.4),
                        Column("What became of it", share=1.6),
                    ),
                    tuple(
                        Row(
                            tuple(
                                map(
                                    line,
                                    (
                                        str(each.number),
                                        each.text,
                                        each.dissent or "none recorded",
                                        each.fate or "not known",
                                    ),
                                )
                            )
                        )
                        for each in rows
                    ),
                ),
            ]
    return Document(
        title="Recommendations",
        subtitle="With dissent by agency, and what became of them",
        author=author,
        language="en",
        issued_on=on,
        summary="What the Council recommended, who opposed it or abstained, and what became of it.",
        running_title="Recommendations",
        blocks=tuple(blocks),
        keywords=("human trafficking", "recommendations", str(on.year)),
    )

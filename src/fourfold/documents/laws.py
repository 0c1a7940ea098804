"""The inventory of laws as a document: status, effect, gap and recommendation, law by law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fourfold.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    Text,
    line,
)

NONE = "not known"


@dataclass(frozen=True, slots=True)
class LawEntry:
    """
    A law of the inventory, in words. What is not known is blank.

    group: the heading it stands under. effect: what was assessed, with its day. measure: how its
    effect is measured. figure: what is counted under it. recommended: (code, words).
    """

    group: str
    citation: str
    name: str
    status: str
    offense_class: str
    effect: str
    measure: str
    figure: str
    gap: str
    recommended: tuple[tuple[str, str], ...]


def inventory(
    entries: Iterable[LawEntry], *, on: date, author: str, asked_by: str = ""
) -> Document:
    """
    Compose the inventory of a day.

    asked_by: the recommendation that asked for it, word for word; blank for none.
    """
    told = tuple(entries)
    return Document(
        title="Inventory of laws",
        subtitle="Status and effectiveness, as published",
        author=author,
        language="en",
        issued_on=on,
        summary="Each law on trafficking: where it stands, what is known of its effect, "
        "what is missing, and what was recommended.",
        running_title="Inventory of laws",
        blocks=tuple(_blocks(told, asked_by)),
        keywords=("human trafficking", "laws", str(on.year)),
    )


def _blocks(entries: tuple[LawEntry, ...], asked_by: str) -> Iterator[Block]:
    if asked_by:
        yield Callout("note", "Why this inventory", line(asked_by))
    blank = sum(not each.figure for each in entries)
    yield Paragraph(
        line(
            f"{len(entries)} laws are listed. For {blank} of them no count of arrests, charges or "
            "convictions is published; that is not the same as none. What is not known is left "
            "blank or says so."
        )
    )
    for group in dict.fromkeys(each.group for each in entries):
        mine = [each for each in entries if each.group == group]
        slug = "".join(each if each.isalnum() else "-" for each in group.lower())
        yield Heading(group, 1, slug)
        yield Table(
            f"{slug}-table",
            f"{group}: status, effect, figure, gap and recommendation",
            (
                Column("Law", share=1.5),
                Column("Status", share=1.2),
                Column("Effect", share=1.1),
                Column("Figure", share=1.2),
                Column("Gap", share=1.9),
                Column("Recommended", share=1.1),
            ),
            tuple(_row(each) for each in mine),
            small=True,
        )
    said = {code: words for each in entries for code, words in each.recommended}
    if said:
        yield Heading("Recommendations", 1, "recommendations")
        yield Bullets(
            tuple(line(Text(code, strong=True), f" {said[code]}") for code in sorted(said))
        )


def _row(each: LawEntry) -> Row:
    law = f"{each.citation}, {each.name}" if each.citation else each.name
    status = f"{each.offense_class}. {each.status}" if each.offense_class else each.status
    effect = f"{each.effect}. Measure: {each.measure}" if each.measure else each.effect
    cells = (law, status, effect or "not assessed", each.figure or "none published")
    return Row(
        tuple(
            map(
                line,
                (*cells, each.gap or "-", "; ".join(c for c, _words in each.recommended) or "-"),
            )
        )
    )

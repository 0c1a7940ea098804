"""The statewide compilation of one call as a document: totals, offices, words, who is missing."""

from __future__ import annotations

from collections.abc import Iterator

from fourfold.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Link,
    Number,
    Paragraph,
    Row,
    Table,
    Text,
    line,
)
from fourfold.documents.compilation.districts import by_district
from fourfold.documents.compilation.offices import missing, office_by_office
from fourfold.documents.compilation.said import (
    MEANINGS,
    STANDINGS,
    is_asked,
    several,
    summed,
)
from fourfold.documents.compilation.shapes import (
    ANSWERED,
    NOT_PUBLIC,
    Collected,
    Question,
    Standing,
    total,
)
from fourfold.documents.words import day

INSIDE = (
    "These counts are small and were given to the Council. Do not pass them on or publish them: "
    "what the public sees goes through a release, where small counts are covered."
)


def compilation(collected: Collected) -> Document:
    """
    Return the compilation as a document.

    Every total is the sum of accepted answers only and leads to the offices it adds up; each office
    names the batch and the row of the file it sent.
    """
    return Document(
        title=f"{collected.title}, {collected.year}",
        subtitle=f"Statewide compilation under {collected.law}, {collected.covers}",
        author=collected.council,
        language=collected.language,
        issued_on=collected.as_of,
        blocks=tuple(_blocks(collected)),
        summary=f"{NOT_PUBLIC}. As of {day(collected.as_of)}.",
        running_title=f"{collected.title}, {collected.year}. {NOT_PUBLIC}",
        keywords=(collected.law, collected.state),
    )


def _blocks(collected: Collected) -> Iterator[Block]:
    yield from glance(collected)
    yield from _totals(collected)
    yield from by_district(collected)
    yield from office_by_office(collected)
    yield from missing(collected)
    yield from _told(collected)


def glance(collected: Collected) -> Iterator[Block]:
    """Say who answered, and how many stand where."""
    asked, done = len(collected.answers), len(collected.of(*ANSWERED))
    late = sum(each.is_late for each in collected.answers)
    nothing = len(collected.of(Standing.NOTHING))
    yield Heading("Who answered", 1, "answered")
    yield Callout("caution", NOT_PUBLIC, line(INSIDE))
    due = f" The answers were due on {day(collected.due_on)}." if collected.due_on else ""
    yield Paragraph(
        line(
            Number(f"{done:,}", "standing-all", strong=True),
            f" of {several(asked, 'office')} answered; ",
            Number(f"{nothing:,}", f"standing-{Standing.NOTHING}"),
            f" of them had nothing to report.{due}",
            f" {several(late, 'answer')} came later." if late else "",
        ),
        "lead",
    )
    yield _standings(collected)


def _standings(collected: Collected) -> Table:
    rows = [
        Row(
            (line(STANDINGS[each]), line(f"{len(found):,}"), line(MEANINGS[each])),
            id=f"standing-{each}",
        )
        for each in Standing
        if (found := collected.of(each)) or each in (Standing.ACCEPTED, Standing.NOTHING)
    ]
    asked = len(collected.answers)
    rows.append(
        Row((line("All offices asked"), line(f"{asked:,}"), ()), id="standing-all", strong=True)
    )
    columns = (Column("Answer", share=1.3), Column("Offices", number=True, share=0.6))
    caption = f"How the offices answered, as of {day(collected.as_of)}"
    return Table("t-standing", caption, (*columns, Column("What it means", share=3)), tuple(rows))


def _totals(collected: Collected) -> Iterator[Block]:
    counted = [each for each in collected.counted() if not each.kinds or _asked(each, collected)]
    if not counted:
        return
    yield Heading("Statewide totals", 1, "totals")
    totals = {each.item: total(each.item, collected.answers) for each in counted}
    yield Paragraph(
        line(
            "What the accepted answers add up to, and nothing else. An office without a number is "
            "not counted as 0: the true number may be higher. Each number is found again ",
            Link("office by office", "#offices"),
            ".",
        )
    )
    figures = tuple(
        KeyFigure(f"{found.value:,}", each.title, f"total-{each.item}")
        for each in counted
        if (found := totals[each.item]).value is not None
    )
    if len(figures) > 1:
        yield KeyFigures(figures[:4])
    rows = tuple(
        Row(
            (
                line(Text(each.item, strong=True)),
                line(each.title),
                line(summed(totals[each.item])),
                line(f"{totals[each.item].offices:,} of {_asked(each, collected):,}"),
            ),
            id=f"total-{each.item}",
        )
        for each in counted
    )
    columns = (
        Column("Item", share=0.4),
        Column("Question", share=3),
        Column("Total", number=True, share=0.8),
        Column("Gave a number", number=True, share=1),
    )
    yield Table("t-totals", f"{collected.state}, {collected.covers}", columns, rows)


def _asked(question: Question, collected: Collected) -> int:
    return sum(is_asked(question, each.kind) for each in collected.answers)


def _told(collected: Collected) -> Iterator[Block]:
    if not collected.told():
        return
    yield Heading("In their own words", 1, "words")
    yield Paragraph(
        line("As the offices wrote it, item by item. Who wrote the same stands together.")
    )
    for question in collected.told():
        yield Heading(f"{question.item}. {question.title}", 2, f"words-{question.item}")
        wrote = _wrote(question, collected)
        if not wrote:
            yield Paragraph(line("No office wrote anything here."))
            continue
        yield Bullets(
            tuple(
                line(Text(f"{', '.join(names)}. ", strong=True), said)
                for said, names in wrote.items()
            )
        )


def _wrote(question: Question, collected: Collected) -> dict[str, list[str]]:
    """Return what was written, with the offices that wrote just this; line breaks are spaces."""
    found: dict[str, list[str]] = {}
    for each in collected.of(Standing.ACCEPTED):
        if said := " ".join(each.words.get(question.item, "").split()):
            found.setdefault(said, []).append(each.name)
    return found
